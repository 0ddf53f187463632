//! A partner pays an order with credit for the shop.

use crate::business::ledger::rules::Booked;
use crate::business::ledger::{LedgerAccount, LedgerKey, receivables_of};
use crate::values::{CustomerId, Money, PartnerId};

pub fn credit_spent(partner: PartnerId, customer: Option<CustomerId>, amount: Money) -> Booked {
    let credit = LedgerKey::of_partner(LedgerAccount::ShopCredit, partner);
    Booked::new("credit_spent", vec![(credit, amount), (receivables_of(customer), -amount)])
}
