//! Rates of levels: one list for everybody, or one for each rank.

use crate::business::commissions::plan::formula::{Formula, Kind, MILLION, Names, Scope};
use crate::business::commissions::plan::read::by_rank::rank_reached;
use crate::business::commissions::plan::read::reading::{Item, Reading};
use crate::business::commissions::plan::read::section::Section;
use crate::business::failure::Complaint;
use crate::values::Rate;

/// More levels than any firm pays.
const LEVELS_MAX: usize = 200;

/// A list of formulas of one kind.
pub(super) fn formulas<'s>(
    reading: &mut Reading<'s>,
    item: Item<'s>,
    names: &Names,
    kind: Kind,
) -> Option<Vec<Formula>> {
    let Some(array) = item.value.as_array().filter(|array| !array.is_empty()) else { return reading.wrong(item) };
    let mut found = Vec::with_capacity(array.len());
    for value in array.iter() {
        let line = reading.line_at(value.span().start);
        let item = Item { line, value: value.get_ref(), ..item };
        found.extend(match kind {
            Kind::Number => reading.rate_or_formula(item, names),
            _ => reading.formula(item, names, Scope::Person, kind),
        });
    }
    (found.len() == array.len()).then_some(found)
}

/// One list for everybody, or one for each rank by which people are paid.
pub(super) fn rates<'s>(reading: &mut Reading<'s>, section: &Section<'s>, names: &Names) -> Option<Vec<Formula>> {
    let item = section.needed(reading, "rates")?;
    let Some(table) = item.value.as_table() else { return level_rates(reading, item, names) };
    let mut by_rank = Vec::new();
    for (key, value) in table {
        let line = reading.line_at(key.span().start);
        let rank = reading.place_of(line, item.name, key.get_ref(), &names.ranks);
        let rates = level_rates(reading, Item { line, value: value.get_ref(), ..item }, names);
        by_rank.push((u16::try_from(rank?).ok()?, rates?, line));
    }
    if by_rank.is_empty() {
        return reading.wrong(item);
    }
    by_rank.sort_by_key(|(rank, ..)| *rank);
    levels_without_rate(reading, &by_rank, names);
    let by_rank: Vec<(u16, Vec<Formula>)> = by_rank.into_iter().map(|(rank, rates, _)| (rank, rates)).collect();
    let levels = by_rank.iter().map(|(_, rates)| rates.len()).max().unwrap_or(0);
    let at_level = |level: usize| {
        by_rank.iter().fold(Formula::Constant(0), |lower, (rank, rates)| {
            let rate = rates.get(level).cloned().unwrap_or(Formula::Constant(0));
            Formula::choice(rank_reached(*rank), rate, lower)
        })
    };
    Some((0..levels).map(at_level).collect())
}

/// A higher rank that has fewer levels than one below it would lose by rising, which nobody means.
fn levels_without_rate(reading: &mut Reading<'_>, by_rank: &[(u16, Vec<Formula>, u32)], names: &Names) {
    let name = |rank: u16| names.ranks.get(usize::from(rank)).cloned().unwrap_or_default();
    for ((lower, below, _), (higher, rates, line)) in by_rank.iter().zip(by_rank.iter().skip(1)) {
        if rates.len() < below.len() {
            let complaint = Complaint::new("commissions.plan.level_without_rate")
                .with("level", i64::try_from(rates.len() + 1).unwrap_or(0))
                .with("rank", name(*higher))
                .with("lower", name(*lower));
            reading.note(*line, complaint);
        }
    }
}

fn level_rates<'s>(reading: &mut Reading<'s>, item: Item<'s>, names: &Names) -> Option<Vec<Formula>> {
    let rates = formulas(reading, item, names, Kind::Number)?;
    if rates.len() > LEVELS_MAX {
        let most = i64::try_from(LEVELS_MAX).unwrap_or(i64::MAX);
        reading.note(item.line, Complaint::new("commissions.plan.too_many_levels").with("most", most));
        return None;
    }
    // Levels that all together give more than the whole base pay more than there is.
    let plain = rates.iter().map(|rate| if let Formula::Constant(rate) = rate { *rate } else { 0 });
    let sum = plain.fold(0_i64, i64::saturating_add);
    if sum > MILLION {
        let complaint = Complaint::new("commissions.plan.rates_over_whole");
        reading.note(item.line, complaint.with("sum", Rate::from_millionths(sum).to_string()));
    }
    Some(rates)
}
