//! What we charge: invoices and credit notes, numbered without gaps.
//!
//! - *Invoice*: a posted document; it never changes. A mistake is answered by a credit note.

mod invoice;
mod records;

pub use invoice::{Invoice, InvoiceKind, InvoiceLine};
pub use records::{TABLES, invoice, invoice_by_number, invoices, invoices_of_order};
