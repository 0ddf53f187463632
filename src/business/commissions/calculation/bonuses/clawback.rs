//! Clawback: a refund of what was sold in an earlier period takes back what that sale gave, at the rates of that
//! time, in the period in which it comes.
//!
//! Where the period of the sale is reckoned again instead, the carry says what that came to: `back BONUS PERIOD` is
//! the difference that somebody has under a bonus; see `again`.
//!
//! Otherwise it says what was sold, paid and taken back before: see `sale_keys`.

use std::collections::{BTreeMap, BTreeSet};

use crate::business::commissions::calculation::at;
use crate::business::commissions::calculation::bonuses::sale_keys::{BASE, SaleKey, refunded_key};
use crate::business::commissions::calculation::calculate::is_settled_in;
use crate::business::commissions::calculation::reckon::TooLarge;
use crate::business::commissions::facts::Facts;
use crate::business::commissions::plan::{MILLION, Plan, Refunds};
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
    let sold = sold_before(facts);
    // Several refunds of one sale follow one another, so that together they never take more than was paid.
    let mut refunded: BTreeMap<&str, i64> = BTreeMap::new();
    for (number, name) in facts.earlier_refunds() {
        let Some((column, sold)) = sold.get(name.as_str()).and_then(measure) else { continue };
        let before = refunded.get(name.as_str()).copied().unwrap_or_else(|| {
            let key = refunded_key(plan, facts.period, column, name);
            facts.carry.of_key(&key).iter().fold(0_i64, |sum, (_, millionths)| sum.saturating_add(*millionths))
        });
        let after = before.checked_sub(number_of(facts, at(*number), column)).ok_or(TooLarge)?;
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

/// The numbers of the sales that are taken back, by sale and column: millionths.
fn sold_before(facts: &Facts) -> BTreeMap<&str, BTreeMap<&str, i64>> {
    let wanted: BTreeSet<&str> = facts.earlier_refunds().iter().map(|(_, name)| name.as_str()).collect();
    let mut sold: BTreeMap<&str, BTreeMap<&str, i64>> = BTreeMap::new();
    if wanted.is_empty() {
        return sold;
    }
    for (key, entries) in facts.carry.entries() {
        let (column, sale) = match SaleKey::parse(key) {
            Some(SaleKey::Sold { sale, .. }) => (BASE, sale),
            Some(SaleKey::Number { column, sale }) => (column, sale),
            _ => continue,
        };
        if wanted.contains(sale) {
            let value = entries.iter().fold(0_i64, |sum, (_, millionths)| sum.saturating_add(*millionths));
            // Runs in several kinds of period tell the same of one sale.
            sold.entry(sale).or_default().insert(column, value);
        }
    }
    sold
}

/// By which number it is measured how much of a sale comes back: the base; of a sale without any, another one.
fn measure<'k>(numbers: &BTreeMap<&'k str, i64>) -> Option<(&'k str, i64)> {
    let base = numbers.get_key_value(BASE).filter(|(_, value)| **value != 0);
    base.or_else(|| numbers.iter().find(|(_, value)| **value != 0)).map(|(column, value)| (*column, *value))
}

/// A number of a sale by its column, as it was sold: millionths; of what takes back, the pieces are negative too.
pub(super) fn number_of(facts: &Facts, sale: usize, column: &str) -> i64 {
    let Some(row) = facts.sales.get(sale) else { return 0 };
    let (base, points) = facts.as_sold(sale);
    match column {
        BASE => base.saturating_mul(facts.millionths_per_minor()),
        "pv" => points.saturating_mul(MILLION / 100),
        "quantity" if row.returned => -i64::from(row.quantity) * MILLION,
        "quantity" => i64::from(row.quantity) * MILLION,
        further => facts.sale_column(further, sale),
    }
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
