//! What an invoice lets off whoever pays it in time, and what of it goods that come back take back.

use serde::{Deserialize, Serialize};

use crate::business::billing::{Invoice, InvoiceKind, invoices_of_order};
use crate::business::failure::Failure;
use crate::business::firm::SkontoStep;
use crate::business::ledger::rules::{TaxedSum, skonto_taken_back};
use crate::business::ledger::{self, ItemKey, ItemKind, LedgerAccount, NewPosting, Party, TaxTag, item, open_day};
use crate::business::orders::{self, Order, category};
use crate::business::payments::commands::personal;
use crate::business::payments::payments_of_order;
use crate::business::tx::{Recorded, Tx};
use crate::store::{Read, Subject};
use crate::values::{Day, InvoiceId, Money, OrderId, Rate};

/// What was let off of the goods of one tax.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LetOff {
    /// The tax, as the books number it.
    pub sub_account: u64,
    pub net: Money,
    pub tax: Money,
}

impl LetOff {
    pub fn gross(self) -> Money {
        self.net + self.tax
    }

    pub(super) fn sum(self) -> Option<TaxedSum> {
        Some(TaxedSum { tag: TaxTag::of_sub_account(self.sub_account)?, net: self.net, tax: self.tax })
    }
}

/// The days until which an invoice lets something off, each with how much that is and what is to be paid then.
pub fn skonto_offers(invoice: &Invoice) -> Vec<(Day, Rate, Money)> {
    let gross = invoice.totals.gross;
    let offer = |step: &SkontoStep| (step.until(invoice.day), step.rate, gross - gross.at_rate(step.rate));
    invoice.skonto.iter().map(offer).collect()
}

/// What is let off when so much arrives for an order on a day: only to the cent, in time, and of an invoice of which
/// nothing was paid before.
pub(super) fn skonto_of(r: &dyn Read, id: OrderId, order: &Order, amount: Money, paid_on: Day) -> Vec<LetOff> {
    let documents = invoices_of_order(r, id);
    let [(invoice_id, invoice)] = documents.as_slice() else { return Vec::new() };
    let gross = invoice.totals.gross;
    if invoice.kind != InvoiceKind::Invoice || amount.currency() != gross.currency() || !gross.is_positive() {
        return Vec::new();
    }
    let key = item_of(id, order, *invoice_id);
    let is_whole = item(r, key).is_some_and(|item| item.open() == gross);
    let meant = |(until, _, rest): &(Day, Rate, Money)| paid_on <= *until && *rest == amount;
    match skonto_offers(invoice).into_iter().find(meant) {
        Some((_, _, rest)) if is_whole => parted(order, invoice, gross - rest),
        _ => Vec::new(),
    }
}

fn item_of(id: OrderId, order: &Order, invoice: InvoiceId) -> ItemKey {
    let party = Party::buyer(order.buyer.customer, id);
    ItemKey { party, account: LedgerAccount::Receivables, kind: ItemKind::Invoice, id: invoice.number() }
}

/// Parts what is let off among the taxes of an invoice, as the goods bear them; the last takes what rounding leaves.
fn parted(order: &Order, invoice: &Invoice, whole: Money) -> Vec<LetOff> {
    let mut left = whole;
    let mut parts = Vec::new();
    let groups = &invoice.totals.groups;
    for (place, group) in groups.iter().enumerate() {
        let share = whole.share((group.net + group.tax).minor(), invoice.totals.gross.minor());
        let gross = if place + 1 == groups.len() { left } else { share };
        left -= gross;
        let rate = group.rate.millionths();
        let tax = gross.share(rate, Rate::WHOLE.millionths() + rate);
        let tag =
            TaxTag { country: order.tax_country, category: category(invoice.tax_reason, group.rate), rate: group.rate };
        parts.push(LetOff { sub_account: tag.sub_account(), net: gross - tax, tax });
    }
    parts.retain(|part| !(part.net.is_zero() && part.tax.is_zero()));
    parts
}

/// What is let off of an order by now: of goods that came back nothing is.
pub(in crate::business) fn let_off(r: &dyn Read, id: OrderId) -> Vec<LetOff> {
    let paid = payments_of_order(r, id).into_iter().filter(|(_, payment)| payment.reversed.is_none());
    let given: Vec<LetOff> = paid.flat_map(|(_, payment)| payment.skonto).collect();
    left_of(r, id, &given)
}

/// What credit notes leave of it.
pub(super) fn left_of(r: &dyn Read, id: OrderId, given: &[LetOff]) -> Vec<LetOff> {
    if given.is_empty() {
        return Vec::new();
    }
    let (mut sold, mut back) = (0, 0);
    for (_, document) in invoices_of_order(r, id) {
        match document.kind {
            InvoiceKind::Invoice => sold += document.totals.gross.minor(),
            InvoiceKind::CreditNote => back += document.totals.gross.minor(),
        }
    }
    less(given, back, sold)
}

fn less(given: &[LetOff], back: i64, sold: i64) -> Vec<LetOff> {
    let rest = |amount: Money| amount - amount.share(back.clamp(0, sold.max(1)), sold.max(1));
    given.iter().map(|part| LetOff { net: rest(part.net), tax: rest(part.tax), ..*part }).collect()
}

/// Books what a credit note takes back of the Skonto of its order. `before` is what was let off until then.
pub(in crate::business) fn take_skonto_back(
    tx: &mut Tx,
    told: &Recorded,
    id: OrderId,
    note: InvoiceId,
    before: &[LetOff],
) -> Result<(), Failure> {
    let order = orders::order(tx, id).ok_or_else(Failure::not_found)?;
    let after = let_off(tx, id);
    let gone = before.iter().zip(&after).map(|(before, after)| LetOff {
        net: before.net - after.net,
        tax: before.tax - after.tax,
        ..*before
    });
    let gone: Vec<TaxedSum> = gone.filter(|part| !part.gross().is_zero()).filter_map(LetOff::sum).collect();
    if gone.is_empty() {
        return Ok(());
    }
    let booked = skonto_taken_back(order.buyer.customer, &gone);
    let (day, subject, personal) = (open_day(tx, tx.today()), Subject::of(note), personal(id, &order));
    ledger::book(tx, told, NewPosting { day, booked, subject, reverses: None, personal })?;
    Ok(())
}
