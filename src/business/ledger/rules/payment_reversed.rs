//! A payment that was recorded by mistake, taken back: money, or credit for the shop.

use crate::business::ledger::rules::{Booked, credit_spent, payment_received};
use crate::values::{CustomerId, Money, PartnerId};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReversedPayment {
    pub customer: Option<CustomerId>,
    /// As it was recorded: negative where it went back.
    pub amount: Money,
    /// The partner whose credit it was.
    pub credit_of: Option<PartnerId>,
}

pub fn payment_reversed(before: ReversedPayment) -> Booked {
    let booked = match before.credit_of {
        None => payment_received(before.customer, before.amount),
        Some(partner) => credit_spent(partner, before.customer, before.amount),
    };
    booked.opposite("payment_reversed")
}
