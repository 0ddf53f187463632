//! The calculation: pure, in whole numbers, from plan and facts to lines that each say why they are there.
//!
//! - *Program*: all values of people that the plan needs, with the order in which they can be known; *reckoning* it
//!   gives a column of numbers for each.
//! - *Walk*: the way from a source upwards along an edge.
//! - *Verdict*: whether a person meets a predicate, and if not, why.
//! - *Line*: an amount for one person from one source, with bonus and level; the walk is found again from the tree.
//! - *Breakage*: pay that nobody was entitled to; shown, never silently kept.
//! - *Distributable*: what the plan gives for all sources together; always lines and breakage in sum.

mod absence;
mod again;
mod asked;
mod bonuses;
mod calculate;
mod carry;
mod check;
mod edges;
mod example;
mod explain;
mod in_firm;
mod made_edges;
mod outcome;
mod program;
mod reckon;
mod unpaid;
mod verdict;

pub use absence::{Absence, absences};
pub use again::{Again, AgainTrouble, CameBack, reckon_again};
pub use asked::{Asked, asked_of_facts};
use bonuses::is_past;
pub(in crate::business::commissions) use bonuses::paid_for_sales;
pub use bonuses::{
    BASE, BackBecause, ClawedBack, Origin, PaidForSale, Portion, SaleKey, Sources, back_key, is_back_key, own_rate,
    paid_by_sale, refunded_key, returned_key,
};
pub use calculate::{CalculationTrouble, RECKONING, calculate, calculate_closed, is_settled_in};
pub(in crate::business::commissions) use calculate::{can_be_calculated, values_in_circle};
pub use carry::{CarryKind, carry_kind, next_carry};
pub(in crate::business::commissions) use carry::{knows_carry, leaves_carry, looks_at};
pub(in crate::business::commissions) use check::payees_are_partners;
pub use check::{Check, CheckResult, check_outcome, distributable};
pub(in crate::business::commissions) use edges::{EdgeSet, EdgeTree, at};
pub(in crate::business::commissions) use example::example_facts;
pub use example::{ExampleResult, check_examples, facts_of_example};
pub use explain::{Path, PathStep, Reasons, explain};
pub(in crate::business::commissions) use in_firm::FLAGS;
pub use in_firm::{NotInFirm, settles_in_firm};
pub use outcome::{Breakage, Line, Outcome, PeoplePay};
pub use reckon::TooLarge;
pub use unpaid::{Unpaid, why_unpaid};
pub use verdict::{Judge, Verdict};
