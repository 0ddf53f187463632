//! Formulas: small expressions without side effects, in which a plan says conditions and amounts.
//!
//! - *Number*: a decimal with six places, held in millionths; `60 %` is 0.6. *Truth*: yes or no. *Word*: a short
//!   text that is only compared. *Rank*: a place among the plan's ranks, 0 for none.
//! - *Scope*: of whom a formula speaks: of a person, or of one line that was sold.
//! - *Reach*: the people whom a formula gathers over, seen from one person: directly below, the team, everybody.
//!
//! A text is cut into tokens, parsed into syntax, and resolved against the names of the plan; what is left knows
//! neither names nor texts and is always of the kind that it must be.

mod bounds;
mod functions;
mod inside;
mod made;
mod names;
mod parse;
mod reckoning;
mod resolve;
mod resolved;
mod syntax;
mod token;

pub use functions::{FormulaWords, formula_words};
pub use names::{ColumnNames, Names, Scope};
pub(super) use resolve::read_formula;
pub use resolved::{
    Formula, Gather, Kind, LadderMode, Looking, MILLION, Party, PersonValue, RankOf, Reach, SaleValue, Sign, Sold,
    Step, Together,
};
