//! The fee of a reminder: damages for the delay, so that there is no VAT on it.

use crate::business::ledger::rules::Booked;
use crate::business::ledger::{LedgerAccount, LedgerKey, receivables_of};
use crate::values::{CustomerId, Money};

pub fn reminder_fee_charged(customer: Option<CustomerId>, fee: Money) -> Booked {
    let earned = (LedgerKey::whole(LedgerAccount::ReminderFees), -fee);
    Booked::new("reminder_fee_charged", vec![(receivables_of(customer), fee), earned])
}
