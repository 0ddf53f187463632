//! Giving up a run that is not posted. It stays, with its reason; the period can be opened anew.

use crate::business::approvals;
use crate::business::commissions::commands::open_to_change::open_run_to_change;
use crate::business::commissions::events::RunCancelled;
use crate::business::commissions::records::RUN_ID_TO_RUN;
use crate::business::commissions::runs::{Run, RunState};
use crate::business::failure::{Complaint, Failure};
use crate::business::permission::Permission;
use crate::business::tx::Tx;
use crate::values::RunId;

pub fn cancel_run(tx: &mut Tx, id: RunId, reason: &str) -> Result<(), Failure> {
    tx.require(Permission::CommissionsRun)?;
    let before = open_run_to_change(tx, id)?;
    if reason.trim().is_empty() {
        return Err(Complaint::new("commissions.refusal.reason_missing").at("reason").into());
    }
    if let Some(approval) = before.approval {
        approvals::withdraw(tx, approval);
    }
    let told = tx.record(RunCancelled { run: id });
    let cancelled = Run { state: RunState::Cancelled, cancelled_because: reason.trim().to_owned(), ..before };
    tx.save(&told, &RUN_ID_TO_RUN, &id, &cancelled);
    Ok(())
}
