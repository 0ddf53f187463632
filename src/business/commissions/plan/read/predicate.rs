//! Reading predicates and ranks.

use crate::business::commissions::plan::example::plain_number;
use crate::business::commissions::plan::formula::{Formula, Kind, MILLION, Names, PersonValue, Scope, Sign};
use crate::business::commissions::plan::predicate::{Need, PaidBy, Predicate, Rank, Ranks, VolumeReach};
use crate::business::commissions::plan::read::grammar::{PREDICATE, RANK, RANKS};
use crate::business::commissions::plan::read::reading::{Item, Reading};
use crate::business::commissions::plan::read::section::Section;
use crate::business::commissions::plan::read::{title, title_or};
use crate::business::failure::Complaint;

/// More ranks than any plan has.
const RANKS_MAX: usize = 100;
/// All conditions of a predicate or rank are one formula in the end, and a deep one.
const NEEDS_MAX: usize = 100;

pub(super) fn predicates<'s>(reading: &mut Reading<'s>, file: &Section<'s>, names: &Names) -> Vec<Predicate> {
    let mut predicates = Vec::new();
    for (name, line, table) in file.named_tables(reading, "predicates") {
        let section = Section::open(reading, format!("predicates.{name}"), line, table, PREDICATE);
        let mut needs = reached(reading, &section, names);
        if section.optional(reading, "needs").is_some() {
            needs.extend(conditions(reading, &section, names));
        } else {
            section.needed(reading, "at_least");
        }
        if let Some(title) = title_or(reading, &section, name) {
            predicates.push(Predicate { name: name.to_owned(), title, line, needs });
        }
    }
    predicates
}

/// `at_least = { own = 20 }`: volumes that must reach a number.
fn reached<'s>(reading: &mut Reading<'s>, section: &Section<'s>, names: &Names) -> Vec<Need> {
    let Some(item) = section.optional(reading, "at_least") else { return Vec::new() };
    let Some(wanted) = item.value.as_table() else {
        reading.wrong::<()>(item);
        return Vec::new();
    };
    if too_many(reading, item, wanted.len()) {
        return Vec::new();
    }
    let mut reaches = Vec::new();
    for (key, value) in wanted {
        let line = reading.line_at(key.span().start);
        let volume = reading.place_of(line, item.name, key.get_ref(), &names.volumes);
        let at_least = reading.hundredths(Item { line, value: value.get_ref(), ..item });
        if let (Some(volume), Some(hundredths)) = (volume.and_then(|volume| u16::try_from(volume).ok()), at_least) {
            reaches.push(VolumeReach { volume, at_least_millionths: hundredths.saturating_mul(MILLION / 100) });
        }
    }
    reaches.sort_by_key(|reach| reach.volume);
    let need = |reach: VolumeReach| {
        let volume = Formula::Person(PersonValue::Volume(reach.volume));
        let name = names.volumes.get(usize::from(reach.volume)).map_or("", String::as_str);
        Need {
            formula: Formula::at_least(volume, Formula::Constant(reach.at_least_millionths)),
            text: format!("{name} >= {}", plain_number(reach.at_least_millionths)),
            reach: Some(reach),
        }
    };
    reaches.into_iter().map(need).collect()
}

/// One condition, or a list of them which must all hold.
fn conditions<'s>(reading: &mut Reading<'s>, section: &Section<'s>, names: &Names) -> Vec<Need> {
    let Some(item) = section.needed(reading, "needs") else { return Vec::new() };
    let values: Vec<_> = match item.value.as_array() {
        Some(array) => array.iter().map(|value| (reading.line_at(value.span().start), value.get_ref())).collect(),
        None => vec![(item.line, item.value)],
    };
    if too_many(reading, item, values.len()) {
        return Vec::new();
    }
    let mut needs = Vec::new();
    for (line, value) in values {
        let item = Item { line, value, ..item };
        let formula = reading.formula(item, names, Scope::Person, Kind::Truth);
        let text = value.as_str().unwrap_or_default().trim().to_owned();
        needs.extend(formula.map(|formula| Need { reach: reach_in(&formula), formula, text }));
    }
    needs
}

fn too_many<'s>(reading: &mut Reading<'s>, item: Item<'s>, needs: usize) -> bool {
    if needs > NEEDS_MAX {
        let most = i64::try_from(NEEDS_MAX).unwrap_or(i64::MAX);
        let complaint = Complaint::new("commissions.plan.too_many_entries").with("entry", item.name);
        reading.note(item.line, complaint.with("most", most));
    }
    needs > NEEDS_MAX
}

/// `own >= 100` is a volume that must reach a number, however it was written.
fn reach_in(formula: &Formula) -> Option<VolumeReach> {
    let Formula::Operation(Sign::LessOrEqual, pair) = formula else { return None };
    match &**pair {
        [Formula::Constant(at_least), Formula::Person(PersonValue::Volume(volume))] => {
            Some(VolumeReach { volume: *volume, at_least_millionths: *at_least })
        }
        _ => None,
    }
}

pub(super) fn ranks<'s>(reading: &mut Reading<'s>, file: &Section<'s>, names: &Names) -> Ranks {
    let mut ranks = Ranks { ranks: Vec::new(), paid_by: paid_by(reading, file) };
    let tables = file.tables(reading, "rank");
    if let Some((line, _)) = tables.get(RANKS_MAX) {
        reading.note(
            *line,
            Complaint::new("commissions.plan.too_many_ranks").with("most", i64::try_from(RANKS_MAX).unwrap_or(0)),
        );
    }
    for (number, (line, table)) in (1..).zip(tables) {
        let section = Section::open(reading, format!("rank {number}"), line, table, RANK);
        let name = section.read(reading, "name", Reading::word);
        let title = title(reading, &section);
        let needs = conditions(reading, &section, names);
        if let (Some(name), Some(title)) = (name, title) {
            let known = Names::is_built_in(&name) || names.volumes.contains(&name) || names.predicates.contains(&name);
            if known || ranks.ranks.iter().any(|other| other.name == name) {
                reading.note(line, Complaint::new("commissions.plan.name_taken").with("word", name.clone()));
            }
            ranks.ranks.push(Rank { name, title, line, needs });
        }
    }
    ranks
}

fn paid_by<'s>(reading: &mut Reading<'s>, file: &Section<'s>) -> PaidBy {
    let Some(item) = file.optional(reading, "ranks") else { return PaidBy::default() };
    let Some(table) = item.value.as_table() else {
        reading.wrong::<()>(item);
        return PaidBy::default();
    };
    let section = Section::open(reading, "ranks", item.line, table, RANKS);
    let grace = section.optional(reading, "grace").and_then(|item| reading.whole_within(item, 1, 60));
    let by = section
        .optional(reading, "paid_by")
        .and_then(|item| reading.choice(item, &[("qualified", PaidBy::Qualified), ("achieved", PaidBy::Achieved)]));
    grace.map(PaidBy::Grace).or(by).unwrap_or_default()
}
