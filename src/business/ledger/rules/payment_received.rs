//! Money of a buyer on our account: what the buyer owes is that much less.

use crate::business::ledger::rules::Booked;
use crate::business::ledger::{LedgerAccount, LedgerKey, receivables_of};
use crate::values::{CustomerId, Money};

pub fn payment_received(customer: Option<CustomerId>, amount: Money) -> Booked {
    let lines = vec![(LedgerKey::whole(LedgerAccount::Bank), amount), (receivables_of(customer), -amount)];
    Booked::new("payment_received", lines)
}
