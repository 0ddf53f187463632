//! Issuing invoices and credit notes, always as the consequence of goods that left or came back.

use crate::business::billing::draft::{self, Credited, Issued};
use crate::business::billing::events::{CreditNoteIssued, InvoiceIssued};
use crate::business::billing::records::{
    INVOICE_ID_TO_INVOICE, NUMBER_TO_INVOICE_ID, ORDER_TO_INVOICE_ID, invoices_of_order,
};
use crate::business::billing::{Asked, Invoice, InvoiceKind, parts, standing_documents, whole_invoice};
use crate::business::customers::{self, EinvoiceTerms, einvoice_terms, payment_terms_at};
use crate::business::failure::Failure;
use crate::business::firm;
use crate::business::ledger::rules::{
    Booked, ChargedBefore, DocumentFigures, TaxedSum, credit_note_issued, document_cancelled, down_payment_invoiced,
    final_invoice_issued, invoice_issued, partial_invoice_issued,
};
use crate::business::ledger::{self, ItemKey, ItemKind, LedgerAccount, NewPosting, Party, Personal, Printed, TaxTag};
use crate::business::orders::{Order, Totals, category};
use crate::business::tx::{Recorded, Tx};
use crate::store::Subject;
use crate::values::{Country, InvoiceId, Money, OrderId};

/// Issues the invoice of an order that has left the house; a final one where parts of it were charged before.
pub(in crate::business) fn issue_invoice(
    tx: &mut Tx,
    id: OrderId,
    order: &Order,
    prepaid: Money,
) -> Result<InvoiceId, Failure> {
    let whole = draft::invoice(id, order, prepaid, issued(tx, order));
    let before = standing_documents(&invoices_of_order(tx, id)).into_iter().cloned().collect();
    let mut invoice = parts::finished(whole, before, prepaid);
    invoice.number = next_number(tx, invoice.kind);
    let invoice_id = tx.next_id();
    let told = tx.record(InvoiceIssued {
        invoice: invoice_id,
        number: invoice.number.clone(),
        order: id,
        net: invoice.totals.net.decimal(),
        gross: invoice.totals.gross.decimal(),
    });
    keep(tx, &told, invoice_id, &invoice);
    book(tx, &told, order.tax_country, (invoice_id, &invoice))?;
    Ok(invoice_id)
}

/// Issues the credit note for goods that came back; `None` for orders that we never invoiced.
pub(in crate::business) fn issue_credit_note(
    tx: &mut Tx,
    id: OrderId,
    order: &Order,
    back: &[Credited],
    whole: bool,
) -> Result<Option<InvoiceId>, Failure> {
    let documents = invoices_of_order(tx, id);
    let Some((credits, original)) = whole_invoice(&documents) else { return Ok(None) };
    let earlier: Vec<Totals> = documents
        .iter()
        .filter(|(_, document)| document.kind == InvoiceKind::CreditNote)
        .map(|(_, document)| document.totals.clone())
        .collect();
    let mut note = if whole {
        draft::rest(order, (*credits, original), back, &earlier, issued(tx, order))
    } else {
        draft::part(order, (*credits, original), back, &earlier, issued(tx, order))
    };
    note.number = next_number(tx, note.kind);
    let note_id = tx.next_id();
    let told = tx.record(CreditNoteIssued {
        invoice: note_id,
        number: note.number.clone(),
        order: id,
        credits: *credits,
        net: note.totals.net.decimal(),
        gross: note.totals.gross.decimal(),
    });
    keep(tx, &told, note_id, &note);
    book(tx, &told, order.tax_country, (note_id, &note))?;
    Ok(Some(note_id))
}

pub(super) fn issued(tx: &Tx, order: &Order) -> Issued {
    let terms = payment_terms_at(tx, order.buyer.customer, order.placed_at);
    Issued { at: tx.now(), day: tx.today(), by: firm::issuer(tx), asked: Some(asked(tx, order)), terms }
}

/// A guest has asked for nothing.
fn asked(tx: &Tx, order: &Order) -> Asked {
    let customer = order.buyer.customer;
    let EinvoiceTerms { format, buyer_reference } = customer.map(|id| einvoice_terms(tx, id)).unwrap_or_default();
    let known = customer.and_then(|id| customers::customer(tx, id));
    Asked { customer_number: known.map(|known| known.number).unwrap_or_default(), format, buyer_reference }
}

/// The next number of the kind and year, without a gap: a refused command gives its number back.
pub(super) fn next_number(tx: &mut Tx, kind: InvoiceKind) -> String {
    let (kind, year) = (kind.range(), tx.today().year());
    let number = tx.next_number(&format!("{kind}-{year}"));
    format!("{kind}-{year}-{number:05}")
}

pub(super) fn keep(tx: &mut Tx, told: &Recorded, id: InvoiceId, invoice: &Invoice) {
    tx.save(told, &NUMBER_TO_INVOICE_ID, &invoice.number, &id);
    tx.save(told, &ORDER_TO_INVOICE_ID, &(invoice.order, id), &());
    tx.save(told, &INVOICE_ID_TO_INVOICE, &id, invoice);
}

/// Its figures go into the books as the rule of its kind says, kept apart by the tax that they bear.
pub(super) fn book(
    tx: &mut Tx,
    told: &Recorded,
    country: Country,
    (id, invoice): (InvoiceId, &Invoice),
) -> Result<(), Failure> {
    let booked = booked(country, invoice, invoice.kind);
    let (day, personal) = (ledger::open_day(tx, invoice.day), personal(invoice));
    // What a cancellation takes back is open again where it was settled, and settled where it was open.
    let former = invoice.credits.filter(|_| invoice.kind == InvoiceKind::Cancellation);
    let reverses = former.and_then(|former| Some(ledger::item(tx, item_of(invoice, former))?.opened_by));
    ledger::book(tx, told, NewPosting { day, booked, subject: Subject::of(id), reverses, personal })?;
    Ok(())
}

/// The item that a document of the same buyer has opened.
fn item_of(invoice: &Invoice, id: InvoiceId) -> ItemKey {
    let party = Party::buyer(invoice.customer, invoice.order);
    ItemKey { party, account: LedgerAccount::Receivables, kind: ItemKind::Invoice, id: id.number() }
}

/// What the rule of a kind makes of the figures of a document.
fn booked(country: Country, invoice: &Invoice, kind: InvoiceKind) -> Booked {
    let taxed = |totals: &Totals| -> Vec<TaxedSum> {
        let tag = |rate| TaxTag { country, category: category(invoice.tax_reason, rate), rate };
        let groups = totals.groups.iter();
        groups.map(|group| TaxedSum { tag: tag(group.rate), net: group.net, tax: group.tax }).collect()
    };
    let (customer, gross) = (invoice.customer, invoice.totals.gross);
    let figures = DocumentFigures { customer, gross, groups: taxed(&invoice.totals) };
    match kind {
        InvoiceKind::Invoice => invoice_issued(&figures),
        InvoiceKind::CreditNote => credit_note_issued(&figures),
        InvoiceKind::Partial => partial_invoice_issued(&figures),
        InvoiceKind::DownPayment => down_payment_invoiced(&figures),
        InvoiceKind::Final => {
            let before = invoice.settles.iter().map(|before| ChargedBefore {
                is_down_payment: before.kind == InvoiceKind::DownPayment,
                gross: before.totals.gross,
                groups: taxed(&before.totals),
            });
            final_invoice_issued(&figures, &before.collect::<Vec<_>>())
        }
        InvoiceKind::Cancellation => {
            let former = invoice.cancels.filter(|former| *former != InvoiceKind::Cancellation);
            document_cancelled(booked(country, invoice, former.unwrap_or(InvoiceKind::Invoice)))
        }
    }
}

/// What a document says on the account of whoever owes it.
pub(in crate::business) fn personal(invoice: &Invoice) -> Personal {
    let buyer = Some((Party::buyer(invoice.customer, invoice.order), invoice.order));
    let (number, due_on) = (invoice.number.clone(), invoice.due_on);
    let printed = Some(Printed { number, due_on, service_on: Some(invoice.delivered_on) });
    Personal { buyer, printed, first: Vec::new() }
}
