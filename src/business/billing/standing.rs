//! Which documents of an order stand, and what can still be charged or given back.

use crate::business::billing::draft::left_of;
use crate::business::billing::parts::not_charged;
use crate::business::billing::records::{invoice, invoices_of_order};
use crate::business::billing::{Invoice, InvoiceKind};
use crate::business::orders::{Order, Totals};
use crate::store::Read;
use crate::values::{InvoiceId, OrderId};

/// The document that takes another one back altogether.
pub fn cancelled_by(r: &dyn Read, id: InvoiceId, document: &Invoice) -> Option<(InvoiceId, Invoice)> {
    let mut all = invoices_of_order(r, document.order).into_iter();
    all.find(|(_, other)| other.kind == InvoiceKind::Cancellation && other.credits == Some(id))
}

/// Documents that charge and were not cancelled, oldest first.
pub fn standing_documents(all: &[(InvoiceId, Invoice)]) -> Vec<&(InvoiceId, Invoice)> {
    let is_cancelled = |id: &InvoiceId| {
        all.iter().any(|(_, other)| other.kind == InvoiceKind::Cancellation && other.credits == Some(*id))
    };
    all.iter().filter(|(id, document)| document.kind.charges() && !is_cancelled(id)).collect()
}

/// The document with which an order is wholly invoiced.
pub fn whole_invoice(all: &[(InvoiceId, Invoice)]) -> Option<&(InvoiceId, Invoice)> {
    standing_documents(all).into_iter().find(|(_, document)| document.kind.is_whole())
}

/// What of an order can still be invoiced in part; `None` where it is wholly invoiced already.
pub fn left_to_invoice(r: &dyn Read, id: OrderId, order: &Order) -> Option<Totals> {
    let all = invoices_of_order(r, id);
    if whole_invoice(&all).is_some() {
        return None;
    }
    let charged: Vec<&Invoice> = standing_documents(&all).into_iter().map(|(_, document)| document).collect();
    Some(not_charged(order, &charged))
}

/// How many pieces of an article stand on partial invoices already.
pub(super) fn invoiced_pieces(all: &[(InvoiceId, Invoice)], sku: &str) -> u32 {
    let parts = standing_documents(all).into_iter().filter(|(_, document)| document.kind == InvoiceKind::Partial);
    pieces(parts.map(|(_, document)| document), sku)
}

/// How many pieces of an article credit notes have given back already.
pub(super) fn credited_pieces(all: &[(InvoiceId, Invoice)], id: InvoiceId, sku: &str) -> u32 {
    pieces(credit_notes(all, id), sku)
}

fn pieces<'i>(documents: impl Iterator<Item = &'i Invoice>, sku: &str) -> u32 {
    let lines = documents.flat_map(|document| &document.lines).filter(|line| line.sku == sku);
    lines.fold(0, |sum, line| sum.saturating_add(line.quantity))
}

/// What a credit note can still give back of a document.
pub fn left_to_credit(r: &dyn Read, id: InvoiceId, document: &Invoice) -> Totals {
    let all = invoices_of_order(r, document.order);
    let settled = document.settles.iter().flat_map(|before| credit_notes(&all, before.invoice));
    let earlier: Vec<Totals> = credit_notes(&all, id).chain(settled).map(|note| note.totals.clone()).collect();
    left_of(&document.totals, &earlier)
}

pub(super) fn credit_notes(all: &[(InvoiceId, Invoice)], id: InvoiceId) -> impl Iterator<Item = &Invoice> {
    let of = move |document: &&Invoice| document.kind == InvoiceKind::CreditNote && document.credits == Some(id);
    all.iter().map(|(_, document)| document).filter(of)
}

pub(super) fn loaded(r: &dyn Read, id: InvoiceId) -> Option<(Invoice, Vec<(InvoiceId, Invoice)>)> {
    let found = invoice(r, id)?;
    let all = invoices_of_order(r, found.order);
    Some((found, all))
}
