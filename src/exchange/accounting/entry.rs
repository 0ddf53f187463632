//! Postings in the numbers of a chart, and as pairs of one account and its counter-account.

use std::collections::BTreeMap;

use crate::business::ledger::LedgerKey;
use crate::exchange::accounting::{Chart, ChartError, SaleTax, Tax};
use crate::values::Day;

/// One posting, ready for a chart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    pub posting: u64,
    pub day: Day,
    pub document: String,
    pub text: String,
    pub service_on: Option<Day>,
    /// It takes back another one.
    pub reverses: bool,
    pub legs: Vec<Leg>,
}

/// Debit positive, credit negative, in minor units.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Leg {
    Account { key: LedgerKey, amount: i64 },
    Sale { sold: SaleTax, net: i64, tax: i64 },
}

/// An amount that is in debit on one account and in credit on the other; always positive.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pair {
    pub amount: i64,
    pub debit: u32,
    pub credit: u32,
}

/// Programs of accountants take an account and its counter-account a line: debits and credits are matched in their
/// order until nothing is left. What an account gets and gives in one posting is counted against each other first.
pub fn pairs(entry: &Entry, chart: &Chart) -> Result<Vec<Pair>, ChartError> {
    let mut order = Vec::new();
    let mut sums: BTreeMap<u32, i64> = BTreeMap::new();
    let mut add = |number: u32, amount: i64| {
        let sum = sums.entry(number).or_insert_with(|| {
            order.push(number);
            0
        });
        *sum += if entry.reverses { -amount } else { amount };
    };
    for leg in &entry.legs {
        match leg {
            Leg::Account { key, amount } => add(chart.number_of(*key)?, *amount),
            Leg::Sale { sold, net, tax } => {
                let sale = chart.sale(sold);
                match sale.tax {
                    Tax::Automatic => add(sale.revenue, net + tax),
                    Tax::Account(number) => {
                        add(sale.revenue, *net);
                        add(number, *tax);
                    }
                }
            }
        }
    }
    let side = |is_debit: bool| -> Vec<(u32, i64)> {
        let all = order.iter().filter_map(|number| Some((*number, *sums.get(number)?)));
        all.filter(|(_, sum)| *sum != 0 && (*sum > 0) == is_debit).map(|(number, sum)| (number, sum.abs())).collect()
    };
    let (debits, credits) = (side(true), side(false));
    let (mut found, mut credits) = (Vec::new(), credits.into_iter());
    let mut credit = credits.next();
    for (debit, mut left) in debits {
        while left > 0 {
            let Some((number, open)) = credit else { return Ok(found) };
            let amount = left.min(open);
            found.push(Pair { amount, debit, credit: number });
            left -= amount;
            credit = if open > amount { Some((number, open - amount)) } else { credits.next() };
        }
    }
    Ok(found)
}
