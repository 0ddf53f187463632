//! Objections: a partner says that a statement, or one line of it, is wrong, and the office answers.
//!
//! - *Objection*: the partner's words about a posted statement. It opens a case, and stays with the statement.
//! - *Answer*: whether the firm agrees, with its words. A posted run never changes: what the partner is right about is
//!   made good in a later one.

mod commands;
mod events;
mod objection;
mod records;
mod views;

pub use commands::{NewAnswer, NewObjection, answer_objection, raise_objection};
pub use events::{ObjectionAnswered, ObjectionRaised};
pub use objection::{Objection, ObjectionAnswer, ObjectionState, objection_number};
pub use records::objection;
pub(super) use records::{OBJECTION_ID_TO_OBJECTION, RUN_AND_PARTNER_TO_OBJECTION_ID};
pub use views::{ObjectionSheet, objection_sheet, objections_of_partner, objections_of_statement};
