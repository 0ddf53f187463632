//! A part of an amount, exact until it is rounded once.

use crate::business::commissions::plan::MILLION;
use crate::values::Rate;

/// Share and rate of a base, multiplied before anything is rounded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Portion {
    numerator: i64,
    denominator: i64,
}

impl Portion {
    /// `rate` (millionths) of `share` of an amount.
    pub fn new(share: Rate, rate: i64) -> Portion {
        let product = i128::from(share.millionths()) * i128::from(rate);
        if product % i128::from(MILLION) == 0
            && let Ok(numerator) = i64::try_from(product / i128::from(MILLION))
        {
            return Portion { numerator, denominator: MILLION };
        }
        let numerator = i64::try_from(product).unwrap_or(i64::MAX);
        Portion { numerator, denominator: MILLION * MILLION }
    }

    /// The part of a base in the same unit, rounded half away from zero.
    pub fn of(self, base: i64) -> i64 {
        if self.denominator == MILLION
            && let Some(product) = base.checked_mul(self.numerator)
            && let Some(raised) = product.checked_add(if product < 0 { -MILLION / 2 } else { MILLION / 2 })
        {
            return raised / MILLION;
        }
        let product = i128::from(base) * i128::from(self.numerator);
        let half = i128::from(self.denominator / 2);
        let raised = if product < 0 { product - half } else { product + half };
        i64::try_from(raised / i128::from(self.denominator)).unwrap_or(i64::MAX)
    }
}
