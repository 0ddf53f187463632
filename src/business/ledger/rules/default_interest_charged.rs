//! Interest for paying late: damages, so that there is no VAT on it.

use crate::business::ledger::rules::Booked;
use crate::business::ledger::{LedgerAccount, LedgerKey, receivables_of};
use crate::values::{CustomerId, Money};

pub fn default_interest_charged(customer: Option<CustomerId>, interest: Money) -> Booked {
    let earned = (LedgerKey::whole(LedgerAccount::InterestIncome), -interest);
    Booked::new("default_interest_charged", vec![(receivables_of(customer), interest), earned])
}
