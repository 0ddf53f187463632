//! What goes on once somebody has agreed or refused.

use crate::business::approvals::ApprovalDecided;
use crate::business::commissions;
use crate::business::failure::Failure;
use crate::business::ledger;
use crate::business::partners;
use crate::business::payments::{self, batches};
use crate::business::tx::Tx;

/// Whatever waited for the answer goes on.
pub(super) fn decided(tx: &mut Tx, decided: &ApprovalDecided) -> Result<(), Failure> {
    if let Some(run) = decided.about.id_of() {
        commissions::take_decision(tx, decided.approval, run, decided.agreed);
    }
    if let Some(request) = decided.about.id_of() {
        partners::take_decision(tx, decided.approval, request, decided.agreed)?;
    }
    if let Some(batch) = decided.about.id_of() {
        batches::take_decision(tx, decided.approval, batch, decided.agreed);
    }
    if let Some(closing) = decided.about.id_of() {
        ledger::take_decision(tx, decided.approval, closing, decided.agreed);
    }
    if let Some(collection) = decided.about.id_of() {
        payments::collections::take_decision(tx, decided.approval, collection, decided.agreed);
    }
    Ok(())
}
