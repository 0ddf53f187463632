//! Saving a case together with its place in the queues.

use std::collections::BTreeSet;

use crate::business::cases::records::{ACCOUNT_TO_READY_TASK, CASE_ID_TO_CASE, ROLE_TO_READY_TASK, SUBJECT_TO_CASE_ID};
use crate::business::cases::{Case, CaseState, TaskState};
use crate::business::tx::{Recorded, Tx};
use crate::values::{AccountId, CaseId, Day};

type RoleRow = (String, Day, CaseId, u32);
type AccountRow = (AccountId, Day, CaseId, u32);

/// Saves a new case.
pub(super) fn keep_new(tx: &mut Tx, told: &Recorded, id: CaseId, case: &Case) {
    tx.save(told, &SUBJECT_TO_CASE_ID, &(case.subject.kind.clone(), case.subject.id, id), &());
    let (roles, accounts) = rows(id, case);
    for row in &roles {
        tx.save(told, &ROLE_TO_READY_TASK, row, &());
    }
    for row in &accounts {
        tx.save(told, &ACCOUNT_TO_READY_TASK, row, &());
    }
    tx.save(told, &CASE_ID_TO_CASE, &id, case);
}

/// Saves a changed case; its tasks leave and enter the queues as their states ask.
pub(super) fn keep_changed(tx: &mut Tx, told: &Recorded, id: CaseId, before: &Case, after: &Case) {
    let (roles_before, accounts_before) = rows(id, before);
    let (roles_after, accounts_after) = rows(id, after);
    for row in roles_before.difference(&roles_after) {
        tx.remove(told, &ROLE_TO_READY_TASK, row);
    }
    for row in roles_after.difference(&roles_before) {
        tx.save(told, &ROLE_TO_READY_TASK, row, &());
    }
    for row in accounts_before.difference(&accounts_after) {
        tx.remove(told, &ACCOUNT_TO_READY_TASK, row);
    }
    for row in accounts_after.difference(&accounts_before) {
        tx.save(told, &ACCOUNT_TO_READY_TASK, row, &());
    }
    tx.save(told, &CASE_ID_TO_CASE, &id, after);
}

/// The rows of a case in both queues: the ready tasks of an open case.
pub(super) fn rows(id: CaseId, case: &Case) -> (BTreeSet<RoleRow>, BTreeSet<AccountRow>) {
    let mut roles = BTreeSet::new();
    let mut accounts = BTreeSet::new();
    if case.state != CaseState::Open {
        return (roles, accounts);
    }
    for (place, task) in (0..).zip(&case.tasks).filter(|(_, task)| task.state == TaskState::Ready) {
        roles.insert((task.role.clone(), task.due_on, id, place));
        if let Some(account) = task.assigned_to {
            accounts.insert((account, task.due_on, id, place));
        }
    }
    (roles, accounts)
}
