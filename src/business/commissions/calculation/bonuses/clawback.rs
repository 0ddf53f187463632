//! Clawback: a refund of what was sold in an earlier period takes back what that sale gave, at the rates of that
//! time, in the period in which it comes.
//!
//! The carry says what was paid. `sold SALE` is the base of a sale in whole units, under whom it is credited to;
//! `paid BONUS SALE` what somebody had for it; `refunded SALE` how much of the base was taken back already. The name of
//! a sale is its id and its line with a blank between them. Where a plan has several kinds of period, each of them takes
//! back its own bonuses alone, and keeps its own `refunded@week SALE`.

use std::collections::BTreeMap;

use crate::business::commissions::calculation::at;
use crate::business::commissions::calculation::calculate::{is_settled_in, looking_from};
use crate::business::commissions::calculation::reckon::TooLarge;
use crate::business::commissions::facts::Facts;
use crate::business::commissions::plan::{Looking, Plan, Refunds};
use crate::values::Period;

/// What one refund takes from one person under one bonus.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ClawedBack {
    /// The refund by its place among the sales.
    pub sale: u32,
    pub receiver: u32,
    pub bonus: u16,
    /// Minor units; negative, unless what was paid was negative.
    pub amount: i64,
}

/// Under which key it stands how much of a sale runs of this kind have taken back.
pub fn refunded_key(plan: &Plan, period: Period, sale: &str) -> String {
    match looking_from(plan, period) {
        Looking::FromPeriodOfPlan => format!("refunded {sale}"),
        Looking::FromAnotherPeriod => format!("refunded@{} {sale}", period.kind().word()),
    }
}

/// What is taken back of what was paid for sales of earlier periods.
pub(in crate::business::commissions::calculation) fn claw_back(
    plan: &Plan,
    facts: &Facts,
) -> Result<Vec<ClawedBack>, TooLarge> {
    let mut taken = Vec::new();
    if plan.refunds != Refunds::Original {
        return Ok(taken);
    }
    let unit = facts.millionths_per_minor();
    let coins = |key: &str| facts.carry.of_key(key).iter().map(|(_, millionths)| millionths / unit).sum::<i64>();
    // Several refunds of one sale follow one another, so that together they never take more than was paid.
    let mut refunded: BTreeMap<&str, i64> = BTreeMap::new();
    for (number, name) in facts.earlier_refunds() {
        let sold = coins(&format!("sold {name}"));
        if sold == 0 {
            continue;
        }
        let before =
            refunded.get(name.as_str()).copied().unwrap_or_else(|| coins(&refunded_key(plan, facts.period, name)));
        let after = before.checked_sub(facts.as_sold(at(*number)).0).ok_or(TooLarge)?;
        refunded.insert(name, after);
        let settled = (0_u16..).zip(&plan.bonuses).filter(|(_, bonus)| is_settled_in(plan, bonus, facts.period));
        for (bonus, of_plan) in settled {
            for (receiver, millionths) in facts.carry.of_key(&format!("paid {} {name}", of_plan.name)) {
                let paid = millionths / unit;
                let amount = part(paid, before, sold)? - part(paid, after, sold)?;
                if amount != 0 {
                    taken.push(ClawedBack { sale: *number, receiver: *receiver, bonus, amount });
                }
            }
        }
    }
    Ok(taken)
}

/// `refunded / sold` of what was paid, rounded half away from zero.
fn part(paid: i64, refunded: i64, sold: i64) -> Result<i64, TooLarge> {
    let product = i128::from(paid) * i128::from(refunded);
    let (product, sold) = if sold < 0 { (-product, -i128::from(sold)) } else { (product, i128::from(sold)) };
    let half = sold / 2;
    let rounded = if product < 0 { (product - half) / sold } else { (product + half) / sold };
    i64::try_from(rounded).map_err(|_| TooLarge)
}
