//! From the text of a plan file to the plan.

use toml::de::DeTable;

use crate::business::commissions::SaleKind;
use crate::business::commissions::plan::grammar::{FILE, PAYOUT, PLAN, PREDICATE, ROUNDING, TITLE, VOLUME};
use crate::business::commissions::plan::read_bonus::bonuses;
use crate::business::commissions::plan::read_example::examples;
use crate::business::commissions::plan::reading::{Item, PlanTrouble, Reading};
use crate::business::commissions::plan::section::{Entry, Section};
use crate::business::commissions::plan::{
    Counts, Payout, Plan, Predicate, Requirement, Rounding, SaleKinds, Volume, VolumeOf,
};
use crate::business::failure::Complaint;
use crate::values::{LocalText, PeriodKind};

/// A plan is written by people; a longer file is a mistake.
pub const PLAN_BYTES_MAX: usize = 1024 * 1024;

/// The kinds of sale that a plan can name.
pub(super) const SALE_KINDS: [(&str, SaleKind); 2] = [("own", SaleKind::Own), ("retail", SaleKind::Retail)];

/// Reads a plan; every mistake in it is named with its line.
pub fn read_plan(source: &str) -> Result<Plan, Vec<PlanTrouble>> {
    let mut reading = Reading::new(source);
    if source.len() > PLAN_BYTES_MAX {
        reading.note(1, Complaint::new("commissions.plan.too_long"));
        return Err(reading.into_troubles());
    }
    let parsed = match DeTable::parse(source) {
        Ok(parsed) => parsed,
        Err(error) => {
            let line = reading.line_at(error.span().map_or(0, |span| span.start));
            reading.note(line, Complaint::new("commissions.plan.not_toml").with("message", error.message()));
            return Err(reading.into_troubles());
        }
    };
    let file = Section::open(&mut reading, "…", 1, parsed.get_ref(), FILE);
    let plan = whole(&mut reading, &file, source);
    match plan {
        Some(plan) if reading.is_clean() => Ok(plan),
        _ => Err(reading.into_troubles()),
    }
}

/// Every part is read before the first missing one ends it, so that all mistakes are found.
fn whole<'s>(reading: &mut Reading<'s>, file: &Section<'s>, source: &str) -> Option<Plan> {
    let head = table(reading, file, "plan", PLAN);
    let name = head.as_ref().and_then(|head| head.read(reading, "name", Reading::word));
    let version = head.as_ref().and_then(|head| head.read(reading, "version", Reading::whole));
    let title = head.as_ref().and_then(|head| title(reading, head));
    let effective_from = head.as_ref().and_then(|head| head.read(reading, "effective_from", Reading::day));
    let period = head.as_ref().and_then(|head| {
        let item = head.needed(reading, "period")?;
        reading
            .choice(item, &[("week", PeriodKind::Week), ("month", PeriodKind::Month), ("quarter", PeriodKind::Quarter)])
    });
    let volumes = volumes(reading, file);
    let predicates = predicates(reading, file);
    let bonuses = bonuses(reading, file);
    let rounding = rounding(reading, file);
    let payout = table(reading, file, "payout", PAYOUT)
        .and_then(|payout| payout.read(reading, "minimum", Reading::hundredths))
        .map(|minimum_hundredths| Payout { minimum_hundredths });
    let examples = examples(reading, file);
    Some(Plan {
        name: name?,
        version: version?,
        title: title?,
        effective_from: effective_from?,
        period: period?,
        volumes,
        predicates,
        bonuses,
        rounding: rounding?,
        payout: payout?,
        examples,
        hash: *blake3::hash(source.as_bytes()).as_bytes(),
    })
}

fn table<'s>(
    reading: &mut Reading<'s>,
    parent: &Section<'s>,
    name: &'static str,
    entries: &'static [Entry],
) -> Option<Section<'s>> {
    let item = parent.needed(reading, name)?;
    match item.value.as_table() {
        Some(table) => Some(Section::open(reading, name, item.line, table, entries)),
        None => reading.wrong(item),
    }
}

/// One text for all languages, or one for each.
pub(super) fn title<'s>(reading: &mut Reading<'s>, section: &Section<'s>) -> Option<LocalText> {
    let item = section.needed(reading, "title")?;
    let Some(table) = item.value.as_table() else {
        return reading.text(item).map(|text| LocalText::new(&text, &text, &text));
    };
    let title = Section::open(reading, format!("{}.title", section.name), item.line, table, TITLE);
    let german = title.read(reading, "de", Reading::text);
    let english = title.read(reading, "en", Reading::text);
    let chinese = title.read(reading, "zh", Reading::text);
    Some(LocalText::new(&german?, &english?, &chinese?))
}

/// A title where there is one; otherwise the name stands for itself.
fn title_or<'s>(reading: &mut Reading<'s>, section: &Section<'s>, name: &str) -> Option<LocalText> {
    match section.optional(reading, "title") {
        Some(_) => title(reading, section),
        None => Some(LocalText::new(name, name, name)),
    }
}

pub(super) fn sale_kinds<'s>(reading: &mut Reading<'s>, section: &Section<'s>) -> Option<SaleKinds> {
    let item = section.needed(reading, "sales")?;
    let kinds = reading.list(item, |reading, item| reading.choice(item, &SALE_KINDS))?;
    if kinds.is_empty() {
        return reading.wrong(item);
    }
    Some(SaleKinds { retail: kinds.contains(&SaleKind::Retail), own: kinds.contains(&SaleKind::Own) })
}

fn volumes<'s>(reading: &mut Reading<'s>, file: &Section<'s>) -> Vec<Volume> {
    let mut volumes = Vec::new();
    for (name, line, table) in file.named_tables(reading, "volumes") {
        let section = Section::open(reading, format!("volumes.{name}"), line, table, VOLUME);
        let of = section
            .needed(reading, "of")
            .and_then(|item| reading.choice(item, &[("self", VolumeOf::Myself), ("team", VolumeOf::Team)]));
        let counts = section
            .needed(reading, "counts")
            .and_then(|item| reading.choice(item, &[("points", Counts::Points), ("base", Counts::Base)]));
        let sales = sale_kinds(reading, &section);
        let title = title_or(reading, &section, name);
        if let (Some(of), Some(counts), Some(sales), Some(title)) = (of, counts, sales, title) {
            volumes.push(Volume { name: name.to_owned(), title, of, counts, sales });
        }
    }
    volumes
}

fn predicates<'s>(reading: &mut Reading<'s>, file: &Section<'s>) -> Vec<Predicate> {
    let volumes = file.names_in_table("volumes");
    let mut predicates = Vec::new();
    for (name, line, table) in file.named_tables(reading, "predicates") {
        let section = Section::open(reading, format!("predicates.{name}"), line, table, PREDICATE);
        let Some(item) = section.needed(reading, "at_least") else { continue };
        let Some(wanted) = item.value.as_table() else {
            reading.wrong::<()>(item);
            continue;
        };
        let mut requirements = Vec::new();
        for (key, value) in wanted {
            let line = reading.line_at(key.span().start);
            let volume = reading.place_of(line, item.name, key.get_ref(), &volumes);
            let at_least = reading.hundredths(Item { line, value: value.get_ref(), ..item });
            if let (Some(volume), Some(at_least_hundredths)) = (volume, at_least) {
                requirements.push(Requirement { volume, at_least_hundredths });
            }
        }
        requirements.sort_by_key(|requirement| requirement.volume);
        if let Some(title) = title_or(reading, &section, name) {
            predicates.push(Predicate { name: name.to_owned(), title, requirements });
        }
    }
    predicates
}

fn rounding<'s>(reading: &mut Reading<'s>, file: &Section<'s>) -> Option<Rounding> {
    let section = table(reading, file, "rounding", ROUNDING)?;
    let per = section.needed(reading, "per").and_then(|item| reading.choice(item, &[("line", ())]));
    let how = section.needed(reading, "how").and_then(|item| reading.choice(item, &[("half_up", ())]));
    per.and(how).map(|()| Rounding::LineHalfUp)
}
