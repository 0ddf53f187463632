//! What is owed for an order, and what has come in.

use crate::business::billing::{self, InvoiceKind, reminders};
use crate::business::orders::{self, Order, OrderState};
use crate::business::payments::{LetOff, let_off, payments_of_order};
use crate::store::Read;
use crate::values::{Day, Money, OrderId};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Settlement {
    /// By invoices and credit notes, less what was let off; by the order itself until it is wholly invoiced.
    pub owed: Money,
    /// Fees and interest of reminders. They come on top: goods are paid without them.
    pub charged: Money,
    /// Payments less what was paid back.
    pub received: Money,
    /// The day of the newest payment that came in.
    pub last_received_on: Option<Day>,
}

impl Settlement {
    /// What is still to come for the goods; negative when more has come than goods and charges together are.
    pub fn open(self) -> Money {
        let nothing = Money::zero(self.owed.currency());
        let rest = self.owed - self.received;
        if rest.is_negative() { (rest + self.charged).min(nothing) } else { rest }
    }

    /// The day since which everything is paid.
    pub fn paid_on(self) -> Option<Day> {
        self.last_received_on.filter(|_| self.received.is_positive() && !self.open().is_positive())
    }
}

/// How an order stands; `None` when there is no such order.
pub fn settlement(r: &dyn Read, id: OrderId) -> Option<Settlement> {
    let order = orders::order(r, id)?;
    let nothing = Money::zero(order.shipping.price.currency());
    let payments: Vec<_> =
        payments_of_order(r, id).into_iter().filter(|(_, payment)| payment.reversed.is_none()).collect();
    let received = payments.iter().fold(nothing, |sum, (_, payment)| sum + payment.amount);
    let incoming = payments.iter().filter(|(_, payment)| payment.amount.is_positive());
    let last_received_on = incoming.map(|(_, payment)| payment.received_on).max();
    let charged = reminders::charged_on(r, id).unwrap_or(nothing);
    let skonto = let_off(r, id).into_iter().map(LetOff::gross).fold(nothing, |sum, part| sum + part);
    Some(Settlement { owed: owed(r, id, &order) - skonto, charged, received, last_received_on })
}

fn owed(r: &dyn Read, id: OrderId, order: &Order) -> Money {
    let nothing = Money::zero(order.shipping.price.currency());
    let documents = billing::invoices_of_order(r, id);
    if order.state == OrderState::Cancelled || billing::whole_invoice(&documents).is_some() {
        return documents.iter().fold(nothing, |sum, (_, document)| sum + document.charged());
    }
    // Parts that were charged before are parts of the whole; what was given back of them is owed no more.
    let given_back = documents.iter().filter(|(_, document)| document.kind == InvoiceKind::CreditNote);
    given_back.fold(order.totals().gross, |sum, (_, note)| sum + note.charged())
}
