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

    /// A number that it gives in some case and that is no part of a whole, where that can be told without facts.
    pub fn outside_whole(&self) -> Option<i64> {
        match self {
            Formula::Constant(value) => Some(*value).filter(|value| !(0..=MILLION).contains(value)),
            Formula::Choice(three) => {
                let [_, then, otherwise] = &**three;
                then.outside_whole().or_else(|| otherwise.outside_whole())
            }
            Formula::Ladder(_, LadderMode::Reached | LadderMode::Interpolated, steps) => {
                steps.iter().map(|step| step.value).find(|value| !(0..=MILLION).contains(value))
            }
            Formula::Operation(Sign::Most, pair) => pair.iter().find_map(Formula::outside_whole),
            _ => self.highest().filter(|highest| *highest > MILLION),
        }
    }
}
