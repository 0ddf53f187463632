//! What may differ by rank: a formula, a rate, or a table with one for each rank by which people are paid.

use crate::business::commissions::plan::formula::{Formula, Kind, Names, PersonValue, RankOf, Scope};
use crate::business::commissions::plan::read::reading::{Item, Reading};
use crate::business::commissions::plan::read::section::Section;

pub(super) fn receiver<'s>(reading: &mut Reading<'s>, section: &Section<'s>, names: &Names) -> Option<Formula> {
    let item = section.needed(reading, "receiver")?;
    reading.formula(item, names, Scope::Person, Kind::Truth)
}

pub(super) fn number<'s>(
    reading: &mut Reading<'s>,
    section: &Section<'s>,
    name: &'static str,
    names: &Names,
) -> Option<Formula> {
    let item = section.needed(reading, name)?;
    number_of(reading, item, names)
}

/// A formula, or a table with a number for each rank by which people are paid.
pub(super) fn number_of<'s>(reading: &mut Reading<'s>, item: Item<'s>, names: &Names) -> Option<Formula> {
    if item.value.is_table() {
        return by_rank(reading, item, names, |reading, item, names| {
            reading.formula(item, names, Scope::Person, Kind::Number)
        });
    }
    reading.formula(item, names, Scope::Person, Kind::Number)
}

/// A rate, a formula that gives one, or a table with a rate for each rank by which people are paid.
pub(super) fn rate<'s>(reading: &mut Reading<'s>, item: Item<'s>, names: &Names) -> Option<Formula> {
    if item.value.is_table() {
        return by_rank(reading, item, names, Reading::rate_or_formula);
    }
    reading.rate_or_formula(item, names)
}

/// `{ silver = …, gold = … }`: the value of the highest rank that is reached; nothing below the first.
fn by_rank<'s>(
    reading: &mut Reading<'s>,
    item: Item<'s>,
    names: &Names,
    read: fn(&mut Reading<'s>, Item<'s>, &Names) -> Option<Formula>,
) -> Option<Formula> {
    let Some(table) = item.value.as_table().filter(|table| !table.is_empty()) else { return reading.wrong(item) };
    let mut values = Vec::new();
    for (key, value) in table {
        let line = reading.line_at(key.span().start);
        let rank = reading.place_of(line, item.name, key.get_ref(), &names.ranks);
        let value = read(reading, Item { line, value: value.get_ref(), ..item }, names);
        values.push((u16::try_from(rank?).ok()?, value?));
    }
    values.sort_by_key(|(rank, _)| *rank);
    Some(
        values
            .into_iter()
            .fold(Formula::Constant(0), |lower, (rank, value)| Formula::choice(rank_reached(rank), value, lower)),
    )
}

/// Whether somebody is paid by a rank, by its place, or a higher one.
pub(super) fn rank_reached(rank: u16) -> Formula {
    let paid = Formula::Person(PersonValue::Rank(RankOf::Paid));
    Formula::at_least(paid, Formula::Constant(i64::from(rank) + 1))
}
