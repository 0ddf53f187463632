//! Who must agree to what: one engine for runs, orders, dates and account changes.
//!
//! - *Approval*: a request about a subject, decided by somebody other than the one who asked.

mod approval;
pub(super) mod checks;
mod records;

pub use approval::{Approval, Decision};
pub use records::{TABLES, approval, approval_of, open_approvals};
