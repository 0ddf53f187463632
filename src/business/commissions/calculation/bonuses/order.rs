//! The order of bonuses: whoever is reckoned on the pay of others comes after them, and adjustments of one bonus follow
//! one another as they stand in the plan.

use std::collections::BTreeSet;

use crate::business::commissions::calculation::bonuses::adjustments::adjusted;
use crate::business::commissions::calculation::bonuses::wanted;
use crate::business::commissions::plan::{Bonus, Formula, PersonValue, Plan, Source};

/// The places of all bonuses in an order in which each finds the pay that it needs. `Err` has a bonus that pays on
/// its own pay, directly or through others.
pub(in crate::business::commissions::calculation) fn order_of_bonuses(plan: &Plan) -> Result<Vec<u16>, u16> {
    let mut left: Vec<(u16, BTreeSet<u16>)> =
        (0..).zip(&plan.bonuses).map(|(place, bonus)| (place, needs(plan, (place, bonus), &wanted(bonus)))).collect();
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

fn needs(plan: &Plan, (place, bonus): (u16, &Bonus), formulas: &[Formula]) -> BTreeSet<u16> {
    let mut needs = BTreeSet::new();
    if let Some(Source::Pay { bonuses, .. }) = bonus.source() {
        needs.extend(bonuses.iter().copied());
    }
    let adjusted_here = adjusted(bonus);
    let before = (0_u16..).zip(&plan.bonuses).take(usize::from(place));
    let same = before.filter(|(_, other)| adjusted(other).iter().any(|other| adjusted_here.contains(other)));
    needs.extend(same.map(|(other, _)| other));
    needs.extend(adjusted_here);
    let mut seen = BTreeSet::new();
    formulas.iter().for_each(|formula| pay_in(plan, formula, &mut needs, &mut seen));
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
