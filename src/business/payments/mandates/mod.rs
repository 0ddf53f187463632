//! Permissions of customers to take money from their accounts (SEPA direct debit).
//!
//! - *Mandate*: a customer lets us collect from one account, until it is revoked or nobody has used it for 36 months.
//! - *Scheme*: CORE, which everybody may sign, and B2B for firms, whose bank must know of the mandate first.
//! - *Amendment*: the customer's account has changed; the bank is told so with the next collection.

mod change;
pub(in crate::business) mod checks;
mod events;
mod list;
mod mandate;
mod records;
mod sign;

pub use change::{
    NewAccount, change_mandate_account, change_own_mandate_account, confirm_mandate, resume_mandate, revoke_mandate,
    revoke_own_mandate,
};
pub(super) use change::{note_not_used, note_suspended, note_used};
pub use events::{MandateChanged, MandateConfirmed, MandateResumed, MandateRevoked, MandateSigned};
pub use list::{FoundMandates, MandateRow, MandateWish, find_mandates, own_mandates, see_mandate};
pub use mandate::{
    Mandate, MandateDeed, MandateScheme, MandateStanding, MandateState, MandateStep, SigningWay, UNUSED_MONTHS_MAX,
    mandate_number,
};
pub(super) use records::MANDATE_TABLES;
pub use records::{mandate, mandate_by_number, mandates_of};
pub use sign::{MandateText, NewMandate, OwnMandate, mandate_creditor, sign_mandate, sign_own_mandate};
