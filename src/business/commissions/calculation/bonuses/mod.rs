//! Bonuses, calculated: from sources along a walk to lines and breakage. Each kind has its file.

mod adjustments;
mod amount;
mod cap;
mod clawback;
mod difference;
mod found;
mod generations;
mod guarantee;
mod legs;
mod levels;
mod order;
mod paid_before;
mod pool;
mod portion;
mod sale;
mod sale_keys;
mod sources;

pub(super) use clawback::claw_back;
pub use clawback::{BackBecause, ClawedBack, back_key, is_back_key};
pub use difference::own_rate;
pub(super) use found::{Found, Ground};
pub(super) use order::order_of_bonuses;
pub use paid_before::{PaidForSale, paid_by_sale, paid_for_sales};
pub use portion::Portion;
pub(in crate::business::commissions::calculation) use sale_keys::is_past;
pub use sale_keys::{BASE, SaleKey, refunded_key, returned_key};
pub use sources::{Origin, Sources};

use crate::business::commissions::calculation::reckon::TooLarge;
use crate::business::commissions::facts::Facts;
use crate::business::commissions::plan::{Bonus, BonusKind, Each, Formula, PersonValue, Plan, SalesSource, Source};

/// Whoever receives has a valid contract, whatever the plan asks beside that.
pub(super) fn receiving(receiver: &Formula) -> Formula {
    // A predicate asks for the contract by itself.
    if matches!(receiver, Formula::Person(PersonValue::Valid | PersonValue::Predicate(_))) {
        return receiver.clone();
    }
    Formula::all([Formula::Person(PersonValue::Valid), receiver.clone()])
}

/// Every formula whose values a bonus looks at.
pub(super) fn wanted(bonus: &Bonus) -> Vec<Formula> {
    match &bonus.kind {
        BonusKind::Levels(levels) => levels::wanted(levels),
        BonusKind::Difference(difference) => difference::wanted(difference),
        BonusKind::Generations(generations) => generations::wanted(generations),
        BonusKind::Pool(pool) => vec![pool.amount.clone(), pool.shares.clone(), receiving(&pool.receiver)],
        BonusKind::Amount(amount) => vec![amount.amount.clone(), receiving(&amount.receiver)],
        BonusKind::Legs(legs) => legs::wanted(legs),
        BonusKind::Sale(sale) => sale::wanted(sale),
        BonusKind::Cap(cap) => vec![cap.most.clone()],
        BonusKind::LargerOf(_) => Vec::new(),
        BonusKind::Guarantee(guarantee) => guarantee::wanted(guarantee),
    }
}

/// More lines than this are not expected beforehand.
const LINES_EXPECTED_MAX: usize = 1 << 24;

/// About how many lines all bonuses give. Room is kept for them at once, because growing copies them; room that is
/// not needed costs nothing.
pub(super) fn lines_expected(plan: &Plan, facts: &Facts) -> usize {
    let of_bonus = |bonus: &Bonus| {
        let sources = match bonus.source() {
            Some(Source::Sales(SalesSource { each: Each::Line, .. })) => facts.sales.len(),
            Some(_) => facts.tree.len(),
            None => 0,
        };
        match &bonus.kind {
            BonusKind::Levels(levels) => sources.saturating_mul(levels.rates.len()),
            _ => sources,
        }
    };
    plan.bonuses.iter().map(of_bonus).fold(0, usize::saturating_add).min(LINES_EXPECTED_MAX)
}

/// Calculates one bonus; its lines go to what was found before.
pub(super) fn calculate_bonus(bonus: &Bonus, ground: &Ground<'_>, found: &mut Found) -> Result<Sources, TooLarge> {
    match &bonus.kind {
        BonusKind::Levels(levels) => levels::walk(levels, ground, found),
        BonusKind::Difference(difference) => difference::walk(difference, ground, found),
        BonusKind::Generations(generations) => generations::walk(generations, ground, found),
        BonusKind::Pool(pool) => pool::divide(pool, ground, found),
        BonusKind::Amount(amount) => amount::pay(amount, ground, found),
        BonusKind::Legs(legs) => legs::pay(legs, ground, found),
        BonusKind::Sale(sale) => sale::pay(sale, ground, found),
        BonusKind::Cap(cap) => Ok(cap::cap(cap, ground, found)),
        BonusKind::LargerOf(larger) => Ok(adjustments::larger_of(larger, ground, found)),
        BonusKind::Guarantee(guarantee) => Ok(guarantee::guarantee(guarantee, ground.plan, ground, found)),
    }
}
