//! Goods come back that were paid less Skonto: what was let off for them is let off no longer.

use crate::business::ledger::receivables_of;
use crate::business::ledger::rules::payment_less_skonto::less_sold;
use crate::business::ledger::rules::{Booked, TaxedSum};
use crate::values::{CustomerId, Money};

pub fn skonto_taken_back(customer: Option<CustomerId>, let_off: &[TaxedSum]) -> Booked {
    let mut lines = less_sold(let_off);
    let currency = let_off.first().map(|part| part.net.currency());
    let whole =
        currency.map(|currency| let_off.iter().fold(Money::zero(currency), |sum, part| sum + part.net + part.tax));
    lines.extend(whole.map(|whole| (receivables_of(customer), -whole)));
    Booked::new("skonto_taken_back", lines).opposite("skonto_taken_back")
}
