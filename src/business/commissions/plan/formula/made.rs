//! Formulas put together out of others.

use crate::business::commissions::plan::formula::{Formula, Looking, MILLION, Sign, Together};

impl Formula {
    pub fn operation(sign: Sign, first: Formula, second: Formula) -> Formula {
        Formula::Operation(sign, Box::new([first, second]))
    }

    pub fn choice(when: Formula, then: Formula, otherwise: Formula) -> Formula {
        Formula::Choice(Box::new([when, then, otherwise]))
    }

    /// Several periods together, said by each of them.
    pub fn of_periods(together: Together, name: &str, now: &Formula, periods: u16, looking: Looking) -> Formula {
        let one = |formula: Formula| match together {
            Together::Held => Formula::choice(formula, Formula::Constant(MILLION), Formula::Constant(0)),
            Together::Best | Together::Sum => formula,
        };
        let sign = if together == Together::Best { Sign::Most } else { Sign::Add };
        let earlier = |back| one(Formula::Earlier(name.to_owned(), back));
        let (first, more) = match looking {
            Looking::FromPeriodOfPlan => (one(now.clone()), 1..periods),
            Looking::FromAnotherPeriod => (earlier(1), 2..periods.saturating_add(1)),
        };
        more.fold(first, |joined, back| Formula::operation(sign, joined, earlier(back)))
    }

    /// `first >= second`.
    pub fn at_least(first: Formula, second: Formula) -> Formula {
        Formula::operation(Sign::LessOrEqual, second, first)
    }

    pub fn negated(truth: Formula) -> Formula {
        Formula::operation(Sign::Equal, truth, Formula::Constant(0))
    }

    /// All of them; true where there are none.
    pub fn all(truths: impl IntoIterator<Item = Formula>) -> Formula {
        let both = |first, second| Formula::operation(Sign::And, first, second);
        truths.into_iter().reduce(both).unwrap_or(Formula::Constant(1))
    }
}
