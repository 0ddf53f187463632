//! The firm keeps what was held back: commission has cost that much less.

use crate::business::ledger::rules::Booked;
use crate::business::ledger::{LedgerAccount, LedgerKey};
use crate::values::{Money, PartnerId};

pub fn reserve_forfeited(partner: PartnerId, amount: Money) -> Booked {
    let held = LedgerKey::of_partner(LedgerAccount::CommissionReserve, partner);
    Booked::new(
        "reserve_forfeited",
        vec![(held, amount), (LedgerKey::whole(LedgerAccount::CommissionExpense), -amount)],
    )
}
