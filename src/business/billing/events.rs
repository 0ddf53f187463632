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
