//! Looking through invoices by what is still to come for them.

use std::cmp::Ordering;

use crate::business::billing::{self, Invoice, InvoiceKind};
use crate::business::failure::Failure;
use crate::business::ledger::{self, ItemKey, ItemKind, LedgerAccount, Party};
use crate::business::payments::settlement;
use crate::business::permission::Permission;
use crate::business::view::View;
use crate::values::{Day, InvoiceId, Money, OrderId};

/// How an invoice stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InvoiceStanding {
    Paid,
    /// To be paid, and there is still time.
    Open,
    Overdue,
    /// Nothing is to come for a credit note, nor for what takes an invoice back.
    CreditNote,
    /// It was taken back.
    Cancelled,
}

impl InvoiceStanding {
    pub const ALL: [InvoiceStanding; 5] = [
        InvoiceStanding::Open,
        InvoiceStanding::Overdue,
        InvoiceStanding::Paid,
        InvoiceStanding::CreditNote,
        InvoiceStanding::Cancelled,
    ];

    /// A stable word for addresses and text keys.
    pub const fn word(self) -> &'static str {
        match self {
            InvoiceStanding::Paid => "paid",
            InvoiceStanding::Open => "open",
            InvoiceStanding::Overdue => "overdue",
            InvoiceStanding::CreditNote => "credit_note",
            InvoiceStanding::Cancelled => "cancelled",
        }
    }
}

/// What somebody wants to see; what is left empty narrows nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct InvoiceWish {
    /// Part of a number or of a name.
    pub words: String,
    pub standing: Option<InvoiceStanding>,
    pub from: Option<Day>,
    pub to: Option<Day>,
    pub order_by: InvoiceOrder,
    pub backwards: bool,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum InvoiceOrder {
    /// Newest first.
    #[default]
    Age,
    Name,
    Gross,
    Due,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InvoiceRow {
    pub id: InvoiceId,
    pub number: String,
    pub kind: InvoiceKind,
    pub day: Day,
    pub due_on: Day,
    pub name: String,
    pub order: OrderId,
    pub gross: Money,
    pub open: Money,
    pub standing: InvoiceStanding,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FoundInvoices {
    pub rows: Vec<InvoiceRow>,
    /// How many fit altogether.
    pub total: usize,
}

/// What is still to come for an invoice, and how it stands. Payments are for an order, and so is what is open; what is
/// open for a part of it stands in the books.
pub fn invoice_standing(view: &View<'_>, id: InvoiceId, invoice: &Invoice) -> (Money, InvoiceStanding) {
    let nothing = Money::zero(invoice.totals.gross.currency());
    if !invoice.kind.charges() {
        return (nothing, InvoiceStanding::CreditNote);
    }
    if billing::cancelled_by(view, id, invoice).is_some() {
        return (nothing, InvoiceStanding::Cancelled);
    }
    let item_open = |id: InvoiceId| {
        let party = Party::buyer(invoice.customer, invoice.order);
        let account = LedgerAccount::Receivables;
        let key = ItemKey { party, account, kind: ItemKind::Invoice, id: id.number() };
        ledger::item(view, key).map_or(nothing, |item| item.open())
    };
    let open = if invoice.kind.is_part() {
        item_open(id)
    } else {
        let of_order = settlement(view, invoice.order).map_or(nothing, |settlement| settlement.open());
        // What a final invoice takes off is open with the documents that charged it.
        invoice.settles.iter().fold(of_order, |open, before| open - item_open(before.invoice))
    };
    if !open.is_positive() {
        (nothing, InvoiceStanding::Paid)
    } else if invoice.due_on < view.today() {
        (open, InvoiceStanding::Overdue)
    } else {
        (open, InvoiceStanding::Open)
    }
}

/// Finds invoices and credit notes, and gives those after the first `skip`, `limit` at most.
pub fn find_invoices(view: &View<'_>, wish: &InvoiceWish, skip: usize, limit: usize) -> Result<FoundInvoices, Failure> {
    view.require(Permission::BillingView)?;
    let mut found: Vec<(InvoiceId, Invoice)> = billing::invoices(view, None, usize::MAX);
    let words = wish.words.trim().to_lowercase();
    found.retain(|(_, invoice)| wish.fits(&words, invoice));
    found.sort_by(|one, other| wish.compared(one, other));
    let Some(standing) = wish.standing else {
        // How one stands is asked only for those that are shown.
        let total = found.len();
        let page = found.into_iter().skip(skip).take(limit);
        return Ok(FoundInvoices { rows: page.map(|(id, invoice)| row(view, id, &invoice)).collect(), total });
    };
    let rows = found.into_iter().map(|(id, invoice)| row(view, id, &invoice));
    let rows: Vec<InvoiceRow> = rows.filter(|row| row.standing == standing).collect();
    let total = rows.len();
    Ok(FoundInvoices { rows: rows.into_iter().skip(skip).take(limit).collect(), total })
}

impl InvoiceWish {
    fn fits(&self, words: &str, invoice: &Invoice) -> bool {
        let says = invoice.number.to_lowercase().contains(words) || invoice.billing.name.to_lowercase().contains(words);
        (words.is_empty() || says)
            && self.from.is_none_or(|from| invoice.day >= from)
            && self.to.is_none_or(|to| invoice.day <= to)
    }

    fn compared(&self, one: &(InvoiceId, Invoice), other: &(InvoiceId, Invoice)) -> Ordering {
        let name = |invoice: &Invoice| invoice.billing.name.to_lowercase();
        let by_value = match self.order_by {
            InvoiceOrder::Age => other.0.cmp(&one.0),
            InvoiceOrder::Name => name(&one.1).cmp(&name(&other.1)),
            InvoiceOrder::Gross => one.1.totals.gross.minor().cmp(&other.1.totals.gross.minor()),
            InvoiceOrder::Due => one.1.due_on.cmp(&other.1.due_on),
        };
        let directed = if self.backwards { by_value.reverse() } else { by_value };
        directed.then(other.0.cmp(&one.0))
    }
}

fn row(view: &View<'_>, id: InvoiceId, invoice: &Invoice) -> InvoiceRow {
    let (open, standing) = invoice_standing(view, id, invoice);
    InvoiceRow {
        id,
        number: invoice.number.clone(),
        kind: invoice.kind,
        day: invoice.day,
        due_on: invoice.due_on,
        name: invoice.billing.name.clone(),
        order: invoice.order,
        gross: invoice.totals.gross,
        open,
        standing,
    }
}
