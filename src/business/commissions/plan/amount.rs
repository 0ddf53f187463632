//! Amounts: exact shares, and the one place where a plan rounds.

use crate::values::{Money, Rate};

/// A share as a reduced fraction, so that base share and rate are multiplied before anything is rounded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Share {
    numerator: i64,
    denominator: i64,
}

/// Where and how amounts are rounded; to the smallest coin in every case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rounding {
    /// Each line by itself; half a coin goes away from zero, so that a refund takes back what its sale gave.
    LineHalfUp,
}

impl Share {
    /// `first` of `second` of an amount.
    pub fn product(first: Rate, second: Rate) -> Share {
        let whole = Rate::WHOLE.millionths() * Rate::WHOLE.millionths();
        let product = first.millionths().saturating_mul(second.millionths());
        let divisor = greatest_common_divisor(product.abs(), whole);
        Share { numerator: product / divisor, denominator: whole / divisor }
    }

    pub fn of(self, base: Money, rounding: Rounding) -> Money {
        match rounding {
            Rounding::LineHalfUp => base.share(self.numerator, self.denominator),
        }
    }
}

fn greatest_common_divisor(first: i64, second: i64) -> i64 {
    let (mut larger, mut smaller) = (first, second);
    while smaller != 0 {
        (larger, smaller) = (smaller, larger % smaller);
    }
    larger.max(1)
}
