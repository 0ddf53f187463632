//! Numbers and how they are reckoned, written with their signs and with parentheses where they matter.

use crate::business::commissions::plan::{
    Formula, LadderMode, MILLION, Party, PersonValue, RankOf, Sign, Step, Together,
};
use crate::business::commissions::words::formula::{Bond, Unit, Words};
use crate::text;

impl Words<'_> {
    /// An amount or a count.
    pub fn number(&self, formula: &Formula) -> String {
        self.phrase(formula, Unit::Counted).0
    }

    /// A rate: every number without a name is a share.
    pub fn rate(&self, formula: &Formula) -> String {
        self.phrase(formula, Unit::Share).0
    }

    pub(super) fn in_bond(&self, (said, bond): (String, Bond), needed: Bond) -> String {
        if bond < needed { text!(self.language, "plan_words.parentheses", inside = said) } else { said }
    }

    /// A number, or whatever else is no condition.
    pub(super) fn phrase(&self, formula: &Formula, unit: Unit) -> (String, Bond) {
        let language = self.language;
        let said = match formula {
            Formula::Constant(value) => self.constant(*value, unit),
            Formula::Text(word) if word.is_empty() => text!(language, "plan_words.no_word"),
            Formula::Text(word) => self.quoted(word),
            Formula::Person(value) => self.of_person(value),
            Formula::Sale(value) => self.of_sale(value),
            Formula::Of(party, inner) => {
                let value = self.phrase(inner, unit).0;
                match party {
                    Party::Seller => text!(language, "plan_words.of_seller", value = value),
                    Party::Buyer => text!(language, "plan_words.of_buyer", value = value),
                }
            }
            Formula::Operation(sign, pair) => {
                let [first, second] = &**pair;
                return self.arithmetic(*sign, first, second, unit);
            }
            Formula::Choice(three) => return self.choice(formula, three, unit),
            Formula::Ladder(of, mode, steps) => self.ladder(of, *mode, steps, unit),
            Formula::People(reach, of) => self.people(reach, of),
            Formula::Earlier(name, 0) => self.carried(name),
            Formula::Earlier(name, back) => {
                text!(language, "plan_words.earlier", name = self.title_of(name), periods = i64::from(*back))
            }
            Formula::Periods(together, name, _, periods) => {
                let (name, periods) = (self.title_of(name), i64::from(*periods));
                match together {
                    Together::Held => text!(language, "plan_words.held", name = name, periods = periods),
                    Together::Best => text!(language, "plan_words.best", name = name, periods = periods),
                    Together::Sum => text!(language, "plan_words.summed", name = name, periods = periods),
                }
            }
        };
        (said, Bond::Word)
    }

    pub(super) fn choice(&self, formula: &Formula, three: &[Formula; 3], unit: Unit) -> (String, Bond) {
        let language = self.language;
        if let Some(by_rank) = by_rank(formula) {
            let value = |(rank, value): &(i64, &Formula)| {
                let value = self.in_bond(self.phrase(value, unit), Bond::Or);
                text!(language, "plan_words.of_rank", rank = self.rank(*rank), value = value)
            };
            let values = by_rank.iter().rev().map(value).collect::<Vec<_>>().join("; ");
            return (text!(language, "plan_words.by_rank", values = values), Bond::Choice);
        }
        let [when, then, otherwise] = three;
        if let Some(condition) = counted_condition(formula) {
            return (text!(language, "plan_words.one_if", condition = self.truth(condition)), Bond::Choice);
        }
        let when = self.in_bond(self.condition(when), Bond::Or);
        let then = self.in_bond(self.value(then, unit), Bond::Or);
        let otherwise = self.value(otherwise, unit).0;
        (text!(language, "plan_words.choice", when = when, then = then, otherwise = otherwise), Bond::Choice)
    }

    pub(super) fn value(&self, formula: &Formula, unit: Unit) -> (String, Bond) {
        if self.is_truth(formula) { self.condition(formula) } else { self.phrase(formula, unit) }
    }

    pub(super) fn arithmetic(&self, sign: Sign, first: &Formula, second: &Formula, unit: Unit) -> (String, Bond) {
        let language = self.language;
        let said = |formula: &Formula, unit: Unit, bond: Bond| self.in_bond(self.value(formula, unit), bond);
        match sign {
            Sign::Subtract if *first == Formula::Constant(0) => {
                let one = said(second, unit, Bond::Product);
                (text!(language, "plan_words.minus_of", one = one), Bond::Sum)
            }
            Sign::Add => {
                let (one, two) = (said(first, unit, Bond::Sum), said(second, unit, Bond::Sum));
                (text!(language, "plan_words.plus", one = one, two = two), Bond::Sum)
            }
            Sign::Subtract => {
                let (one, two) = (said(first, unit, Bond::Sum), said(second, unit, Bond::Product));
                (text!(language, "plan_words.minus", one = one, two = two), Bond::Sum)
            }
            Sign::Multiply => {
                let factor = |formula: &Formula| said(formula, factor_unit(formula, unit), Bond::Product);
                (text!(language, "plan_words.product", one = factor(first), two = factor(second)), Bond::Product)
            }
            Sign::Divide => {
                let (one, two) = (said(first, unit, Bond::Product), said(second, Unit::Number, Bond::Word));
                (text!(language, "plan_words.quotient", one = one, two = two), Bond::Product)
            }
            Sign::Times => {
                let (one, two) = (said(first, Unit::Number, Bond::Sum), said(second, Unit::Number, Bond::Sum));
                (text!(language, "plan_words.times", one = one, two = two), Bond::Word)
            }
            Sign::Least => {
                let (one, two) = (said(first, unit, Bond::Sum), said(second, unit, Bond::Sum));
                (text!(language, "plan_words.smaller_of", one = one, two = two), Bond::Word)
            }
            Sign::Most => {
                let (one, two) = (said(first, unit, Bond::Sum), said(second, unit, Bond::Sum));
                (text!(language, "plan_words.larger_of", one = one, two = two), Bond::Word)
            }
            _ => self.condition(&Formula::operation(sign, first.clone(), second.clone())),
        }
    }

    pub(super) fn ladder(&self, of: &Formula, mode: LadderMode, steps: &[Step], unit: Unit) -> String {
        let language = self.language;
        // A marginal ladder multiplies its own values.
        let unit = if mode == LadderMode::Stepped { Unit::Share } else { unit };
        let step = |step: &Step| {
            let (from, value) = (self.plain(step.from), self.constant(step.value, unit));
            text!(language, "plan_words.step", from = from, value = value)
        };
        let mut said: Vec<String> = steps.iter().map(step).collect();
        if let Some(first) = steps.first().filter(|first| first.from > 0) {
            let (below, nothing) = (self.plain(first.from), self.constant(0, unit));
            said.insert(0, text!(language, "plan_words.below_steps", from = below, value = nothing));
        }
        let of = self.in_bond(self.phrase(of, Unit::Number), Bond::Word);
        let steps = said.join("; ");
        match mode {
            LadderMode::Reached => text!(language, "plan_words.ladder", of = of, steps = steps),
            LadderMode::Stepped => text!(language, "plan_words.stepped", of = of, steps = steps),
            LadderMode::Interpolated => text!(language, "plan_words.between", of = of, steps = steps),
        }
    }
}

/// A factor without a unit of its own is a share where it is less than the whole: `3 % × 10,000`.
fn factor_unit(formula: &Formula, unit: Unit) -> Unit {
    let mut values = Vec::new();
    match formula {
        Formula::Constant(value) => values.push(*value),
        Formula::Ladder(_, _, steps) => values.extend(steps.iter().map(|step| step.value)),
        Formula::Choice(_) => constants_of(formula, &mut values),
        _ => {}
    }
    let whole = matches!(formula, Formula::Constant(value) if value.abs() == MILLION);
    let share = values.iter().any(|value| *value != 0) && values.iter().all(|value| value.abs() <= MILLION);
    match (share && !whole, unit) {
        (true, _) => Unit::Share,
        (false, Unit::Share) => Unit::Number,
        (false, unit) => unit,
    }
}

/// The numbers that a choice gives.
fn constants_of(formula: &Formula, values: &mut Vec<i64>) {
    match formula {
        Formula::Constant(value) => values.push(*value),
        Formula::Choice(three) => three.iter().skip(1).for_each(|inner| constants_of(inner, values)),
        Formula::Ladder(_, _, steps) => values.extend(steps.iter().map(|step| step.value)),
        _ => values.push(i64::MAX),
    }
}

/// The condition behind a number that is 1 where it holds and 0 otherwise.
pub(super) fn counted_condition(formula: &Formula) -> Option<&Formula> {
    let Formula::Choice(three) = formula else { return None };
    match &**three {
        [when, Formula::Constant(MILLION), Formula::Constant(0)] if !is_by_rank(when) => Some(when),
        _ => None,
    }
}

fn is_by_rank(when: &Formula) -> bool {
    rank_paid_at_least(when).is_some()
}

/// The rank in `rank_paid >= silver`, by its number.
fn rank_paid_at_least(when: &Formula) -> Option<i64> {
    let Formula::Operation(Sign::LessOrEqual, pair) = when else { return None };
    match &**pair {
        [Formula::Constant(rank), Formula::Person(PersonValue::Rank(RankOf::Paid))] => Some(*rank),
        _ => None,
    }
}

/// A table by rank, from the highest one downwards, with nothing below the last.
fn by_rank(formula: &Formula) -> Option<Vec<(i64, &Formula)>> {
    let mut found = Vec::new();
    let mut rest = formula;
    while let Formula::Choice(three) = rest {
        let [when, then, otherwise] = &**three;
        let rank = rank_paid_at_least(when)?;
        if found.last().is_some_and(|(higher, _)| *higher <= rank) {
            return None;
        }
        found.push((rank, then));
        rest = otherwise;
    }
    (*rest == Formula::Constant(0) && !found.is_empty()).then_some(found)
}
