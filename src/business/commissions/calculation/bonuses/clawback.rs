//! Clawback: a refund of what was sold in an earlier period takes back what that sale gave, at the rates of that
//! time, in the period in which it comes.
//!
//! Where the period of the sale is reckoned again instead, the carry says what that came to: `back BONUS PERIOD` is
//! the difference that somebody has under a bonus; see `again`.
//!
//! Otherwise it says what was paid. `sold SALE` is the base of a sale in whole units, under whom it is credited to;
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

/// What is taken from one person under one bonus.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ClawedBack {
    pub because: BackBecause,
    pub receiver: u32,
    pub bonus: u16,
    /// Minor units; negative, unless what was paid was negative, or somebody has more where others have less.
    pub amount: i64,
}

/// Under which key it stands how much of a sale runs of this kind have taken back.
pub fn refunded_key(plan: &Plan, period: Period, sale: &str) -> String {
    match looking_from(plan, period) {
        Looking::FromPeriodOfPlan => format!("refunded {sale}"),
        Looking::FromAnotherPeriod => format!("refunded@{} {sale}", period.kind().word()),
    }
}

/// Why something is taken back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BackBecause {
    /// One refund, by its place among the sales.
    Refund(u32),
    /// All that came back of an earlier period, which was reckoned again.
    Again(Period),
}

impl BackBecause {
    /// The refund, where it is one.
    pub const fn refund(self) -> Option<u32> {
        match self {
            BackBecause::Refund(sale) => Some(sale),
            BackBecause::Again(_) => None,
        }
    }

    pub fn is_again(self) -> bool {
        matches!(self, BackBecause::Again(_))
    }
}

/// How a key begins under which the carry has what a period came to when it was reckoned again.
const BACK: &str = "back ";

/// The key for what is taken back under a bonus of a period.
pub fn back_key(bonus: &str, period: Period) -> String {
    format!("{BACK}{bonus} {period}")
}

/// Whether a key is such a one: it counts in one run, and is left to no other.
pub fn is_back_key(key: &str) -> bool {
    key.starts_with(BACK)
}

/// What is taken back of what was paid for sales of earlier periods.
pub(in crate::business::commissions::calculation) fn claw_back(
    plan: &Plan,
    facts: &Facts,
) -> Result<Vec<ClawedBack>, TooLarge> {
    let mut taken = Vec::new();
    match plan.refunds {
        Refunds::Present => return Ok(taken),
        Refunds::Again(_) => return Ok(of_periods_again(plan, facts)),
        Refunds::Original => {}
    }
    let unit = facts.millionths_per_minor();
    let coins = |key: &str| {
        facts.carry.of_key(key).iter().fold(0_i64, |sum, (_, millionths)| sum.saturating_add(millionths / unit))
    };
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
                let amount = part(paid, before, sold)?.checked_sub(part(paid, after, sold)?).ok_or(TooLarge)?;
                if amount != 0 {
                    taken.push(ClawedBack {
                        because: BackBecause::Refund(*number),
                        receiver: *receiver,
                        bonus,
                        amount,
                    });
                }
            }
        }
    }
    Ok(taken)
}

fn of_periods_again(plan: &Plan, facts: &Facts) -> Vec<ClawedBack> {
    let mut taken = Vec::new();
    let unit = facts.millionths_per_minor();
    for (key, entries) in facts.carry.entries() {
        let named = key.strip_prefix(BACK).and_then(|rest| rest.rsplit_once(' '));
        let Some((name, period)) = named.and_then(|(name, period)| Some((name, Period::parse(period)?))) else {
            continue;
        };
        // A bonus that the plan no longer has takes back under its first one.
        let place = plan.bonuses.iter().position(|bonus| bonus.name == name).unwrap_or(0);
        let bonus = u16::try_from(place).unwrap_or(0);
        let because = BackBecause::Again(period);
        let entries = entries.iter().filter(|(_, millionths)| millionths / unit != 0);
        taken.extend(entries.map(|(receiver, millionths)| ClawedBack {
            because,
            receiver: *receiver,
            bonus,
            amount: millionths / unit,
        }));
    }
    taken
}

/// `refunded / sold` of what was paid, rounded half away from zero.
fn part(paid: i64, refunded: i64, sold: i64) -> Result<i64, TooLarge> {
    let product = i128::from(paid) * i128::from(refunded);
    let (product, sold) = if sold < 0 { (-product, -i128::from(sold)) } else { (product, i128::from(sold)) };
    let half = sold / 2;
    let rounded = if product < 0 { (product - half) / sold } else { (product + half) / sold };
    i64::try_from(rounded).map_err(|_| TooLarge)
}
