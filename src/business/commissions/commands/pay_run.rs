//! Paying: from the partners' balances to a batch of transfers.

use crate::business::commissions::pay_terms::pay_terms;
use crate::business::commissions::records::run;
use crate::business::commissions::runs::{RunState, run_number};
use crate::business::failure::{Complaint, Failure};
use crate::business::payments::{self, NewBatch};
use crate::business::permission::Permission;
use crate::business::tx::Tx;
use crate::values::{BatchId, Day, RunId};

/// Makes a batch of everything that is owed after a posted run, also what earlier periods left.
pub fn pay_run(tx: &mut Tx, id: RunId, execute_on: Day) -> Result<BatchId, Failure> {
    tx.require(Permission::PaymentsPayOut)?;
    let run = run(tx, id).ok_or_else(Failure::not_found)?;
    let Some(result) = run.result.as_ref().filter(|_| run.state == RunState::Posted) else {
        return Err(Complaint::new("commissions.refusal.not_posted").with("run", run_number(id)).into());
    };
    // The payment is of today and of all periods, whichever run somebody pays from.
    let terms = pay_terms(tx, &run.plan, tx.today(), result.paid.currency()).ok_or_else(Failure::not_found)?;
    payments::make_batch(tx, NewBatch { run: Some(id), execute_on, terms, reference: run.period.to_string() })
}
