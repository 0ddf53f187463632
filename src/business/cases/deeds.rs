//! Cases that open, move on and end because of what happened elsewhere.

use crate::business::cases::case::{Case, CaseState};
use crate::business::cases::commands::{finished, task_name};
use crate::business::cases::events::{CaseCancelled, CaseOpened, TaskDone, TaskReopened, TaskSkipped};
use crate::business::cases::keep::{keep_changed, keep_new};
use crate::business::cases::records::cases_of;
use crate::business::cases::{TaskState, Template};
use crate::business::failure::{Complaint, Failure};
use crate::business::tx::Tx;
use crate::store::Subject;
use crate::values::CaseId;

/// Tasks that are finished by a deed elsewhere, never by a tick.
const DEEDS: [&str; 14] = [
    "take_payment",
    "pick",
    "pack",
    "hand_over",
    "take_back",
    "refund",
    "calculate_run",
    "submit_run",
    "agree_to_run",
    "post_run",
    "pay_run",
    "answer_objection",
    "check_incoming",
    "await_payment",
];

/// Is this task finished by doing the thing itself?
pub fn is_deed(task: &str) -> bool {
    DEEDS.contains(&task)
}

/// Opens a case as a consequence.
pub(in crate::business) fn open(tx: &mut Tx, template: &Template, subject: Subject) -> CaseId {
    let id = tx.next_id();
    let case = template.open(subject, tx.now(), tx.today());
    let told = tx.record(CaseOpened { case: id, template: template.key.to_owned(), about: case.subject.clone() });
    keep_new(tx, &told, id, &case);
    id
}

/// Finishes a task whose deed was done. Refuses when something before it is not finished: goods do not leave
/// the shelf before the order was checked. Without an open case there is nothing to finish.
pub(in crate::business) fn finish_in_turn(tx: &mut Tx, subject: &Subject, task: &str) -> Result<(), Failure> {
    let Some((id, case, place)) = open_case_with(tx, subject, task) else { return Ok(()) };
    if let Some(obstacle) = case.obstacle(place) {
        return Err(Complaint::new("cases.refusal.something_before").with("task", task_name(&obstacle.key)).into());
    }
    finish(tx, id, &case, place);
    Ok(())
}

/// Finishes a task whose deed was done, whatever its turn: money may come at any time.
pub(in crate::business) fn finish_early(tx: &mut Tx, subject: &Subject, task: &str) {
    if let Some((id, case, place)) = open_case_with(tx, subject, task) {
        finish(tx, id, &case, place);
    }
}

/// Takes back that a deed was done.
pub(in crate::business) fn undo(tx: &mut Tx, subject: &Subject, task: &str) {
    let found = cases_of(tx, subject).into_iter().find_map(|(id, case)| {
        let place = case.tasks.iter().position(|known| known.key == task && known.state == TaskState::Done)?;
        (case.state != CaseState::Cancelled).then_some((id, case, u32::try_from(place).ok()?))
    });
    let Some((id, before, place)) = found else { return };
    let told = tx.record(TaskReopened { case: id, task: task.to_owned(), place });
    let mut after = before.clone();
    super::commands::reopen(&mut after, place);
    after.settle(tx.now(), tx.today());
    keep_changed(tx, &told, id, &before, &after);
}

/// Leaves a task out because there is nothing left to do in it.
pub(in crate::business) fn leave_out(tx: &mut Tx, subject: &Subject, task: &str) {
    let Some((id, before, place)) = open_case_with(tx, subject, task) else { return };
    let told = tx.record(TaskSkipped { case: id, task: task.to_owned(), place });
    let mut after = before.clone();
    finished(&mut after, place, TaskState::Skipped, tx.now(), tx.actor().account());
    after.settle(tx.now(), tx.today());
    keep_changed(tx, &told, id, &before, &after);
}

/// Ends the case of a kind about a subject.
pub(in crate::business) fn cancel_about(tx: &mut Tx, subject: &Subject, template: &str) {
    let open =
        cases_of(tx, subject).into_iter().find(|(_, case)| case.template == template && case.state == CaseState::Open);
    let Some((id, before)) = open else { return };
    let told = tx.record(CaseCancelled { case: id });
    let after = Case { state: CaseState::Cancelled, closed_at: Some(tx.now()), ..before.clone() };
    keep_changed(tx, &told, id, &before, &after);
}

/// Is there an open case about this subject in which this task is not finished?
pub(in crate::business) fn is_to_do(tx: &Tx, subject: &Subject, task: &str) -> bool {
    open_case_with(tx, subject, task).is_some()
}

fn finish(tx: &mut Tx, id: CaseId, before: &Case, place: u32) {
    let key = before.task(place).map(|task| task.key.clone()).unwrap_or_default();
    let told = tx.record(TaskDone { case: id, task: key, place });
    let mut after = before.clone();
    finished(&mut after, place, TaskState::Done, tx.now(), tx.actor().account());
    after.settle(tx.now(), tx.today());
    keep_changed(tx, &told, id, before, &after);
}

fn open_case_with(tx: &Tx, subject: &Subject, task: &str) -> Option<(CaseId, Case, u32)> {
    cases_of(tx, subject)
        .into_iter()
        .filter(|(_, case)| case.state == CaseState::Open)
        .find_map(|(id, case)| case.unfinished(task).map(|place| (id, case, place)))
}
