//! A commission run: commission is an expense, and is owed to each partner.

use crate::business::ledger::rules::Booked;
use crate::business::ledger::{LedgerAccount, LedgerKey};
use crate::values::{Money, PartnerId};

/// What each partner of one posting earned; none when there is nobody.
pub fn run_posted(earned: &[(PartnerId, Money)]) -> Option<Booked> {
    let sum = earned.iter().map(|(_, total)| *total).reduce(|sum, total| sum + total)?;
    let payable = earned.iter().map(|(partner, total)| {
        let key = LedgerKey::of_partner(LedgerAccount::CommissionPayable, *partner);
        (key, -*total)
    });
    let expense = (LedgerKey::whole(LedgerAccount::CommissionExpense), sum);
    Some(Booked::new("run_posted", [expense].into_iter().chain(payable).collect()))
}
