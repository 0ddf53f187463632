//! Credit notes by which the firm settles commission in its partners' place (Gutschrift im Abrechnungsverfahren, UNTDID
//! 1001 code 389).
//!
//! - *Self-billing credit note*: the invoice for one statement, written by who receives the service. It never changes.
//! - *Cancellation*: the same with the opposite sign; it names the document that it takes back.
//! - *Fate*: what became of a document: objected to, cancelled, replaced.

pub(in crate::business) mod checks;
mod commands;
mod correct;
mod document;
mod events;
mod issue;
mod records;
mod views;

pub use commands::{OBJECTION_DAYS, issue_self_billed, object_to_self_billed};
pub(in crate::business) use correct::correct_self_billed;
pub use document::{Fate, NoDocument, SelfBilled, SelfBilledState, Supplier};
pub use events::{SelfBilledCancelled, SelfBilledIssued, SelfBilledObjected};
pub(in crate::business::commissions) use issue::{Settling, issue};
pub(in crate::business::commissions) use records::{
    RUN_AND_PARTNER_TO_SELF_BILLED_ID, SELF_BILLED_ID_TO_FATE, SELF_BILLED_ID_TO_SELF_BILLED,
};
pub use records::{self_billed, self_billed_newest};
pub(in crate::business::commissions) use views::tax_through;
pub use views::{
    SelfBilledSheet, Unbilled, see_self_billed, self_billed_of_period, self_billed_of_statement, self_billed_sheet,
    tax_of_statement, unbilled_of_run,
};
