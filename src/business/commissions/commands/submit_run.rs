//! Asking for agreement to a calculated run, and what follows from the answer.

use crate::business::approvals::{self, NewApproval};
use crate::business::commissions::commands::calculate_run::open_run_to_change;
use crate::business::commissions::events::{RunDecided, RunSubmitted};
use crate::business::commissions::records::{RUN_ID_TO_RUN, run};
use crate::business::commissions::runs::{Run, RunState, run_number};
use crate::business::failure::{Complaint, Failure};
use crate::business::permission::Permission;
use crate::business::tx::Tx;
use crate::store::Subject;
use crate::values::{ApprovalId, RunId};

/// Lays a run before somebody else, when all its checks have passed.
pub fn submit_run(tx: &mut Tx, id: RunId) -> Result<ApprovalId, Failure> {
    tx.require(Permission::CommissionsRun)?;
    let before = open_run_to_change(tx, id)?;
    let Some(result) = before.result.as_ref().filter(|_| before.state == RunState::Calculated) else {
        return Err(Complaint::new("commissions.refusal.not_calculated").with("run", run_number(id)).into());
    };
    if !result.checks_pass() {
        return Err(Complaint::new("commissions.refusal.checks_failed").with("run", run_number(id)).into());
    }
    let approval = approvals::ask(
        tx,
        NewApproval {
            subject: Subject::of(id),
            permission: Permission::CommissionsApprove,
            barred_accounts: before.opened_by.into_iter().collect(),
            barred_persons: before.opened_by_person.into_iter().collect(),
        },
    );
    let told = tx.record(RunSubmitted { run: id, approval });
    let submitted = Run { state: RunState::Submitted, approval: Some(approval), ..before };
    tx.save(&told, &RUN_ID_TO_RUN, &id, &submitted);
    Ok(approval)
}

/// Somebody has answered; a run that has moved on since then is left alone.
pub(in crate::business) fn take_decision(tx: &mut Tx, approval: ApprovalId, id: RunId, agreed: bool) {
    let waits = |run: &Run| run.state == RunState::Submitted && run.approval == Some(approval);
    if let Some(before) = run(tx, id).filter(waits) {
        let told = tx.record(RunDecided { run: id, agreed });
        let state = if agreed { RunState::Approved } else { RunState::Refused };
        tx.save(&told, &RUN_ID_TO_RUN, &id, &Run { state, ..before });
    }
}
