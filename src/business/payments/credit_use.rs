//! What of a customer's credit line is used: kept as a number for the room of orders, and counted again to prove it.

use crate::business::billing::invoices_of_order;
use crate::business::customers::{self, CreditUsed, all_credit_used, credit_used, keep_credit_used};
use crate::business::defect::Defect;
use crate::business::failure::Complaint;
use crate::business::firm::firm;
use crate::business::ledger::{LedgerAccount, Party, open_items_of};
use crate::business::orders::{Order, OrderState, PaymentMethod, Placement, order, orders_of_customer};
use crate::business::payments::payments_of_order;
use crate::business::tx::{Recorded, Tx};
use crate::store::Read;
use crate::values::{Currency, CustomerId, Money, OrderId};

/// What of a line is used, kept or counted.
pub fn credit_use(r: &dyn Read, id: CustomerId) -> CreditUsed {
    credit_used(r, id).unwrap_or_else(|| recount(r, id))
}

/// The same from items and orders alone.
pub fn recount(r: &dyn Read, id: CustomerId) -> CreditUsed {
    let mut reserved: Vec<(OrderId, Money)> = orders_of_customer(r, id)
        .into_iter()
        .filter_map(|id| Some((id, reserved(r, id, &order(r, id)?))))
        .filter(|(_, amount)| amount.is_positive())
        .collect();
    reserved.sort_by_key(|(id, _)| *id);
    CreditUsed { reserved, ..owed(r, id) }
}

/// What is owed by documents: only debts count, since what stands to the customer's credit belongs to other orders.
fn owed(r: &dyn Read, id: CustomerId) -> CreditUsed {
    let currency = firm(r).map_or(Currency::EUR, |firm| firm.currency);
    let mut items = open_items_of(r, Party::Customer(id), Some(LedgerAccount::Receivables));
    items.retain(|(_, item)| item.open().is_positive() && item.amount.currency() == currency);
    CreditUsed {
        open: items.iter().fold(Money::zero(currency), |sum, (_, item)| sum + item.open()),
        oldest_due: items.iter().map(|(_, item)| item.due_on).min(),
        reserved: Vec::new(),
    }
}

/// What an order on account will cost that has not left yet, less what is invoiced or paid of it.
fn reserved(r: &dyn Read, id: OrderId, order: &Order) -> Money {
    let gross = order.totals().gross;
    let nothing = Money::zero(gross.currency());
    let waits = matches!(order.state, OrderState::Confirmed | OrderState::Picked | OrderState::Packed);
    if order.payment_method != PaymentMethod::Invoice || order.placement == Placement::Imported || !waits {
        return nothing;
    }
    let invoiced = invoices_of_order(r, id).into_iter().fold(nothing, |sum, (_, document)| sum + document.charged());
    let paid = payments_of_order(r, id).into_iter().filter(|(_, payment)| payment.reversed.is_none());
    let paid = paid.fold(nothing, |sum, (_, payment)| sum + payment.amount);
    (gross - invoiced - (paid - invoiced).max(nothing)).max(nothing)
}

/// A customer gets a line: from then on what is used of it is kept.
pub(in crate::business) fn note_credit_of(tx: &mut Tx, told: &Recorded, id: CustomerId) {
    let counted = recount(tx, id);
    keep_credit_used(tx, told, id, &counted);
}

/// An order was placed, changed, invoiced or paid: what it uses of its customer's line is kept anew.
pub(in crate::business) fn note_credit_use(tx: &mut Tx, told: &Recorded, id: OrderId) {
    let Some(found) = order(tx, id) else { return };
    let Some(customer) = found.buyer.customer else { return };
    let before = credit_used(tx, customer);
    let after = match &before {
        None => recount(tx, customer),
        Some(before) => {
            let mut others: Vec<(OrderId, Money)> = before.reserved.clone();
            others.retain(|(known, _)| *known != id);
            let now = reserved(tx, id, &found);
            others.extend(now.is_positive().then_some((id, now)));
            others.sort_by_key(|(id, _)| *id);
            CreditUsed { reserved: others, ..owed(tx, customer) }
        }
    };
    if before.as_ref() != Some(&after) {
        keep_credit_used(tx, told, customer, &after);
    }
}

/// What is kept of each customer is what items and orders say.
pub(in crate::business) fn check(r: &dyn Read) -> Vec<Defect> {
    let wrong = all_credit_used(r).into_iter().filter(|(id, used)| recount(r, *id) != *used);
    wrong
        .map(|(id, _)| {
            let number = customers::customer(r, id).map(|customer| customer.number).unwrap_or_default();
            Defect::new(format!("customer:{id}"), Complaint::new("checks.customers.credit_used").with("number", number))
        })
        .collect()
}
