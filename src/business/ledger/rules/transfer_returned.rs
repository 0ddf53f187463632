//! A bank has sent the money of a transfer back: the partner is owed it again.

use crate::business::ledger::rules::Booked;
use crate::business::ledger::{LedgerAccount, LedgerKey};
use crate::values::{Money, PartnerId};

pub fn transfer_returned(partner: PartnerId, amount: Money) -> Booked {
    let payable = LedgerKey::of_partner(LedgerAccount::CommissionPayable, partner);
    Booked::new("transfer_returned", vec![(LedgerKey::whole(LedgerAccount::Bank), amount), (payable, -amount)])
}

/// What came back belonged to something else.
pub fn return_reversed(partner: PartnerId, amount: Money) -> Booked {
    transfer_returned(partner, amount).opposite("return_reversed")
}
