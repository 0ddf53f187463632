//! What a formula can give at most, as far as that can be told without facts.

use crate::business::commissions::plan::formula::{Formula, LadderMode, MILLION, Sign};

impl Formula {
    /// The highest value that it can give, where that can be told without facts.
    pub fn highest(&self) -> Option<i64> {
        match self {
            Formula::Constant(value) => Some(*value),
            Formula::Choice(three) => {
                let [_, then, otherwise] = &**three;
                Some(then.highest()?.max(otherwise.highest()?))
            }
            Formula::Ladder(_, LadderMode::Reached | LadderMode::Interpolated, steps) => {
                steps.iter().map(|step| step.value).max().map(|highest| highest.max(0))
            }
            Formula::Operation(Sign::Most, pair) => {
                let [first, second] = &**pair;
                Some(first.highest()?.max(second.highest()?))
            }
            Formula::Operation(Sign::Add, pair) => {
                let [first, second] = &**pair;
                first.highest()?.checked_add(second.highest()?)
            }
            Formula::Operation(Sign::Least, pair) => {
                let [first, second] = &**pair;
                match (first.highest(), second.highest()) {
                    (Some(first), Some(second)) => Some(first.min(second)),
                    (first, second) => first.or(second),
                }
            }
            _ => None,
        }
    }

    /// A number that is written as what it gives, or gives in some case, and that is no part of a whole. What only some
    /// facts would bring about is found when it is reckoned.
    pub fn outside_whole(&self) -> Option<i64> {
        match self {
            Formula::Choice(three) => {
                let [_, then, otherwise] = &**three;
                then.outside_whole().or_else(|| otherwise.outside_whole())
            }
            Formula::Ladder(_, LadderMode::Reached | LadderMode::Interpolated, steps) => {
                steps.iter().map(|step| step.value).find(|value| !(0..=MILLION).contains(value))
            }
            // What is below nothing may be lifted by the other one; what is over the whole stays over it.
            Formula::Operation(Sign::Most, pair) if self.folded().is_none() => {
                pair.iter().filter_map(Formula::outside_whole).find(|value| *value > MILLION)
            }
            _ => self.folded().filter(|value| !(0..=MILLION).contains(value)),
        }
    }

    /// What it always gives, where it is made of numbers alone.
    fn folded(&self) -> Option<i64> {
        let (sign, pair) = match self {
            Formula::Constant(value) => return Some(*value),
            Formula::Operation(sign, pair) => (sign, pair),
            _ => return None,
        };
        let [first, second] = &**pair;
        let (first, second) = (first.folded()?, second.folded()?);
        match sign {
            Sign::Add => first.checked_add(second),
            Sign::Subtract => first.checked_sub(second),
            Sign::Least => Some(first.min(second)),
            Sign::Most => Some(first.max(second)),
            _ => None,
        }
    }
}
