//! Postings in the numbers of a chart, and as pairs of one account and its counter-account.

use crate::business::ledger::{LedgerKey, TaxTag};
use crate::exchange::accounting::{Chart, ChartError, Tax};
use crate::values::Day;

/// One posting, ready for a chart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    pub posting: u64,
    pub kind: EntryKind,
    pub day: Day,
    pub document: String,
    pub text: String,
    pub service_on: Option<Day>,
    pub due_on: Option<Day>,
    /// The buyer's VAT number; empty where there is none.
    pub vat_id: String,
    /// It takes back another one.
    pub reverses: bool,
    pub legs: Vec<Leg>,
}

/// Which book a posting belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EntryKind {
    Invoice,
    CreditNote,
    /// Something moved on the account at the bank.
    Bank,
    Other,
}

/// Debit positive, credit negative, in minor units.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Leg {
    Account { key: LedgerKey, amount: i64 },
    Sale { sold: TaxTag, net: i64, tax: i64 },
}

/// An amount that is in debit on one account and in credit on the other; always positive.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pair {
    pub amount: i64,
    pub debit: u32,
    pub credit: u32,
    /// What was sold, when one of the two is an account of revenue.
    pub taxed: Option<Taxed>,
}

/// The tax inside the amount of a pair.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Taxed {
    pub sold: TaxTag,
    /// Debit positive, credit negative, as the revenue; nothing where the tax is booked by itself.
    pub tax: i64,
    pub key: Option<u16>,
}

/// What one posting moves on one account, under one tax.
struct Side {
    number: u32,
    taxed: Option<Taxed>,
    amount: i64,
}

/// Programs of accountants take an account and its counter-account a line: debits and credits are matched in their
/// order until nothing is left. What an account gets and gives in one posting is counted against each other first.
pub fn pairs(entry: &Entry, chart: &Chart) -> Result<Vec<Pair>, ChartError> {
    let sides = sides(entry, chart)?;
    let mut credits = sides.iter().filter(|side| side.amount < 0).map(|side| (side, -side.amount));
    let (mut found, mut credit) = (Vec::new(), credits.next());
    for debit in sides.iter().filter(|side| side.amount > 0) {
        let mut left = debit.amount;
        while left > 0 {
            let Some((side, open)) = credit else { return Ok(found) };
            let amount = left.min(open);
            let taxed = share(debit, left, amount).or_else(|| share(side, open, amount));
            found.push(Pair { amount, debit: debit.number, credit: side.number, taxed });
            left -= amount;
            credit = if open > amount { Some((side, open - amount)) } else { credits.next() };
        }
    }
    Ok(found)
}

fn sides(entry: &Entry, chart: &Chart) -> Result<Vec<Side>, ChartError> {
    let mut sides: Vec<Side> = Vec::new();
    let mut add = |number: u32, amount: i64, taxed: Option<Taxed>| {
        let sign = if entry.reverses { -1 } else { 1 };
        let taxed = taxed.map(|taxed| Taxed { tax: sign * taxed.tax, ..taxed });
        let tag = |taxed: Option<Taxed>| taxed.map(|taxed| taxed.sold);
        match sides.iter_mut().find(|side| side.number == number && tag(side.taxed) == tag(taxed)) {
            Some(side) => {
                side.amount += sign * amount;
                if let (Some(sum), Some(more)) = (&mut side.taxed, taxed) {
                    sum.tax += more.tax;
                }
            }
            None => sides.push(Side { number, taxed, amount: sign * amount }),
        }
    };
    for leg in &entry.legs {
        match leg {
            Leg::Account { key, amount } => add(chart.number_of(*key)?, *amount, None),
            Leg::Sale { sold, net, tax } => {
                let sale = chart.sale(*sold);
                let taxed = |tax: i64, key: Option<u16>| Some(Taxed { sold: *sold, tax, key });
                match sale.tax {
                    Tax::Automatic => add(sale.revenue, net + tax, taxed(*tax, None)),
                    Tax::Keyed(key) => add(sale.revenue, net + tax, taxed(*tax, Some(key))),
                    Tax::Account(number) => {
                        add(sale.revenue, *net, taxed(0, None));
                        add(number, *tax, None);
                    }
                }
            }
        }
    }
    Ok(sides)
}

/// The tax of a part of a side; the last part takes what rounding has left.
fn share(side: &Side, left: i64, amount: i64) -> Option<Taxed> {
    let taxed = side.taxed?;
    let whole = side.amount.abs();
    let part = |of: i64| i64::try_from(i128::from(taxed.tax) * i128::from(of) / i128::from(whole.max(1))).unwrap_or(0);
    let (before, after) = (whole - left, whole - left + amount);
    Some(Taxed { tax: part(after) - part(before), ..taxed })
}
