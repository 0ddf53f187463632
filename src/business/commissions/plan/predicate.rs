//! Predicates: questions about a person with the answer yes or no.
//!
//! Nobody meets a predicate who has left or has not accepted the terms; a plan need not say so.

use crate::values::LocalText;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Predicate {
    pub name: String,
    /// As it stands on the statement.
    pub title: LocalText,
    /// All of them must hold.
    pub requirements: Vec<Requirement>,
}

/// A volume and how much of it is needed at least.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Requirement {
    /// The place of the volume in the plan.
    pub volume: usize,
    /// Hundredths of a point, or of the currency.
    pub at_least_hundredths: i64,
}
