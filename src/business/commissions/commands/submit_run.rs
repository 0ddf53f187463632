//! Asking for agreement to a calculated run, and what follows from the answer.

use crate::business::access;
use crate::business::approvals::{self, Matter, NewApproval};
use crate::business::commissions::commands::open_to_change::open_run_to_change;
use crate::business::commissions::events::{RunCalculated, RunDecided, RunSubmitted};
use crate::business::commissions::records::{RUN_ID_TO_RUN, run};
use crate::business::commissions::runs::{Run, RunState, run_number};
use crate::business::failure::{Complaint, Failure};
use crate::business::permission::Permission;
use crate::business::tx::{Happening, Tx};
use crate::store::{Entry, Subject, entries_of};
use crate::values::{AccountId, ApprovalId, PersonId, RunId};

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
    let mut barred_accounts = calculators(tx, id);
    barred_accounts.extend(before.opened_by);
    let calculated_by = barred_accounts.iter().filter_map(|account| access::account(tx, *account));
    let mut barred_persons: Vec<PersonId> = calculated_by.map(|account| account.person).collect();
    barred_persons.extend(before.opened_by_person);
    let approval = approvals::ask(
        tx,
        NewApproval { matter: Matter::Run, subject: Subject::of(id), barred_accounts, barred_persons },
    );
    let told = tx.record(RunSubmitted { run: id, approval });
    let submitted = Run { state: RunState::Submitted, approval: Some(approval), ..before };
    tx.save(&told, &RUN_ID_TO_RUN, &id, &submitted);
    Ok(approval)
}

/// Everybody who has calculated the run, as the journal knows: they had a hand in it too.
fn calculators(tx: &Tx, id: RunId) -> Vec<AccountId> {
    let calculated = |entry: &Entry| entry.room == RunCalculated::ROOM && entry.event == RunCalculated::NAME;
    let told = entries_of(tx, &Subject::of(id)).into_iter().filter(calculated);
    told.filter_map(|entry| entry.actor.strip_prefix("account:").and_then(AccountId::parse)).collect()
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
