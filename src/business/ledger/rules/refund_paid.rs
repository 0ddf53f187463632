//! Money that went back to a buyer; its amount is negative, as the payment that it is.

use crate::business::ledger::rules::{Booked, payment_received};
use crate::values::{CustomerId, Money};

pub fn refund_paid(customer: Option<CustomerId>, amount: Money) -> Booked {
    payment_received(customer, amount).called("refund_paid")
}
