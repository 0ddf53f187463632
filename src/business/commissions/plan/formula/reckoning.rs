//! What signs and ladders give: whole numbers of millionths, and nothing where a number grows too large.

use crate::business::commissions::plan::formula::{LadderMode, MILLION, Sign, Step};

impl Sign {
    /// The value of an operation; `None` where it is too large for a number.
    pub fn apply(self, first: i64, second: i64) -> Option<i64> {
        match self {
            Sign::Add => first.checked_add(second),
            Sign::Subtract => first.checked_sub(second),
            Sign::Multiply => divided(i128::from(first) * i128::from(second), i128::from(MILLION)),
            Sign::Divide if second == 0 => Some(0),
            Sign::Divide => divided(i128::from(first) * i128::from(MILLION), i128::from(second)),
            Sign::Times if second == 0 => Some(0),
            Sign::Times => first.checked_div_euclid(second)?.checked_mul(MILLION),
            Sign::Least => Some(first.min(second)),
            Sign::Most => Some(first.max(second)),
            Sign::Equal => Some(i64::from(first == second)),
            Sign::Unequal => Some(i64::from(first != second)),
            Sign::Less => Some(i64::from(first < second)),
            Sign::LessOrEqual => Some(i64::from(first <= second)),
            Sign::And => Some(i64::from(first != 0 && second != 0)),
            Sign::Or => Some(i64::from(first != 0 || second != 0)),
        }
    }
}

/// Rounded half away from zero.
fn divided(numerator: i128, denominator: i128) -> Option<i64> {
    let (numerator, denominator) = if denominator < 0 { (-numerator, -denominator) } else { (numerator, denominator) };
    let half = denominator / 2;
    let rounded = if numerator < 0 { (numerator - half) / denominator } else { (numerator + half) / denominator };
    i64::try_from(rounded).ok()
}

impl LadderMode {
    /// Reads a ladder at a number; nothing below the first step. `None` where the value is too large.
    pub fn read(self, steps: &[Step], number: i64) -> Option<i64> {
        // Steps stand in order, and are few: counting all is faster than searching.
        let reached = steps.iter().filter(|step| step.from <= number).count();
        let Some(step) = reached.checked_sub(1).and_then(|place| steps.get(place)) else { return Some(0) };
        match self {
            LadderMode::Reached => Some(step.value),
            LadderMode::Stepped => {
                let mut sum = 0_i128;
                let ends = steps.iter().skip(1).map(|next| next.from).chain([i64::MAX]);
                for (step, end) in steps.iter().zip(ends).take(reached) {
                    sum += (i128::from(number.min(end)) - i128::from(step.from)) * i128::from(step.value);
                }
                divided(sum, i128::from(MILLION))
            }
            LadderMode::Interpolated => {
                let Some(next) = steps.get(reached) else { return Some(step.value) };
                let part = i128::from(number) - i128::from(step.from);
                let rise = i128::from(next.value) - i128::from(step.value);
                let above = divided(part * rise, i128::from(next.from) - i128::from(step.from))?;
                step.value.checked_add(above)
            }
        }
    }
}
