//! What somebody in the office issues by hand, and takes back.

use crate::business::billing::events::{DocumentIssued, InvoiceCancelled};
use crate::business::billing::issue::{book, issued, keep, next_number};
use crate::business::billing::standing::{credited_pieces, invoiced_pieces, loaded};
use crate::business::billing::{
    Invoice, InvoiceKind, InvoiceLine, draft, left_to_credit, left_to_invoice, parts, records, standing_documents,
    whole_invoice,
};
use crate::business::failure::{Complaint, Failure, Refusal, RefusalKind};
use crate::business::ledger::{self, LedgerAccount, Party};
use crate::business::orders::{self, Order, OrderLine, OrderState, Totals};
use crate::business::permission::Permission;
use crate::business::tx::Tx;
use crate::values::{InvoiceId, Money, OrderId, Rate};

/// A reason is one sentence.
pub const REASON_MAX: u32 = 300;

/// An invoice for a part of an order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewPart {
    pub order: OrderId,
    pub kind: PartKind,
    pub chosen: Chosen,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PartKind {
    Partial,
    DownPayment,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Chosen {
    /// Places of the order's lines, counted from 1, and how many pieces of each.
    Lines(Vec<(u32, u32)>),
    /// With its tax.
    Amount(Money),
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CancelInvoice {
    pub invoice: InvoiceId,
    pub reason: String,
}

/// Something is given back of an invoice without goods that came back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewCreditNote {
    pub invoice: InvoiceId,
    /// Places of the invoice's lines, counted from 1, and how many pieces of each.
    pub lines: Vec<(u32, u32)>,
    /// Without tax, of one rate of the invoice.
    pub amount: Option<(Money, Rate)>,
    pub reason: String,
}

/// Issues an invoice for a part of an order, or for money that is wanted in advance.
pub fn issue_part(tx: &mut Tx, new: &NewPart) -> Result<InvoiceId, Failure> {
    tx.require(Permission::BillingIssue)?;
    let (id, order) = (new.order, loaded_order(tx, new.order)?);
    if order.state == OrderState::Cancelled {
        return Err(Complaint::new("billing.refusal.order_cancelled").into());
    }
    let Some(left) = left_to_invoice(tx, id, &order) else { return Err(wholly_invoiced(tx, id)) };
    let kind = match new.kind {
        PartKind::Partial => InvoiceKind::Partial,
        PartKind::DownPayment => InvoiceKind::DownPayment,
    };
    let issued = issued(tx, &order);
    let document = match &new.chosen {
        Chosen::Lines(places) => {
            let chosen = chosen_lines(tx, id, &order, places)?;
            parts::of_lines((id, &order), kind, &chosen, issued)
        }
        Chosen::Amount(amount) => {
            check_amount(*amount, &left)?;
            parts::of_amount((id, &order), kind, (*amount, &left), issued)
        }
    };
    // Rounding may have moved an amount by a cent: then it is what is left.
    let is_more = document.totals.gross.minor() > left.gross.minor();
    match new.chosen {
        Chosen::Lines(_) if is_more => Err(more_than_left("chosen", &left)),
        _ if !document.totals.gross.is_positive() => Err(Complaint::new("billing.refusal.nothing_chosen").into()),
        _ => finish(tx, &order, document),
    }
}

fn check_amount(amount: Money, left: &Totals) -> Result<(), Failure> {
    if !amount.is_positive() {
        return Err(Complaint::new("billing.refusal.amount_missing").at("amount").into());
    }
    if amount.currency() != left.gross.currency() || amount.minor() > left.gross.minor() {
        return Err(more_than_left("amount", left));
    }
    Ok(())
}

fn chosen_lines<'o>(
    tx: &Tx,
    id: OrderId,
    order: &'o Order,
    places: &[(u32, u32)],
) -> Result<Vec<(&'o OrderLine, u32)>, Failure> {
    let all = records::invoices_of_order(tx, id);
    let (mut chosen, mut complaints) = (Vec::new(), Vec::new());
    for (place, quantity) in places.iter().filter(|(_, quantity)| *quantity > 0) {
        let Some(line) = orders::line_at(order, *place) else { return Err(Failure::not_found()) };
        let left = line.quantity.saturating_sub(invoiced_pieces(&all, &line.sku));
        if *quantity > left {
            complaints.push(more_pieces(*place, left));
        }
        chosen.push((line, *quantity));
    }
    if !complaints.is_empty() {
        return Err(complaints.into());
    }
    if chosen.is_empty() { Err(Complaint::new("billing.refusal.nothing_chosen").into()) } else { Ok(chosen) }
}

/// Invoices what has left the house and stands on no invoice, because that one was cancelled.
pub fn issue_anew(tx: &mut Tx, id: OrderId) -> Result<InvoiceId, Failure> {
    tx.require(Permission::BillingIssue)?;
    let order = loaded_order(tx, id)?;
    if order.state != OrderState::Shipped && order.state != OrderState::Returned {
        return Err(Complaint::new("billing.refusal.not_shipped").into());
    }
    let all = records::invoices_of_order(tx, id);
    if whole_invoice(&all).is_some() {
        return Err(wholly_invoiced(tx, id));
    }
    if !all.iter().any(|(_, document)| document.kind == InvoiceKind::Cancellation) {
        return Err(Complaint::new("billing.refusal.never_invoiced").into());
    }
    let before: Vec<_> = standing_documents(&all).into_iter().cloned().collect();
    let waiting = waiting_money(tx, id, &order);
    let charged = before.iter().fold(waiting, |sum, (_, part)| sum + part.totals.gross);
    let whole = draft::invoice(id, &order, waiting, issued(tx, &order));
    finish(tx, &order, parts::finished(whole, before, charged))
}

/// What the buyer of an order has paid for it and no document has used.
fn waiting_money(tx: &Tx, id: OrderId, order: &Order) -> Money {
    let nothing = Money::zero(order.shipping.price.currency());
    let party = Party::buyer(order.buyer.customer, id);
    let items = ledger::open_items_of(tx, party, Some(LedgerAccount::Receivables)).into_iter();
    let own = items.map(|(_, item)| item).filter(|item| item.order == Some(id));
    own.fold(nothing, |sum, item| sum - item.open()).max(nothing)
}

/// Takes a document back altogether, for a reason. The buyer owes nothing for it any more.
pub fn cancel_invoice(tx: &mut Tx, cancel: &CancelInvoice) -> Result<InvoiceId, Failure> {
    tx.require(Permission::BillingIssue)?;
    let (original, all) = loaded(tx, cancel.invoice).ok_or_else(Failure::not_found)?;
    let reason = reason_of(&cancel.reason)?;
    if let Some(complaint) = not_to_cancel(cancel.invoice, &original, &all) {
        return Err(Refusal::of(RefusalKind::Conflict, complaint).into());
    }
    take_back(tx, (cancel.invoice, &original), reason)
}

/// Why a document cannot be cancelled; `None` where it can.
pub fn not_to_cancel(id: InvoiceId, original: &Invoice, all: &[(InvoiceId, Invoice)]) -> Option<Complaint> {
    if !original.kind.charges() {
        return Some(Complaint::new("billing.refusal.nothing_to_cancel"));
    }
    let naming = |kind: InvoiceKind| {
        let found = all.iter().find(|(_, other)| other.kind == kind && other.credits == Some(id));
        found.map(|(_, document)| document.number.clone())
    };
    if let Some(number) = naming(InvoiceKind::Cancellation) {
        return Some(Complaint::new("billing.refusal.cancelled_already").with("number", number));
    }
    if let Some(number) = naming(InvoiceKind::CreditNote) {
        return Some(Complaint::new("billing.refusal.credited_already").with("number", number));
    }
    let settled = standing_documents(all)
        .into_iter()
        .find(|(_, document)| document.settles.iter().any(|before| before.invoice == id));
    settled.map(|(_, last)| Complaint::new("billing.refusal.set_off_already").with("number", last.number.clone()))
}

/// An order that is cancelled owes nothing: whatever was charged for it is taken back.
pub(in crate::business) fn cancel_documents_of(tx: &mut Tx, id: OrderId, reason: &str) -> Result<(), Failure> {
    let all = records::invoices_of_order(tx, id);
    for (document, original) in standing_documents(&all).into_iter().rev() {
        take_back(tx, (*document, original), reason.to_owned())?;
    }
    Ok(())
}

fn take_back(tx: &mut Tx, (id, original): (InvoiceId, &Invoice), reason: String) -> Result<InvoiceId, Failure> {
    let order = loaded_order(tx, original.order)?;
    let mut document = parts::cancelled((id, original), reason, issued(tx, &order));
    document.number = next_number(tx, document.kind);
    let document_id = tx.next_id();
    let told = tx.record(InvoiceCancelled {
        invoice: document_id,
        number: document.number.clone(),
        order: document.order,
        cancels: id,
        net: document.totals.net.decimal(),
        gross: document.totals.gross.decimal(),
    });
    keep(tx, &told, document_id, &document);
    book(tx, &told, order.tax_country, (document_id, &document))?;
    Ok(document_id)
}

/// Gives something of an invoice back, by hand and for a reason; never more than is left of it.
pub fn issue_free_credit_note(tx: &mut Tx, new: &NewCreditNote) -> Result<InvoiceId, Failure> {
    tx.require(Permission::BillingIssue)?;
    let (original, all) = loaded(tx, new.invoice).ok_or_else(Failure::not_found)?;
    let reason = reason_of(&new.reason)?;
    if let Some(complaint) = not_to_credit(new.invoice, &original, &all) {
        return Err(Refusal::of(RefusalKind::Conflict, complaint).into());
    }
    let order = loaded_order(tx, original.order)?;
    let left = left_to_credit(tx, new.invoice, &original);
    let lines = credited_lines(new, &original, &all, &reason)?;
    let note = parts::given_back((new.invoice, &original), (lines, &left), reason, issued(tx, &order));
    let is_less = |group: &orders::TaxGroup| {
        left.groups.iter().any(|own| own.rate == group.rate && own.net >= group.net && own.tax >= group.tax)
    };
    if !note.totals.groups.iter().all(is_less) {
        return Err(more_than_left(if new.amount.is_some() { "amount" } else { "lines" }, &left));
    }
    finish(tx, &order, note)
}

/// Why nothing can be given back of a document; `None` where something can.
pub fn not_to_credit(id: InvoiceId, original: &Invoice, all: &[(InvoiceId, Invoice)]) -> Option<Complaint> {
    let standing = standing_documents(all);
    if !standing.iter().any(|(other, _)| *other == id) {
        return Some(Complaint::new("billing.refusal.nothing_to_credit").with("number", original.number.clone()));
    }
    let settled = standing.into_iter().find(|(_, document)| document.settles.iter().any(|before| before.invoice == id));
    settled.map(|(_, last)| Complaint::new("billing.refusal.set_off_already").with("number", last.number.clone()))
}

fn credited_lines(
    new: &NewCreditNote,
    original: &Invoice,
    all: &[(InvoiceId, Invoice)],
    reason: &str,
) -> Result<Vec<InvoiceLine>, Failure> {
    let (mut lines, mut complaints) = (Vec::new(), Vec::new());
    for (place, quantity) in new.lines.iter().filter(|(_, quantity)| *quantity > 0) {
        let line = usize::try_from(*place).ok().and_then(|place| original.lines.get(place.checked_sub(1)?));
        let Some(line) = line else { return Err(Failure::not_found()) };
        let credited = if line.sku.is_empty() { 0 } else { credited_pieces(all, new.invoice, &line.sku) };
        let left = line.quantity.saturating_sub(credited);
        if *quantity > left {
            complaints.push(more_pieces(*place, left));
        }
        lines.push(InvoiceLine { quantity: *quantity, net: line.unit_price * *quantity, ..line.clone() });
    }
    if let Some((amount, rate)) = new.amount {
        if !amount.is_positive() {
            complaints.push(Complaint::new("billing.refusal.amount_missing").at("amount"));
        }
        let (sku, name) = (String::new(), reason.to_owned());
        lines.push(InvoiceLine { sku, name, quantity: 1, unit_price: amount, vat_rate: rate, net: amount });
    }
    if !complaints.is_empty() {
        return Err(complaints.into());
    }
    if lines.is_empty() { Err(Complaint::new("billing.refusal.nothing_chosen").into()) } else { Ok(lines) }
}

/// Numbers, keeps and books a document that was made by hand.
fn finish(tx: &mut Tx, order: &Order, mut document: Invoice) -> Result<InvoiceId, Failure> {
    document.number = next_number(tx, document.kind);
    let id = tx.next_id();
    let told = tx.record(DocumentIssued {
        invoice: id,
        number: document.number.clone(),
        order: document.order,
        kind: document.kind.word(),
        net: document.totals.net.decimal(),
        gross: document.totals.gross.decimal(),
    });
    keep(tx, &told, id, &document);
    book(tx, &told, order.tax_country, (id, &document))?;
    Ok(id)
}

fn reason_of(typed: &str) -> Result<String, Failure> {
    let reason = typed.trim();
    if reason.is_empty() {
        return Err(Complaint::new("billing.refusal.reason_missing").at("reason").into());
    }
    if reason.chars().nth(REASON_MAX as usize).is_some() {
        return Err(Complaint::new("billing.refusal.reason_too_long").with("most", REASON_MAX).at("reason").into());
    }
    Ok(reason.to_owned())
}

fn loaded_order(tx: &Tx, id: OrderId) -> Result<Order, Failure> {
    orders::order(tx, id).ok_or_else(Failure::not_found)
}

fn wholly_invoiced(tx: &Tx, id: OrderId) -> Failure {
    let all = records::invoices_of_order(tx, id);
    let number = whole_invoice(&all).map(|(_, document)| document.number.clone()).unwrap_or_default();
    Refusal::of(RefusalKind::Conflict, Complaint::new("billing.refusal.wholly_invoiced").with("number", number)).into()
}

fn more_than_left(field: &'static str, left: &Totals) -> Failure {
    Complaint::new("billing.refusal.more_than_left").with("left", left.gross).with("net", left.net).at(field).into()
}

fn more_pieces(place: u32, left: u32) -> Complaint {
    Complaint::new("billing.refusal.more_pieces").with("left", i64::from(left)).at(format!("quantity.{place}"))
}
