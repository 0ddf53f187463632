//! Who must agree to what: one engine for runs, orders, dates and account changes.
//!
//! - *Approval*: a request about a subject, decided by somebody other than those who had a hand in it.
//! - *Barred*: an account, or a person behind several accounts, that may not decide.

mod approval;
mod ask;
pub(super) mod checks;
mod commands;
mod events;
mod list;
mod records;

pub use approval::{Approval, Decision};
pub(in crate::business) use ask::{NewApproval, ask, withdraw};
pub use commands::{Answer, decide};
pub use events::{ApprovalAsked, ApprovalDecided, ApprovalWithdrawn};
pub use list::{FoundApprovals, find_approvals, see_approval};
pub use records::{TABLES, approval, approval_of, approvals_to_decide, open_approvals};
