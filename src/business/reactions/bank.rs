//! What follows for our accounts at banks.

use crate::business::cases;
use crate::business::failure::Failure;
use crate::business::payments::BankStatementTaken;
use crate::business::payments::bank::open_first_house_account;
use crate::business::tx::Tx;
use crate::store::Subject;
use crate::values::OrderId;

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

/// Somebody finds out with the customer why a direct debit came back.
pub(super) fn debit_came_back(tx: &mut Tx, order: OrderId) {
    let subject = Subject::of(order);
    if !cases::is_to_do(tx, &subject, "settle_returned_debit") {
        cases::open(tx, &cases::RETURNED_DEBIT, subject);
    }
}
