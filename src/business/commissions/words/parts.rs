//! Single formulas in words, for whoever explains one amount or one condition.

use crate::business::commissions::plan::{Formula, PersonValue, Plan};
use crate::business::commissions::words::formula::Words;
use crate::values::Language;

/// A condition as the contract says it.
pub fn say_condition(plan: &Plan, formula: &Formula, language: Language) -> String {
    Words { plan, language }.truth(formula)
}

/// An amount as the contract says it.
pub fn say_part(plan: &Plan, formula: &Formula, language: Language) -> String {
    Words { plan, language }.number(formula)
}

/// Whether a formula gives yes or no.
pub fn is_condition(plan: &Plan, formula: &Formula) -> bool {
    Words { plan, language: Language::En }.is_truth(formula)
}

/// The values of the person itself that go into a formula, each once, in the order in which it names them.
pub fn named_values(formula: &Formula) -> Vec<&Formula> {
    let mut found = Vec::new();
    let mut open = vec![formula];
    while let Some(formula) = open.pop() {
        match formula {
            Formula::Operation(_, pair) => open.extend(pair.iter().rev()),
            Formula::Choice(three) => open.extend(three.iter().rev()),
            Formula::Ladder(of, ..) => open.push(of),
            Formula::Person(
                PersonValue::Volume(_)
                | PersonValue::Predicate(_)
                | PersonValue::Pay(_)
                | PersonValue::DaysMember
                | PersonValue::PeriodsMember,
            )
            | Formula::Earlier(..)
                if !found.contains(&formula) =>
            {
                found.push(formula);
            }
            _ => {}
        }
    }
    found
}
