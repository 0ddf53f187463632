//! The bank has carried out a batch, or one transfer of it: the money is on its way no more.

use crate::business::ledger::rules::Booked;
use crate::business::ledger::{LedgerAccount, LedgerKey};
use crate::values::Money;

/// `amount`: what left our account, positive.
pub fn batch_executed(amount: Money) -> Booked {
    let in_transit = LedgerKey::whole(LedgerAccount::CommissionInTransit);
    Booked::new("batch_executed", vec![(in_transit, amount), (LedgerKey::whole(LedgerAccount::Bank), -amount)])
}

/// A booking of the bank had been given to the wrong batch.
pub fn execution_reversed(amount: Money) -> Booked {
    batch_executed(amount).opposite("execution_reversed")
}
