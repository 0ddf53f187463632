//! Who must agree to what: one engine for runs and for what changes the tree of partners.
//!
//! - *Approval*: a request about a subject, decided by others than those who had a hand in it.
//! - *Needed*: how many different people must agree; the firm sets it for each kind of request.
//! - *Barred*: an account, or a person behind several accounts, that may not decide.
//! - *Deputy*: somebody who decides in the place of another, the *principal*, and with that one's right, from a day
//!   to a day. Never about work in which either of them had a hand.

mod approval;
mod ask;
pub(super) mod checks;
mod commands;
mod deputyship;
mod events;
mod matter;
mod list;
mod records;
mod voice;

pub use approval::{Approval, Decision};
pub(in crate::business) use ask::{NewApproval, ask, withdraw};
pub use commands::{Answer, NewDeputy, Outcome, decide, end_deputy, name_deputy, set_approvers};
pub use deputyship::Deputyship;
pub use events::{
    AgreementGiven, ApprovalAsked, ApprovalDecided, ApprovalWithdrawn, ApproversSet, DeputyEnded, DeputyNamed,
};
pub use list::{
    ApprovalWish, FoundApprovals, find_approvals, own_voice, possible_deputies, see_approval, see_deputies, stands_in,
};
pub use matter::{ApproversNeeded, Matter};
pub use records::{TABLES, approval, approval_of, approvals_to_decide, approvers_needed, open_approvals};
pub use voice::{Possible, approvers, people_with_right, possible_approvers};
