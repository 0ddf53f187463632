//! Money of a direct debit went back to the payer: it is owed again, and the bank took its charge besides.

use crate::business::ledger::rules::Booked;
use crate::business::ledger::{LedgerAccount, LedgerKey, receivables_of};
use crate::values::{CustomerId, Money};

/// Both amounts are positive.
pub fn debit_returned(customer: Option<CustomerId>, amount: Money, charges: Money) -> Booked {
    let lines = vec![
        (LedgerKey::whole(LedgerAccount::Bank), -(amount + charges)),
        (receivables_of(customer), amount),
        (LedgerKey::whole(LedgerAccount::BankCharges), charges),
    ];
    Booked::new("debit_returned", lines)
}
