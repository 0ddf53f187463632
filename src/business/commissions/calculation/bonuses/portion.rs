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
        if share == Rate::WHOLE {
            return Portion { numerator: rate, denominator: MILLION };
        }
        let product = i128::from(share.millionths()) * i128::from(rate);
        if product % i128::from(MILLION) == 0
            && let Ok(numerator) = i64::try_from(product / i128::from(MILLION))
        {
            return Portion { numerator, denominator: MILLION };
        }
        let numerator = i64::try_from(product).unwrap_or(i64::MAX);
        Portion { numerator, denominator: MILLION * MILLION }
    }

    /// `part` of the same, for whoever shares it with others.
    pub fn of_part(share: Rate, rate: i64, part: Rate) -> Portion {
        let whole = Portion::new(share, rate);
        let product = i128::from(whole.numerator) * i128::from(part.millionths());
        let denominator = i128::from(whole.denominator) * i128::from(MILLION);
        let divisor = greatest_common_divisor(product, denominator);
        let small = |value: i128| i64::try_from(value / divisor).ok();
        match (small(product), small(denominator)) {
            (Some(numerator), Some(denominator)) => Portion { numerator, denominator },
            // So fine a part of so fine a rate is no part that a plan can mean.
            _ => whole,
        }
    }

    /// The part of a base in the same unit, rounded half away from zero.
    #[inline]
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

fn greatest_common_divisor(first: i128, second: i128) -> i128 {
    let (mut larger, mut smaller) = (first.abs(), second.abs());
    while smaller != 0 {
        (larger, smaller) = (smaller, larger % smaller);
    }
    larger.max(1)
}

/// Divides an amount by weights to the last coin; the largest remainders come first, among equals the first ones.
pub(super) fn shared_out(amount: i64, weights: &[i64]) -> Vec<i64> {
    let all: i128 = weights.iter().map(|weight| i128::from(*weight)).sum();
    if all == 0 {
        return vec![0; weights.len()];
    }
    let (all, sign) = if all < 0 { (-all, -1) } else { (all, 1) };
    let exact = |weight: &i64| i128::from(amount) * i128::from(*weight) * sign;
    let mut parts: Vec<i64> =
        weights.iter().map(|weight| i64::try_from(exact(weight).div_euclid(all)).unwrap_or(0)).collect();
    let mut left = amount - parts.iter().sum::<i64>();
    let mut order: Vec<usize> = (0..weights.len()).collect();
    order.sort_by_key(|i| weights.get(*i).map(|weight| -exact(weight).rem_euclid(all)));
    for i in order {
        if left == 0 {
            break;
        }
        if let Some(part) = parts.get_mut(i) {
            *part += left.signum();
            left -= left.signum();
        }
    }
    parts
}
