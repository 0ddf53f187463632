//! Credit for the shop that was spent is there again; its amount is negative, as the payment that it is.

use crate::business::ledger::rules::{Booked, credit_spent};
use crate::values::{CustomerId, Money, PartnerId};

pub fn credit_given_back(partner: PartnerId, customer: Option<CustomerId>, amount: Money) -> Booked {
    credit_spent(partner, customer, amount).called("credit_given_back")
}
