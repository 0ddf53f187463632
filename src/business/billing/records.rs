//! Where invoices are kept.

use std::ops::ControlFlow;

use crate::business::billing::{Invoice, Seal, incoming, reminders};
use crate::store::{Map, Read, Span, Table};
use crate::values::{InvoiceId, OrderId};

pub(super) const INVOICE_ID_TO_INVOICE: Map<InvoiceId, Invoice> = Map::new(160, "INVOICE_ID_TO_INVOICE");
pub(super) const NUMBER_TO_INVOICE_ID: Map<String, InvoiceId> = Map::new(161, "NUMBER_TO_INVOICE_ID");
pub(super) const ORDER_TO_INVOICE_ID: Map<(OrderId, InvoiceId), ()> = Map::new(162, "ORDER_TO_INVOICE_ID");

/// The bytes as they were printed first.
pub(super) const INVOICE_ID_TO_PAPER: Map<InvoiceId, Vec<u8>> = Map::new(163, "INVOICE_ID_TO_PAPER");
pub(super) const INVOICE_ID_TO_SEAL: Map<InvoiceId, Seal> = Map::new(164, "INVOICE_ID_TO_SEAL");

const OWN: [Table; 5] = [
    INVOICE_ID_TO_INVOICE.table(),
    NUMBER_TO_INVOICE_ID.table(),
    ORDER_TO_INVOICE_ID.table(),
    INVOICE_ID_TO_PAPER.table(),
    INVOICE_ID_TO_SEAL.table(),
];

const RECEIVED: [Table; 5] = incoming::TABLES;

const REMINDED: [Table; 4] = reminders::TABLES;

pub const TABLES: &[Table] = &[
    OWN[0],
    OWN[1],
    OWN[2],
    OWN[3],
    OWN[4],
    RECEIVED[0],
    RECEIVED[1],
    RECEIVED[2],
    RECEIVED[3],
    RECEIVED[4],
    REMINDED[0],
    REMINDED[1],
    REMINDED[2],
    REMINDED[3],
];

pub fn invoice(r: &dyn Read, id: InvoiceId) -> Option<Invoice> {
    r.get(&INVOICE_ID_TO_INVOICE, &id)
}

/// The paper of a document as it was printed first; `None` while it is not sealed.
pub fn paper(r: &dyn Read, id: InvoiceId) -> Option<Vec<u8>> {
    r.get(&INVOICE_ID_TO_PAPER, &id)
}

pub fn seal(r: &dyn Read, id: InvoiceId) -> Option<Seal> {
    r.get(&INVOICE_ID_TO_SEAL, &id)
}

pub fn invoice_by_number(r: &dyn Read, number: &str) -> Option<InvoiceId> {
    r.get(&NUMBER_TO_INVOICE_ID, &number.to_owned())
}

pub fn invoices_of_order(r: &dyn Read, order: OrderId) -> Vec<(InvoiceId, Invoice)> {
    let ids = r.keys(&ORDER_TO_INVOICE_ID, Span::prefix(&(order,)));
    ids.into_iter().filter_map(|(_, id)| Some((id, invoice(r, id)?))).collect()
}

/// Walks over every document, newest first.
pub fn each_invoice(r: &dyn Read, visit: impl FnMut(InvoiceId, Invoice) -> ControlFlow<()>) {
    r.each(&INVOICE_ID_TO_INVOICE, Span::all().backwards(), visit);
}

/// Newest first, before the one seen last.
pub fn invoices(r: &dyn Read, before: Option<InvoiceId>, limit: usize) -> Vec<(InvoiceId, Invoice)> {
    let span = before.map_or_else(Span::all, |id| Span::before(&id));
    r.scan(&INVOICE_ID_TO_INVOICE, span.backwards().limit(limit))
}
