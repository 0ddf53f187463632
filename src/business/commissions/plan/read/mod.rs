//! From the text of a plan file to the plan.
//!
//! - *Section*: a table of the file with the entries that it may have; the *grammar* lists them.
//! - *Reading*: what is read, and every mistake with its line.

mod adjustment;
mod bonus;
mod by_rank;
mod difference;
mod edge;
mod example;
mod factor;
mod generations;
mod grammar;
mod legs;
mod levels;
mod people;
mod pool;
mod predicate;
mod rates;
mod reading;
mod sale;
mod section;
mod source;
mod volume;

pub use grammar::plan_tables;
pub use reading::PlanTrouble;

use toml::de::DeTable;

use crate::business::commissions::SaleKind;
use crate::business::commissions::plan::edge::EdgePlace;
use crate::business::commissions::plan::formula::{ColumnNames, Formula, Kind, Names, Scope};
use crate::business::commissions::plan::read::bonus::bonuses;
use crate::business::commissions::plan::read::edge::edges;
use crate::business::commissions::plan::read::example::examples;
use crate::business::commissions::plan::read::factor::factors;
use crate::business::commissions::plan::read::grammar::{COLUMNS, FILE, PAYOUT, PLAN, REFUNDS, ROUNDING, TITLE};
use crate::business::commissions::plan::read::predicate::{predicates, ranks};
use crate::business::commissions::plan::read::reading::{Held, Item, Reading};
use crate::business::commissions::plan::read::section::{Entry, Section};
use crate::business::commissions::plan::read::volume::volumes;
use crate::business::commissions::plan::{Payout, Plan, RanksThen, Refunds, Rounding, SaleKinds};
use crate::business::failure::Complaint;
use crate::values::{LocalText, PeriodKind, Rate};

/// A plan is written by people; a longer file is a mistake.
pub const PLAN_BYTES_MAX: usize = 1024 * 1024;

/// Nobody waits longer for what is held back.
const RESERVE_MONTHS_MAX: u16 = 60;

/// How often something is settled.
const PERIODS: [(&str, PeriodKind); 6] = [
    ("week", PeriodKind::Week),
    ("ten_days", PeriodKind::TenDays),
    ("half_month", PeriodKind::HalfMonth),
    ("month", PeriodKind::Month),
    ("quarter", PeriodKind::Quarter),
    ("year", PeriodKind::Year),
];

/// The kinds of sale that a plan can name.
const SALE_KINDS: [(&str, SaleKind); 5] = [
    ("own", SaleKind::Own),
    ("retail", SaleKind::Retail),
    ("kit", SaleKind::Kit),
    ("fee", SaleKind::Fee),
    ("free", SaleKind::Free),
];

/// Reads a plan file; every mistake in what is written is named with its line.
pub(in crate::business::commissions) fn read_file(source: &str) -> Result<Plan, Vec<PlanTrouble>> {
    read(source, Held::ToAllRules)
}

/// The same of a text that was adopted before: rules that only forbid may have come since, and are left out.
pub(in crate::business::commissions) fn read_kept_file(source: &str) -> Result<Plan, Vec<PlanTrouble>> {
    read(source, Held::ToThoseOfThen)
}

fn read(source: &str, held: Held) -> Result<Plan, Vec<PlanTrouble>> {
    let mut reading = Reading::new(source, held);
    if source.len() > PLAN_BYTES_MAX {
        reading.note(1, Complaint::new("commissions.plan.too_long"));
        return Err(reading.into_troubles());
    }
    let parsed = match DeTable::parse(source) {
        Ok(parsed) => parsed,
        Err(error) => {
            let line = reading.line_at(error.span().map_or(0, |span| span.start));
            reading.note(line, not_toml(error.message()));
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

/// What is wrong with the writing itself, in our words: those of the reader of TOML are no help to who writes a plan.
fn not_toml(message: &str) -> Complaint {
    let kinds = [
        ("duplicate", "commissions.plan.not_toml_twice"),
        ("must be quoted", "commissions.plan.not_toml_value"),
        ("array", "commissions.plan.not_toml_list"),
        ("inline table", "commissions.plan.not_toml_braces"),
        ("table", "commissions.plan.not_toml_head"),
        ("string", "commissions.plan.not_toml_text"),
        ("quote", "commissions.plan.not_toml_text"),
        ("escape", "commissions.plan.not_toml_text"),
        ("key", "commissions.plan.not_toml_entry"),
        ("`=`", "commissions.plan.not_toml_entry"),
        ("value", "commissions.plan.not_toml_value"),
        ("number", "commissions.plan.not_toml_value"),
        ("float", "commissions.plan.not_toml_value"),
        ("boolean", "commissions.plan.not_toml_value"),
        ("date-time", "commissions.plan.not_toml_value"),
        ("zero", "commissions.plan.not_toml_value"),
    ];
    let key = kinds.iter().find(|(word, _)| message.contains(word)).map_or("commissions.plan.not_toml", |(_, key)| key);
    Complaint::new(key)
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
        reading.choice(item, &PERIODS)
    });
    let year_begins = match head.as_ref().and_then(|head| head.optional(reading, "year_begins")) {
        None => Some(1),
        Some(item) => reading.whole_within(item, 1, 12).and_then(|month| i8::try_from(month).ok()),
    };
    let allow_pay_on_kits = match head.as_ref().and_then(|head| head.optional(reading, "allow_pay_on_kits")) {
        None => Some(false),
        Some(item) => reading.truth(item),
    };
    let names = names(reading, file);
    let factors = factors(reading, file, &names, effective_from);
    let edges = edges(reading, file);
    let volumes = volumes(reading, file, &names);
    let predicates = predicates(reading, file, &names);
    let ranks = ranks(reading, file, &names);
    let bonuses = bonuses(reading, file, &names);
    let carry = carry(reading, file, &names);
    let refunds = refunds(reading, file);
    let rounding = rounding(reading, file);
    let payout = payout(reading, file);
    let examples = examples(reading, file, &names);
    Some(Plan {
        name: name?,
        version: version?,
        title: title?,
        effective_from: effective_from?,
        period: period?,
        year_begins: year_begins?,
        allow_pay_on_kits: allow_pay_on_kits?,
        columns: names.columns,
        factors,
        edges,
        volumes,
        predicates,
        ranks,
        bonuses,
        carry,
        refunds: refunds?,
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
fn title<'s>(reading: &mut Reading<'s>, section: &Section<'s>) -> Option<LocalText> {
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

fn sale_kinds<'s>(reading: &mut Reading<'s>, section: &Section<'s>) -> Option<SaleKinds> {
    let item = section.needed(reading, "sales")?;
    let kinds = reading.list(item, |reading, item| reading.choice(item, &SALE_KINDS))?;
    if kinds.is_empty() {
        return reading.wrong(item);
    }
    Some(SaleKinds::of(&kinds))
}

/// Everything that formulas may name, before any of it is read; so a mistake is told once, where it stands.
fn names<'s>(reading: &mut Reading<'s>, file: &Section<'s>) -> Names {
    let edges = EdgePlace::GIVEN.map(str::to_owned).into_iter().chain(file.names_in_table("edges"));
    Names {
        volumes: file.names_in_table("volumes"),
        predicates: file.names_in_table("predicates"),
        ranks: file.names_in_list("rank"),
        bonuses: file.names_in_list("bonus"),
        edges: edges.collect(),
        columns: columns(reading, file),
    }
}

fn columns<'s>(reading: &mut Reading<'s>, file: &Section<'s>) -> ColumnNames {
    let Some(item) = file.optional(reading, "columns") else { return ColumnNames::default() };
    let Some(table) = item.value.as_table() else {
        reading.wrong::<()>(item);
        return ColumnNames::default();
    };
    let section = Section::open(reading, "columns", item.line, table, COLUMNS);
    let mut read = |name: &'static str| {
        let Some(item) = section.optional(reading, name) else { return Vec::new() };
        let Some(table) = item.value.as_table() else {
            reading.wrong::<()>(item);
            return Vec::new();
        };
        if reading.is_too_long(item.line, name, table.len()) {
            return Vec::new();
        }
        let mut columns = Vec::new();
        for (key, value) in table {
            let line = reading.line_at(key.span().start);
            let kind = reading.choice(
                Item { line, value: value.get_ref(), ..item },
                &[("number", Kind::Number), ("word", Kind::Word), ("person", Kind::Person)],
            );
            columns.extend(kind.map(|kind| (key.get_ref().to_string(), kind)));
        }
        columns.sort();
        columns
    };
    ColumnNames { people: read("people"), sales: read("sales") }
}

/// What a run leaves to the next one beside what formulas look back at.
fn carry<'s>(reading: &mut Reading<'s>, file: &Section<'s>, names: &Names) -> Vec<(String, Formula)> {
    let mut carry = Vec::new();
    let Some(item) = file.optional(reading, "carry") else { return carry };
    let Some(table) = item.value.as_table() else {
        reading.wrong::<()>(item);
        return carry;
    };
    if reading.is_too_long(item.line, item.name, table.len()) {
        return carry;
    }
    for (key, value) in table {
        let line = reading.line_at(key.span().start);
        let item = Item { line, value: value.get_ref(), ..item };
        let formula = reading.formula(item, names, Scope::Person, Kind::Number);
        carry.extend(formula.map(|formula| (key.get_ref().to_string(), formula)));
    }
    carry.sort();
    carry
}

fn refunds<'s>(reading: &mut Reading<'s>, file: &Section<'s>) -> Option<Refunds> {
    let Some(item) = file.optional(reading, "refunds") else { return Some(Refunds::default()) };
    let Some(table) = item.value.as_table() else { return reading.wrong(item) };
    let section = Section::open(reading, "refunds", item.line, table, REFUNDS);
    let item = section.needed(reading, "how")?;
    let again = Refunds::Again(RanksThen::Kept);
    let how =
        reading.choice(item, &[("original", Refunds::Original), ("present", Refunds::Present), ("again", again)])?;
    match section.optional(reading, "ranks") {
        None => Some(how),
        // Nothing is reckoned again otherwise, so that whoever writes it expects something else.
        Some(item) if how != again => reading.wrong(item),
        Some(item) => {
            let ranks = reading.choice(item, &[("kept", RanksThen::Kept), ("reckoned", RanksThen::Reckoned)])?;
            Some(Refunds::Again(ranks))
        }
    }
}

/// Each line by itself, half a coin away from zero: there is no other way yet, and a plan may leave it out.
fn rounding<'s>(reading: &mut Reading<'s>, file: &Section<'s>) -> Option<Rounding> {
    if !file.has("rounding") {
        return Some(Rounding::LineHalfUp);
    }
    let section = table(reading, file, "rounding", ROUNDING)?;
    let mut one_of = |name: &'static str, word: &'static str| match section.optional(reading, name) {
        None => Some(()),
        Some(item) => reading.choice(item, &[(word, ())]),
    };
    let (per, how) = (one_of("per", "line"), one_of("how", "half_up"));
    per.and(how).map(|()| Rounding::LineHalfUp)
}

/// Everything is paid out where a plan says nothing.
fn payout<'s>(reading: &mut Reading<'s>, file: &Section<'s>) -> Option<Payout> {
    if !file.has("payout") {
        return Some(Payout::WHOLE);
    }
    let section = table(reading, file, "payout", PAYOUT)?;
    let minimum = match section.optional(reading, "minimum") {
        None => Some(0),
        Some(item) => reading.hundredths(item),
    };
    let fee = match section.optional(reading, "fee") {
        None => Some(0),
        Some(item) => match reading.hundredths(item) {
            Some(fee) if fee < 0 => reading.wrong(item),
            fee => fee,
        },
    };
    // Something must be left for the bank.
    let part = |reading: &mut Reading<'s>, name: &'static str| match section.optional(reading, name) {
        None => Some(Rate::ZERO),
        Some(item) => match reading.rate(item) {
            Some(Rate::WHOLE) => reading.wrong(item),
            rate => rate,
        },
    };
    let (credit, reserve) = (part(reading, "credit"), part(reading, "reserve"));
    // What is held back is free some day.
    let reserve_months = if section.has("reserve") || section.has("reserve_months") {
        let item = section.needed(reading, "reserve_months");
        item.and_then(|item| reading.whole_within(item, 1, RESERVE_MONTHS_MAX)).map(u32::from)
    } else {
        Some(0)
    };
    Some(Payout {
        minimum_hundredths: minimum?,
        fee_hundredths: fee?,
        credit: credit?,
        reserve: reserve?,
        reserve_months: reserve_months?,
    })
}
