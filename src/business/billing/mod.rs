//! What we charge: invoices and credit notes, numbered without gaps.
//!
//! - *Incoming*: what others charge us, read from their files.
//! - *Invoice*: a posted document; it never changes. A mistake is answered by a credit note or a cancellation.
//! - *Paper*: the bytes of a document as they were printed first; *seal*: their hash and size.
//! - *Part*: an invoice for some of an order (partial), or for money in advance (down payment); the *final invoice*
//!   states everything and takes the parts off.

pub(super) mod checks;
mod commands;
mod draft;
mod events;
pub(super) mod incoming;
mod invoice;
mod issue;
mod papers;
mod parts;
mod records;
pub mod reminders;
mod standing;
mod untold;

pub(in crate::business) use commands::cancel_documents_of;
pub use commands::{
    CancelInvoice, Chosen, NewCreditNote, NewPart, PartKind, REASON_MAX, cancel_invoice, issue_anew,
    issue_free_credit_note, issue_part, not_to_cancel, not_to_credit,
};
pub use draft::Credited;
pub use events::{CreditNoteIssued, DocumentIssued, InvoiceCancelled, InvoiceIssued, PaperKept, SentWithoutData};
pub use incoming::{
    Finding, FoundIncoming, Incoming, IncomingAllowance, IncomingChecked, IncomingDecision, IncomingForm, IncomingLine,
    IncomingOrder, IncomingReceived, IncomingRejected, IncomingReopened, IncomingRow, IncomingState, IncomingTax,
    IncomingWish, NewIncoming, Sender, check_incoming, find_incoming, incoming, incoming_by_hash, incoming_file,
    receive_incoming, reject_incoming, reopen_incoming,
};
pub use invoice::{Asked, Invoice, InvoiceKind, InvoiceLine, SetOff};
pub(in crate::business) use issue::{issue_credit_note, issue_invoice, personal};
pub use papers::{NewPaper, Seal, documents_after, keep_papers, sealed_through};
pub use records::{TABLES, each_invoice, invoice, invoice_by_number, invoices, invoices_of_order, paper, seal};
pub use reminders::{ReminderChargesWaived, ReminderSent, RemindersResumed, RemindersStopped};
pub use standing::{cancelled_by, left_to_credit, left_to_invoice, standing_documents, whole_invoice};
pub use untold::note_sent_without_data;
