//! What is done with requests: they are answered, deputies are named, and the firm says how many must agree.

mod decide;
mod deputies;
mod set_approvers;

pub use decide::{Answer, Outcome, decide};
pub use deputies::{NewDeputy, end_deputy, name_deputy};
pub use set_approvers::set_approvers;
