//! What we charge: invoices and credit notes, numbered without gaps.
//!
//! - *Incoming*: what others charge us, read from their files.
//! - *Invoice*: a posted document; it never changes. A mistake is answered by a credit note.

pub(super) mod checks;
mod draft;
mod events;
pub(super) mod incoming;
mod invoice;
mod issue;
mod records;
pub mod reminders;
mod untold;

pub use draft::Credited;
pub use events::{CreditNoteIssued, InvoiceIssued, SentWithoutData};
pub use incoming::{
    Finding, FoundIncoming, Incoming, IncomingAllowance, IncomingChecked, IncomingDecision, IncomingForm, IncomingLine,
    IncomingOrder, IncomingReceived, IncomingRejected, IncomingReopened, IncomingRow, IncomingState, IncomingTax,
    IncomingWish, NewIncoming, Sender, check_incoming, find_incoming, incoming, incoming_by_hash, incoming_file,
    receive_incoming, reject_incoming, reopen_incoming,
};
pub use invoice::{Asked, Invoice, InvoiceKind, InvoiceLine};
pub(in crate::business) use issue::{issue_credit_note, issue_invoice, personal};
pub use records::{TABLES, each_invoice, invoice, invoice_by_number, invoices, invoices_of_order};
pub use reminders::{ReminderChargesWaived, ReminderSent, RemindersResumed, RemindersStopped};
pub use untold::note_sent_without_data;
