//! A credit note: an invoice the other way round.

use crate::business::ledger::rules::{Booked, DocumentFigures, invoice_issued};

pub fn credit_note_issued(document: &DocumentFigures) -> Booked {
    invoice_issued(document).opposite("credit_note_issued")
}
