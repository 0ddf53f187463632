//! What rows that take back a sale of the same file have from it. Pairs are the places of such a row and of its sale.

use crate::business::commissions::{ColumnHolds, GivenColumn, SOLD_ON, SoldLine};
use crate::exchange::facts::names::Names;
use crate::exchange::facts::sales::sale_name;
use crate::exchange::facts::words::Words;

/// Words and people that a refund leaves empty are those of its sale.
pub fn take_from_sales(pairs: &[(usize, usize)], values: &mut [i64], nothing: i64) {
    for (at, sale) in pairs {
        let sold = values.get(*sale).copied();
        if let (Some(sold), Some(value)) = (sold, values.get_mut(*at).filter(|value| **value == nothing)) {
            *value = sold;
        }
    }
}

/// For every line the name of the line of the same file that it takes back; empty for all others.
pub fn taken_back(pairs: &[(usize, usize)], lines: &[SoldLine], ids: &Names, words: &mut Words) -> GivenColumn {
    let mut values = vec![words.place(""); lines.len()];
    for (at, sale) in pairs {
        let sold = lines.get(*sale).map(|sold| sale_name(ids.name(sold.order.number()), i64::from(sold.line)));
        if let (Some(sold), Some(value)) = (sold, values.get_mut(*at)) {
            *value = words.place(&sold);
        }
    }
    GivenColumn { name: "taken_back".to_owned(), holds: ColumnHolds::Words, values }
}

/// For every line the day on which the line was sold that it takes back; nothing for all others.
pub fn sold_on(pairs: &[(usize, usize)], lines: &[SoldLine]) -> GivenColumn {
    let mut values = vec![0; lines.len()];
    for (at, sale) in pairs {
        if let (Some(sold), Some(value)) = (lines.get(*sale), values.get_mut(*at)) {
            *value = i64::from(sold.day.number()) * 1_000_000;
        }
    }
    GivenColumn { name: SOLD_ON.to_owned(), holds: ColumnHolds::Numbers, values }
}
