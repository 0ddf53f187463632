//! What we charge: invoices and credit notes, numbered without gaps.
//!
//! - *Invoice*: a posted document; it never changes. A mistake is answered by a credit note.

pub(super) mod checks;
mod draft;
mod events;
mod invoice;
mod issue;
mod records;

pub use draft::Credited;
pub use events::{CreditNoteIssued, InvoiceIssued};
pub use invoice::{Invoice, InvoiceKind, InvoiceLine};
pub(in crate::business) use issue::{issue_credit_note, issue_invoice};
pub use records::{TABLES, invoice, invoice_by_number, invoices, invoices_of_order};
