//! What happens to invoices: they are issued, and never change.

use serde::Serialize;

use crate::business::tx::Happening;
use crate::store::Subject;
use crate::values::{InvoiceId, OrderId};

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct InvoiceIssued {
    pub invoice: InvoiceId,
    pub number: String,
    pub order: OrderId,
    pub net: String,
    pub gross: String,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct CreditNoteIssued {
    pub invoice: InvoiceId,
    pub number: String,
    pub order: OrderId,
    /// The invoice that it takes back, wholly or in part.
    pub credits: InvoiceId,
    pub net: String,
    pub gross: String,
}

/// Somebody issued a document by hand: for a part of an order, for the rest of it, or to give something back.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct DocumentIssued {
    pub invoice: InvoiceId,
    pub number: String,
    pub order: OrderId,
    pub kind: &'static str,
    pub net: String,
    pub gross: String,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct InvoiceCancelled {
    /// The document that takes it back.
    pub invoice: InvoiceId,
    pub number: String,
    pub order: OrderId,
    pub cancels: InvoiceId,
    pub net: String,
    pub gross: String,
}

/// The document was printed, and will never be printed otherwise.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PaperKept {
    pub invoice: InvoiceId,
    pub number: String,
    /// BLAKE3 of the bytes.
    pub hash: String,
    pub bytes: u64,
}

/// The letter went out, but without the data that its buyer's program reads.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct SentWithoutData {
    pub invoice: InvoiceId,
    pub number: String,
}

impl Happening for InvoiceIssued {
    const ROOM: &'static str = "billing";
    const NAME: &'static str = "invoice_issued";

    fn subject(&self) -> Subject {
        Subject::of(self.invoice)
    }
}

impl Happening for CreditNoteIssued {
    const ROOM: &'static str = "billing";
    const NAME: &'static str = "credit_note_issued";

    fn subject(&self) -> Subject {
        Subject::of(self.invoice)
    }
}

impl Happening for DocumentIssued {
    const ROOM: &'static str = "billing";
    const NAME: &'static str = "document_issued";

    fn subject(&self) -> Subject {
        Subject::of(self.invoice)
    }
}

impl Happening for InvoiceCancelled {
    const ROOM: &'static str = "billing";
    const NAME: &'static str = "invoice_cancelled";

    fn subject(&self) -> Subject {
        Subject::of(self.invoice)
    }
}

impl Happening for PaperKept {
    const ROOM: &'static str = "billing";
    const NAME: &'static str = "paper_kept";

    fn subject(&self) -> Subject {
        Subject::of(self.invoice)
    }
}

impl Happening for SentWithoutData {
    const ROOM: &'static str = "billing";
    const NAME: &'static str = "sent_without_data";

    fn subject(&self) -> Subject {
        Subject::of(self.invoice)
    }
}
