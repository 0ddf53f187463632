//! The calculation: pure, in whole numbers, from plan and facts to lines that each say why they are there.
//!
//! - *Verdict*: whether a person meets a predicate, and if not, why.
//! - *Line*: an amount for one person from one sale, with bonus and level; the walk is found again from the tree.
//! - *Breakage*: pay that nobody was entitled to; shown, never silently kept.
//! - *Distributable*: what the plan gives for all sales together; always lines and breakage in sum.

mod calculate;
mod check;
mod example;
mod explain;
mod levels;
mod outcome;
mod verdict;
mod volumes;

pub use calculate::calculate;
pub use check::{Check, CheckResult, check_outcome, distributable};
pub use example::{ExampleResult, check_examples, facts_of_example};
pub use explain::{Path, PathStep, explain};
pub use outcome::{Breakage, Line, Outcome, PersonPay};
pub use verdict::Verdict;
