//! Bonuses that name other bonuses: what they name must be settled with them, and stand once.

use std::collections::BTreeSet;

use crate::business::commissions::plan::{Bonus, BonusKind, Cap, LargerOf, Plan, PlanTrouble, Source};
use crate::business::failure::Complaint;

/// A bonus that is named twice would be counted twice; one of another kind of period is never there when it is asked for.
pub(super) fn names_that_do_not_fit(plan: &Plan) -> Vec<PlanTrouble> {
    let mut troubles = Vec::new();
    for bonus in &plan.bonuses {
        if let Some(first) = adjustments_alone(plan, bonus) {
            let complaint = Complaint::new("commissions.plan.adjusts_nothing").with("name", bonus.name.clone());
            troubles.push(PlanTrouble { line: bonus.line, complaint: complaint.with("bonus", first.name.clone()) });
        }
        let mut met = BTreeSet::new();
        for place in named_by(bonus) {
            let Some(named) = plan.bonuses.get(usize::from(place)) else { continue };
            let same_period = named.period.unwrap_or(plan.period) == bonus.period.unwrap_or(plan.period);
            let key = match (met.insert(place), same_period) {
                (false, _) => "commissions.plan.bonus_named_twice",
                (true, false) => "commissions.plan.bonus_of_other_period",
                (true, true) => continue,
            };
            let complaint = Complaint::new(key).with("name", bonus.name.clone()).with("bonus", named.name.clone());
            troubles.push(PlanTrouble { line: bonus.line, complaint });
        }
    }
    troubles
}

/// An adjustment that names nothing but other adjustments has nothing to adjust: those pay nothing of their own.
fn adjustments_alone<'p>(plan: &'p Plan, bonus: &Bonus) -> Option<&'p Bonus> {
    if !matches!(bonus.kind, BonusKind::Cap(_) | BonusKind::LargerOf(_)) {
        return None;
    }
    let adjusts =
        |bonus: &Bonus| matches!(bonus.kind, BonusKind::Cap(_) | BonusKind::LargerOf(_) | BonusKind::Guarantee(_));
    let named: Vec<&Bonus> =
        named_by(bonus).into_iter().filter_map(|place| plan.bonuses.get(usize::from(place))).collect();
    named.first().copied().filter(|_| named.iter().all(|bonus| adjusts(bonus)))
}

/// The places of the bonuses whose pay a bonus looks at.
fn named_by(bonus: &Bonus) -> Vec<u16> {
    match &bonus.kind {
        BonusKind::Cap(Cap { bonuses, .. }) => bonuses.clone(),
        BonusKind::LargerOf(LargerOf { programmes }) => programmes.concat(),
        _ => match bonus.source() {
            Some(Source::Pay { bonuses, .. }) => bonuses.clone(),
            _ => Vec::new(),
        },
    }
}
