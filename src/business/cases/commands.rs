//! What people do with cases and their tasks.

use crate::business::access;
use crate::business::cases::case::{Case, CaseState, OTHER, Task, TaskState};
use crate::business::cases::deeds::{is_deed, open};
use crate::business::cases::events::{
    CaseCancelled, TaskAdded, TaskAssigned, TaskDone, TaskNoted, TaskPostponed, TaskReopened, TaskSkipped,
};
use crate::business::cases::keep::keep_changed;
use crate::business::cases::records::case;
use crate::business::cases::template_by_hand;
use crate::business::failure::{Argument, Complaint, Failure};
use crate::business::permission::Permission;
use crate::business::shipping;
use crate::business::tx::Tx;
use crate::store::Subject;
use crate::values::{AccountId, CaseId, Day, Instant, OrderKind};

/// A task of a case: its place within it, from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TaskPlace {
    pub case: CaseId,
    pub place: u32,
}

/// Opens a case from a template that staff may use.
pub fn open_case(tx: &mut Tx, template: &str, subject: &Subject) -> Result<CaseId, Failure> {
    tx.require(Permission::CasesWork)?;
    let template = template_by_hand(template).ok_or_else(Failure::not_found)?;
    Ok(open(tx, template, subject.clone()))
}

/// Finishes a task, with a note. A task that is a deed is finished by doing it: picking and handing over are
/// done at once; packing and money need particulars and have pages of their own.
pub fn complete_task(tx: &mut Tx, at: TaskPlace, note: &str) -> Result<(), Failure> {
    tx.require(Permission::CasesWork)?;
    let (before, task) = open_task(tx, at)?;
    ready(&before, &task, at.place)?;
    if is_deed(&task.key) {
        write_note(tx, at, &before, note);
        return do_deed(tx, &before, &task);
    }
    let told = tx.record(TaskDone { case: at.case, task: task.key, place: at.place });
    let mut after = before.clone();
    finished(&mut after, at.place, TaskState::Done, tx.now(), tx.actor().account());
    add_note(&mut after, at.place, note);
    after.settle(tx.now(), tx.today());
    keep_changed(tx, &told, at.case, &before, &after);
    Ok(())
}

/// Writes something down beside a task.
pub fn note_task(tx: &mut Tx, at: TaskPlace, note: &str) -> Result<(), Failure> {
    tx.require(Permission::CasesWork)?;
    let before = case(tx, at.case).ok_or_else(Failure::not_found)?;
    before.task(at.place).ok_or_else(Failure::not_found)?;
    if note.trim().is_empty() {
        return Err(Complaint::new("cases.refusal.note_missing").at("note").into());
    }
    write_note(tx, at, &before, note);
    Ok(())
}

/// Takes a task oneself, gives it to somebody, or gives it back to the role.
pub fn assign_task(tx: &mut Tx, at: TaskPlace, account: Option<AccountId>) -> Result<(), Failure> {
    tx.require(Permission::CasesWork)?;
    let (before, task) = open_task(tx, at)?;
    if account.is_some_and(|account| access::account(tx, account).is_none_or(|account| account.locked)) {
        return Err(Complaint::new("cases.refusal.nobody_there").at("account").into());
    }
    let told = tx.record(TaskAssigned { case: at.case, task: task.key, place: at.place, account });
    let mut after = before.clone();
    if let Some(task) = task_mut(&mut after, at.place) {
        task.assigned_to = account;
    }
    keep_changed(tx, &told, at.case, &before, &after);
    Ok(())
}

/// Leaves a task out that is not needed here, with the reason.
pub fn skip_task(tx: &mut Tx, at: TaskPlace, reason: &str) -> Result<(), Failure> {
    tx.require(Permission::CasesWork)?;
    let (before, task) = open_task(tx, at)?;
    needs_reason(reason)?;
    let told = tx.record(TaskSkipped { case: at.case, task: task.key, place: at.place });
    let mut after = before.clone();
    finished(&mut after, at.place, TaskState::Skipped, tx.now(), tx.actor().account());
    add_note(&mut after, at.place, reason);
    after.settle(tx.now(), tx.today());
    keep_changed(tx, &told, at.case, &before, &after);
    Ok(())
}

/// Makes a finished task a task again, with the reason. What was done as a deed is undone as a deed.
pub fn reopen_task(tx: &mut Tx, at: TaskPlace, reason: &str) -> Result<(), Failure> {
    tx.require(Permission::CasesWork)?;
    let before = case(tx, at.case).ok_or_else(Failure::not_found)?;
    let task = before.task(at.place).cloned().ok_or_else(Failure::not_found)?;
    if before.state == CaseState::Cancelled {
        return Err(Complaint::new("cases.refusal.case_ended").into());
    }
    if !task.state.is_finished() {
        return Err(Complaint::new("cases.refusal.not_finished").into());
    }
    if task.state == TaskState::Done && is_deed(&task.key) {
        return Err(Complaint::new("cases.refusal.finished_by_deed").with("task", task_name(&task.key)).into());
    }
    needs_reason(reason)?;
    let told = tx.record(TaskReopened { case: at.case, task: task.key, place: at.place });
    let mut after = before.clone();
    reopen(&mut after, at.place);
    add_note(&mut after, at.place, reason);
    after.settle(tx.now(), tx.today());
    keep_changed(tx, &told, at.case, &before, &after);
    Ok(())
}

/// Moves the day until which a task is to be done, with the reason.
pub fn postpone_task(tx: &mut Tx, at: TaskPlace, to: Day, reason: &str) -> Result<(), Failure> {
    tx.require(Permission::CasesWork)?;
    let (before, task) = open_task(tx, at)?;
    let mut complaints = Vec::new();
    if to < tx.today() {
        complaints.push(Complaint::new("cases.refusal.day_is_past").at("due_on").with("day", to));
    }
    complaints.extend(needs_reason(reason).err());
    Failure::unless_empty(complaints)?;
    let told = tx.record(TaskPostponed { case: at.case, task: task.key, place: at.place, from: task.due_on, to });
    let mut after = before.clone();
    if let Some(task) = task_mut(&mut after, at.place) {
        task.due_on = to;
    }
    after.named_days.insert(at.place, to);
    add_note(&mut after, at.place, reason);
    keep_changed(tx, &told, at.case, &before, &after);
    Ok(())
}

/// Something that no template knew of; the note says what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExtraTask {
    /// The key of the role whose people do it.
    pub role: String,
    pub due_on: Day,
    pub note: String,
}

/// Adds a task to an open case.
pub fn add_task(tx: &mut Tx, id: CaseId, extra: &ExtraTask) -> Result<u32, Failure> {
    tx.require(Permission::CasesWork)?;
    let before = case(tx, id).filter(|case| case.state == CaseState::Open).ok_or_else(Failure::not_found)?;
    let mut complaints = Vec::new();
    if extra.note.trim().is_empty() {
        complaints.push(Complaint::new("cases.refusal.what_is_to_do").at("note"));
    }
    if access::role_by_key(tx, &extra.role).is_none() {
        complaints.push(Complaint::new("cases.refusal.role_unknown").at("role"));
    }
    if extra.due_on < tx.today() {
        complaints.push(Complaint::new("cases.refusal.day_is_past").at("due_on").with("day", extra.due_on));
    }
    Failure::unless_empty(complaints)?;
    let place = u32::try_from(before.tasks.len()).unwrap_or(u32::MAX);
    let told = tx.record(TaskAdded { case: id, task: OTHER.to_owned(), place });
    let mut after = before.clone();
    after.tasks.push(Task {
        key: OTHER.to_owned(),
        role: extra.role.clone(),
        assigned_to: None,
        state: TaskState::Ready,
        due_on: extra.due_on,
        days: 0,
        after: Vec::new(),
        done_at: None,
        done_by: None,
        note: extra.note.trim().to_owned(),
    });
    after.named_days.insert(place, extra.due_on);
    keep_changed(tx, &told, id, &before, &after);
    Ok(place)
}

/// Ends a case whose concern is gone, with the reason.
pub fn cancel_case(tx: &mut Tx, id: CaseId, reason: &str) -> Result<(), Failure> {
    tx.require(Permission::CasesWork)?;
    let before = case(tx, id).ok_or_else(Failure::not_found)?;
    if before.state != CaseState::Open {
        return Err(Complaint::new("cases.refusal.case_ended").into());
    }
    if before.template == "order" {
        return Err(Complaint::new("cases.refusal.ends_with_its_order").into());
    }
    needs_reason(reason)?;
    let told = tx.record(CaseCancelled { case: id });
    let mut after = Case { state: CaseState::Cancelled, closed_at: Some(tx.now()), ..before.clone() };
    let places = 0..u32::try_from(after.tasks.len()).unwrap_or(u32::MAX);
    for place in places.filter(|place| before.task(*place).is_some_and(|task| !task.state.is_finished())) {
        add_note(&mut after, place, reason);
    }
    keep_changed(tx, &told, id, &before, &after);
    Ok(())
}

/// Marks a task as finished by somebody.
pub(super) fn finished(case: &mut Case, place: u32, state: TaskState, at: Instant, by: Option<AccountId>) {
    if let Some(task) = task_mut(case, place) {
        task.state = state;
        task.done_at = Some(at);
        task.done_by = by;
    }
}

/// Makes a finished task wait again; settling the case decides whether it is ready.
pub(super) fn reopen(case: &mut Case, place: u32) {
    if let Some(task) = task_mut(case, place) {
        task.state = TaskState::Waiting;
        task.done_at = None;
        task.done_by = None;
    }
}

fn add_note(case: &mut Case, place: u32, note: &str) {
    let note = note.trim();
    if let Some(task) = task_mut(case, place).filter(|_| !note.is_empty()) {
        if !task.note.is_empty() {
            task.note.push('\n');
        }
        task.note.push_str(note);
    }
}

fn task_mut(case: &mut Case, place: u32) -> Option<&mut Task> {
    case.tasks.get_mut(usize::try_from(place).ok()?)
}

/// Does what the task is about; the reaction to the deed finishes the task.
fn do_deed(tx: &mut Tx, case: &Case, task: &Task) -> Result<(), Failure> {
    let order = case.subject.id_of::<OrderKind>();
    match (task.key.as_str(), order) {
        ("pick", Some(order)) => shipping::pick_order(tx, order).map(|_| ()),
        ("hand_over", Some(order)) => shipping::hand_over_order(tx, order),
        _ => Err(Complaint::new("cases.refusal.finished_by_deed").with("task", task_name(&task.key)).into()),
    }
}

fn write_note(tx: &mut Tx, at: TaskPlace, before: &Case, note: &str) {
    if let Some(task) = before.task(at.place).filter(|_| !note.trim().is_empty()) {
        let told = tx.record(TaskNoted { case: at.case, task: task.key.clone(), place: at.place });
        let mut after = before.clone();
        add_note(&mut after, at.place, note);
        keep_changed(tx, &told, at.case, before, &after);
    }
}

/// An unfinished task of an open case.
fn open_task(tx: &Tx, at: TaskPlace) -> Result<(Case, Task), Failure> {
    let found = case(tx, at.case).ok_or_else(Failure::not_found)?;
    let task = found.task(at.place).cloned().ok_or_else(Failure::not_found)?;
    if found.state != CaseState::Open {
        return Err(Complaint::new("cases.refusal.case_ended").into());
    }
    if task.state.is_finished() {
        return Err(Complaint::new("cases.refusal.already_finished").into());
    }
    Ok((found, task))
}

fn ready(case: &Case, task: &Task, place: u32) -> Result<(), Complaint> {
    match case.obstacle(place) {
        Some(obstacle) if task.state == TaskState::Waiting => {
            Err(Complaint::new("cases.refusal.something_before").with("task", task_name(&obstacle.key)))
        }
        _ => Ok(()),
    }
}

fn needs_reason(reason: &str) -> Result<(), Complaint> {
    if reason.trim().is_empty() { Err(Complaint::new("cases.refusal.reason_missing").at("reason")) } else { Ok(()) }
}

/// A task by its name, in the language of the one who reads the refusal.
pub(super) fn task_name(key: &str) -> Argument {
    Argument::Key(format!("cases.task.{key}"))
}
