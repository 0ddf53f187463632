//! An invoice for a part of a delivery: sold, as by any other invoice.

use crate::business::ledger::rules::{Booked, DocumentFigures, invoice_issued};

pub fn partial_invoice_issued(document: &DocumentFigures) -> Booked {
    invoice_issued(document).called("partial_invoice_issued")
}
