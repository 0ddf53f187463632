//! The order of bonuses: whoever is reckoned on the pay of others comes after them, and adjustments of one bonus follow
//! one another as they stand in the plan.

use std::collections::{BTreeMap, BTreeSet};

use crate::business::commissions::calculation::bonuses::adjustments::adjusted;
use crate::business::commissions::calculation::bonuses::wanted;
use crate::business::commissions::plan::{Bonus, Formula, PersonValue, Plan, Source};

/// The places of all bonuses in an order in which each finds the pay that it needs. `Err` has a bonus that pays on
/// its own pay, directly or through others.
pub(in crate::business::commissions::calculation) fn order_of_bonuses(plan: &Plan) -> Result<Vec<u16>, u16> {
    let mut left = all_needs(plan);
    let mut order = Vec::with_capacity(left.len());
    while !left.is_empty() {
        let (ready, later): (Vec<_>, Vec<_>) =
            left.into_iter().partition(|(_, needs)| needs.iter().all(|needed| order.contains(needed)));
        if ready.is_empty() {
            return Err(later.first().map_or(0, |(place, _)| *place));
        }
        order.extend(ready.iter().map(|(place, _)| *place));
        left = later;
    }
    Ok(order)
}

fn all_needs(plan: &Plan) -> Vec<(u16, BTreeSet<u16>)> {
    let adjusts: Vec<BTreeSet<u16>> = plan.bonuses.iter().map(|bonus| paid_and_adjusted(plan, bonus)).collect();
    let mut all: Vec<(u16, BTreeSet<u16>)> = (0..)
        .zip(plan.bonuses.iter().zip(&adjusts))
        .map(|(place, (bonus, adjusts))| (place, &needs(plan, bonus) | adjusts))
        .collect();
    let mut needed_by: BTreeMap<u16, BTreeSet<u16>> = BTreeMap::new();
    for (place, needs) in &all {
        for needed in needs {
            needed_by.entry(*needed).or_default().insert(*place);
        }
    }
    // Adjustments of one bonus follow one another, unless the former asks for the pay of the latter.
    for ((place, needs), adjusts_here) in all.iter_mut().zip(&adjusts).filter(|(_, adjusts)| !adjusts.is_empty()) {
        let waiting = all_that_need(*place, &needed_by);
        for (other, adjusted) in (0..*place).zip(&adjusts) {
            if !adjusted.is_disjoint(adjusts_here) && !waiting.contains(&other) {
                needs.insert(other);
                needed_by.entry(other).or_default().insert(*place);
            }
        }
    }
    all
}

/// What a bonus adjusts; of another adjustment nothing is left to it.
fn paid_and_adjusted(plan: &Plan, bonus: &Bonus) -> BTreeSet<u16> {
    let is_paid = |place: &u16| plan.bonuses.get(usize::from(*place)).is_some_and(|bonus| adjusted(bonus).is_empty());
    adjusted(bonus).into_iter().filter(is_paid).collect()
}

/// All that need a bonus, also through others.
fn all_that_need(place: u16, needed_by: &BTreeMap<u16, BTreeSet<u16>>) -> BTreeSet<u16> {
    let (mut found, mut ahead) = (BTreeSet::new(), vec![place]);
    while let Some(next) = ahead.pop() {
        ahead.extend(needed_by.get(&next).into_iter().flatten().filter(|other| found.insert(**other)));
    }
    found
}

fn needs(plan: &Plan, bonus: &Bonus) -> BTreeSet<u16> {
    let mut needs = BTreeSet::new();
    if let Some(Source::Pay { bonuses, .. }) = bonus.source() {
        needs.extend(bonuses.iter().copied());
    }
    let mut seen = BTreeSet::new();
    wanted(bonus).iter().for_each(|formula| pay_in(plan, formula, &mut needs, &mut seen));
    needs
}

/// The bonuses whose pay a formula asks for, also through volumes, predicates and ranks.
fn pay_in(plan: &Plan, formula: &Formula, needs: &mut BTreeSet<u16>, seen: &mut BTreeSet<Formula>) {
    let mut inside: Vec<&Formula> = Vec::new();
    match formula {
        Formula::Constant(_) | Formula::Text(_) | Formula::Sale(_) | Formula::Earlier(..) => {}
        Formula::Of(_, inner)
        | Formula::Ladder(inner, ..)
        | Formula::People(_, inner)
        | Formula::Periods(_, _, inner, _) => inside.push(inner),
        Formula::Operation(_, pair) => inside.extend(pair.iter()),
        Formula::Choice(three) => inside.extend(three.iter()),
        Formula::Person(value) => {
            if !seen.insert(formula.clone()) {
                return;
            }
            match value {
                PersonValue::Pay(bonus) => drop(needs.insert(*bonus)),
                PersonValue::Volume(place) => {
                    inside.extend(plan.volumes.get(usize::from(*place)).map(|volume| &volume.formula));
                }
                PersonValue::Predicate(place) | PersonValue::Need(place, _) => {
                    let predicate = plan.predicates.get(usize::from(*place));
                    inside.extend(predicate.into_iter().flat_map(|found| &found.needs).map(|need| &need.formula));
                }
                PersonValue::Rank(_) => {
                    inside.extend(plan.ranks.ranks.iter().flat_map(|rank| &rank.needs).map(|need| &need.formula));
                }
                _ => {}
            }
        }
    }
    inside.into_iter().for_each(|inner| pay_in(plan, inner, needs, seen));
}
