//! What stands inside a formula.

use crate::business::commissions::plan::formula::{Formula, LadderMode, PersonValue, Reach, SaleValue, Sign};
use crate::values::Rate;

impl Formula {
    /// The values of a sale of which part of the sale has part. A value that is only compared, or that an amount is
    /// multiplied by, such as the price of one piece, is none.
    pub fn amounts_of_sale(&self) -> Vec<&SaleValue> {
        let is_amount = |value: &&SaleValue| {
            matches!(value, SaleValue::Base | SaleValue::Points | SaleValue::Net | SaleValue::Quantity)
        };
        match self {
            Formula::Sale(value) => vec![value],
            Formula::Operation(Sign::Multiply, pair) => {
                let [first, second] = &**pair;
                let (first, second) = (first.amounts_of_sale(), second.amounts_of_sale());
                match (first.iter().any(is_amount), second.iter().any(is_amount)) {
                    (true, false) => first,
                    (false, true) => second,
                    _ => [first, second].concat(),
                }
            }
            Formula::Operation(Sign::Divide | Sign::Times, pair) => {
                let [divided, _] = &**pair;
                divided.amounts_of_sale()
            }
            Formula::Operation(Sign::Add | Sign::Subtract | Sign::Least | Sign::Most, pair) => {
                pair.iter().flat_map(Formula::amounts_of_sale).collect()
            }
            Formula::Choice(three) => three.iter().skip(1).flat_map(Formula::amounts_of_sale).collect(),
            Formula::Ladder(of, LadderMode::Stepped, _) => of.amounts_of_sale(),
            _ => Vec::new(),
        }
    }

    /// How many formulas stand in it, itself among them.
    pub fn parts(&self) -> usize {
        let inner: usize = match self {
            Formula::Constant(_) | Formula::Text(_) | Formula::Sale(_) | Formula::Earlier(..) => 0,
            Formula::Person(PersonValue::Sold(sold)) => sold.condition.as_ref().map_or(0, Formula::parts),
            Formula::Person(_) => 0,
            Formula::Operation(_, pair) => pair.iter().map(Formula::parts).sum(),
            Formula::Choice(three) => three.iter().map(Formula::parts).sum(),
            Formula::Ladder(of, _, steps) => of.parts() + steps.len(),
            Formula::People(Reach::Team { without: Some(without), .. }, of) => of.parts() + without.parts(),
            Formula::People(_, of) | Formula::Of(_, of) => of.parts(),
            Formula::Periods(_, _, of, periods) => of.parts() + usize::from(*periods),
        };
        inner + 1
    }

    /// Whether it is the same for everybody: fixed numbers and sums over all people.
    pub fn is_common(&self) -> bool {
        match self {
            Formula::Constant(_) | Formula::People(Reach::Everyone, _) => true,
            Formula::Operation(_, pair) => pair.iter().all(Formula::is_common),
            Formula::Choice(three) => three.iter().all(Formula::is_common),
            Formula::Ladder(of, ..) => of.is_common(),
            _ => false,
        }
    }

    /// The rate, where it is the same for everybody.
    pub const fn constant_rate(&self) -> Option<Rate> {
        match self {
            Formula::Constant(millionths) => Some(Rate::from_millionths(*millionths)),
            _ => None,
        }
    }

    /// The place of the predicate, where the formula is nothing else.
    pub fn predicate(&self) -> Option<usize> {
        match self {
            Formula::Person(PersonValue::Predicate(place)) => Some(usize::from(*place)),
            _ => None,
        }
    }

    /// What a formula of a sale asks about the people of the sale.
    pub fn of_people(&self) -> Vec<&Formula> {
        match self {
            Formula::Of(_, inner) => vec![inner],
            Formula::Operation(_, pair) => pair.iter().flat_map(Formula::of_people).collect(),
            Formula::Choice(three) => three.iter().flat_map(Formula::of_people).collect(),
            Formula::Ladder(of, ..) => of.of_people(),
            Formula::Constant(_)
            | Formula::Text(_)
            | Formula::Person(_)
            | Formula::Sale(_)
            | Formula::People(..)
            | Formula::Earlier(..)
            | Formula::Periods(..) => Vec::new(),
        }
    }
}
