//! Formulas as parts of sentences. Titles of the plan stand in quotes: they are defined elsewhere in the text.
//!
//! Reckoning is written with its signs and with parentheses where they matter, because a contract must not be read in two
//! ways. What a formula looks at is said in words.

mod condition;
mod looks;
mod names;
mod number;

use crate::business::commissions::plan::Plan;
use crate::values::Language;

pub(super) struct Words<'w> {
    pub plan: &'w Plan,
    pub language: Language,
}

/// As what a number without a name is written.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Unit {
    Number,
    /// Money, points, pieces and whatever else is counted: `0.20`.
    Counted,
    /// A share of something: `100 %`.
    Share,
}

/// How closely the parts of a phrase hold together; a looser one stands in parentheses inside a closer one.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Bond {
    Choice,
    Or,
    And,
    Condition,
    Sum,
    Product,
    Word,
}
