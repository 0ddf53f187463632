//! What was held back of pay is part of the balance again.

use crate::business::ledger::rules::Booked;
use crate::business::ledger::{LedgerAccount, LedgerKey};
use crate::values::{Money, PartnerId};

pub fn reserve_freed(freed: &[(PartnerId, Money)]) -> Booked {
    let lines = freed.iter().flat_map(|(partner, amount)| {
        let held = LedgerKey::of_partner(LedgerAccount::CommissionReserve, *partner);
        let payable = LedgerKey::of_partner(LedgerAccount::CommissionPayable, *partner);
        [(held, *amount), (payable, -*amount)]
    });
    Booked::new("reserve_freed", lines.collect())
}
