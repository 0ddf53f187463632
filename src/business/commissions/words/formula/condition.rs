//! Conditions: what somebody or a sale must be.

use crate::business::commissions::plan::{Formula, Gather, Party, PersonValue, RankOf, Reach, Sign, Together};
use crate::business::commissions::words::formula::number::counted_condition;
use crate::business::commissions::words::formula::{Bond, Unit, Words};
use crate::text;

impl Words<'_> {
    /// A condition.
    pub fn truth(&self, formula: &Formula) -> String {
        self.condition(formula).0
    }

    pub(super) fn condition(&self, formula: &Formula) -> (String, Bond) {
        let language = self.language;
        let said = match formula {
            Formula::Constant(0) => text!(language, "plan_words.never"),
            Formula::Constant(_) | Formula::Person(PersonValue::Valid) => text!(language, "plan_words.is_valid"),
            Formula::Person(PersonValue::Customer) => text!(language, "plan_words.is_customer"),
            Formula::Person(PersonValue::Flag(word)) => text!(language, "plan_words.has_flag", word = word),
            Formula::Person(PersonValue::Predicate(place)) => {
                let predicate = self.plan.predicates.get(usize::from(*place));
                let title = predicate.map_or("", |predicate| predicate.title.get(language));
                text!(language, "plan_words.is_met", title = title)
            }
            Formula::Person(PersonValue::Need(predicate, need)) => {
                let predicate = self.plan.predicates.get(usize::from(*predicate));
                let need = predicate.and_then(|predicate| predicate.needs.get(usize::from(*need)));
                return need.map_or_else(|| (String::new(), Bond::Word), |need| self.condition(&need.formula));
            }
            Formula::Operation(Sign::Equal, pair) if matches!(&**pair, [inner, Formula::Constant(0)] if self.is_truth(inner)) =>
            {
                let [inner, _] = &**pair;
                text!(language, "plan_words.not", one = self.truth(inner))
            }
            Formula::Operation(sign @ (Sign::And | Sign::Or), pair) => return self.joined(*sign, pair),
            Formula::Operation(sign, pair) => {
                let [first, second] = &**pair;
                self.compared(*sign, first, second)
            }
            Formula::People(Reach::Team { any: true, edge, .. }, condition) => {
                let said = text!(language, "plan_words.somebody", condition = self.truth(condition));
                self.by_edge(said, *edge)
            }
            Formula::People(Reach::Above(edge), inner) => {
                self.by_edge(text!(language, "plan_words.above_is", condition = self.truth(inner)), *edge)
            }
            Formula::Earlier(name, back @ 1..) => {
                let title = self.title_of(name);
                text!(language, "plan_words.was_met", title = title, periods = i64::from(*back))
            }
            Formula::Of(Party::Seller, inner) => {
                text!(language, "plan_words.of_seller", value = self.truth(inner))
            }
            Formula::Of(Party::Buyer, inner) => text!(language, "plan_words.of_buyer", value = self.truth(inner)),
            Formula::Choice(three) => {
                let [when, then, otherwise] = &**three;
                let (when, then) = (self.in_bond(self.condition(when), Bond::Or), self.truth(then));
                let otherwise = self.truth(otherwise);
                return (
                    text!(language, "plan_words.choice", when = when, then = then, otherwise = otherwise),
                    Bond::Choice,
                );
            }
            other => return self.phrase(other, Unit::Number),
        };
        (said, Bond::Condition)
    }

    /// `a and (b or c)`: where both stand together, parentheses say which belong to which.
    pub(super) fn joined(&self, sign: Sign, pair: &[Formula; 2]) -> (String, Bond) {
        let bond = if sign == Sign::And { Bond::And } else { Bond::Or };
        let [one, two] = pair.each_ref().map(|inner| {
            let (said, inside) = self.condition(inner);
            let mixed = matches!(inside, Bond::And | Bond::Or | Bond::Choice) && inside != bond;
            if mixed { text!(self.language, "plan_words.parentheses", inside = said) } else { said }
        });
        let said = if sign == Sign::And {
            text!(self.language, "plan_words.and", one = one, two = two)
        } else {
            text!(self.language, "plan_words.or", one = one, two = two)
        };
        (said, bond)
    }

    pub(super) fn compared(&self, sign: Sign, first: &Formula, second: &Formula) -> String {
        let language = self.language;
        let rank = |formula: &Formula| matches!(formula, Formula::Person(PersonValue::Rank(_)));
        if rank(first) || rank(second) {
            return self.ranks_compared(sign, first, second);
        }
        let number = |formula: &Formula| self.in_bond(self.phrase(formula, Unit::Number), Bond::Sum);
        // A number always stands behind what it is compared with.
        let behind = matches!(first, Formula::Constant(_));
        let (value, bound) = if behind { (second, first) } else { (first, second) };
        let key = match (sign, behind) {
            (Sign::LessOrEqual, true) => "plan_words.compared.at_least",
            (Sign::LessOrEqual, false) => "plan_words.compared.at_most",
            (Sign::Less, true) => "plan_words.compared.more_than",
            (Sign::Less, false) => "plan_words.compared.less_than",
            (Sign::Unequal, _) => "plan_words.compared.unequal",
            _ => "plan_words.compared.equal",
        };
        if let (Sign::LessOrEqual, true, Formula::Constant(least)) = (sign, behind, bound)
            && let Some(said) = self.counted_at_least(value, *least)
        {
            return said;
        }
        // `a >= b` is read as it was most likely written: the larger one first.
        if !behind && !matches!(bound, Formula::Constant(_)) && matches!(sign, Sign::LessOrEqual | Sign::Less) {
            let key = if sign == Sign::Less { "plan_words.compared.more_than" } else { "plan_words.compared.at_least" };
            return text!(language, key, value = number(second), number = number(first));
        }
        text!(language, key, value = number(value), number = number(bound))
    }

    /// `children(active) >= 2` is said of people, not of a number.
    pub(super) fn counted_at_least(&self, value: &Formula, least: i64) -> Option<String> {
        let language = self.language;
        let count = self.plain(least);
        match value {
            Formula::Periods(Together::Held, name, _, periods) => {
                let (title, periods) = (self.title_of(name), i64::from(*periods));
                Some(text!(language, "plan_words.held_at_least", title = title, count = count, periods = periods))
            }
            Formula::People(reach, of) => {
                let condition = counted_condition(of)?;
                let (key, edge) = match (reach, condition) {
                    (Reach::Below(edge, Gather::Sum), Formula::People(Reach::Team { any: true, .. }, _)) => {
                        ("plan_words.compared.legs_at_least", *edge)
                    }
                    (Reach::Below(edge, Gather::Sum), _) => ("plan_words.compared.children_at_least", *edge),
                    _ => return None,
                };
                let condition = match condition {
                    Formula::People(Reach::Team { any: true, .. }, inner) => inner,
                    other => other,
                };
                Some(self.by_edge(text!(language, key, count = count, condition = self.truth(condition)), edge))
            }
            _ => None,
        }
    }

    pub(super) fn ranks_compared(&self, sign: Sign, first: &Formula, second: &Formula) -> String {
        let language = self.language;
        let said = |formula: &Formula| match formula {
            Formula::Constant(rank) => self.rank(*rank),
            Formula::Person(PersonValue::Rank(of)) => self.rank_of(*of),
            other => self.number(other),
        };
        let behind = matches!(first, Formula::Constant(_));
        let (value, bound) = if behind { (said(second), said(first)) } else { (said(first), said(second)) };
        let key = match (sign, behind) {
            (Sign::LessOrEqual, true) => "plan_words.compared.rank_at_least",
            (Sign::LessOrEqual, false) => "plan_words.compared.rank_at_most",
            (Sign::Less, true) => "plan_words.compared.rank_above",
            (Sign::Less, false) => "plan_words.compared.rank_below",
            (Sign::Unequal, _) => "plan_words.compared.unequal",
            _ => "plan_words.compared.equal",
        };
        text!(language, key, value = value, number = bound)
    }

    pub(super) fn rank_of(&self, of: RankOf) -> String {
        match of {
            RankOf::Qualified => text!(self.language, "plan_words.rank.qualified"),
            RankOf::Achieved => text!(self.language, "plan_words.rank.achieved"),
            RankOf::Paid => text!(self.language, "plan_words.rank.paid"),
            RankOf::Before => text!(self.language, "plan_words.rank.before"),
        }
    }

    /// Whether a formula says yes or no.
    pub fn is_truth(&self, formula: &Formula) -> bool {
        match formula {
            Formula::Person(
                PersonValue::Valid
                | PersonValue::Customer
                | PersonValue::Flag(_)
                | PersonValue::Predicate(_)
                | PersonValue::Need(..),
            ) => true,
            Formula::Operation(sign, _) => {
                matches!(sign, Sign::Equal | Sign::Unequal | Sign::Less | Sign::LessOrEqual | Sign::And | Sign::Or)
            }
            Formula::Earlier(name, 1..) => self.plan.predicates.iter().any(|predicate| predicate.name == *name),
            Formula::People(Reach::Team { any, .. }, _) => *any,
            Formula::People(Reach::Above(_), inner) | Formula::Of(_, inner) => self.is_truth(inner),
            _ => false,
        }
    }
}
