//! What follows for our accounts at banks.

use crate::business::cases;
use crate::business::failure::Failure;
use crate::business::payments::BankStatementTaken;
use crate::business::payments::bank::open_first_house_account;
use crate::business::tx::Tx;
use crate::store::Subject;

/// The account on our invoices is a house account.
pub(super) fn firm_changed(tx: &mut Tx) -> Result<(), Failure> {
    open_first_house_account(tx);
    Ok(())
}

/// Somebody finds out what lies between two statements that do not follow each other.
pub(super) fn statement_taken(tx: &mut Tx, taken: &BankStatementTaken) -> Result<(), Failure> {
    if taken.has_gap {
        cases::open(tx, &cases::BANK_GAP, Subject::of(taken.statement));
    }
    Ok(())
}
