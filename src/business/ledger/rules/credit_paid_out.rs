//! Credit for the shop becomes part of the balance that is paid as money.

use crate::business::ledger::rules::Booked;
use crate::business::ledger::{LedgerAccount, LedgerKey};
use crate::values::{Money, PartnerId};

pub fn credit_paid_out(partner: PartnerId, amount: Money) -> Booked {
    let credit = LedgerKey::of_partner(LedgerAccount::ShopCredit, partner);
    let payable = LedgerKey::of_partner(LedgerAccount::CommissionPayable, partner);
    Booked::new("credit_paid_out", vec![(credit, amount), (payable, -amount)])
}
