//! Where cases are kept, and the queue of tasks that can be done now.

use crate::business::cases::{Case, Task};
use crate::store::{Map, Read, Span, Subject, Table};
use crate::values::{AccountId, CaseId, Day};

pub(super) const CASE_ID_TO_CASE: Map<CaseId, Case> = Map::new(270, "CASE_ID_TO_CASE");
pub(super) const SUBJECT_TO_CASE_ID: Map<(String, u64, CaseId), ()> = Map::new(271, "SUBJECT_TO_CASE_ID");
/// Role, due day, case, place of the task in the case from 0.
pub(super) const ROLE_TO_READY_TASK: Map<(String, Day, CaseId, u32), ()> = Map::new(272, "ROLE_TO_READY_TASK");
/// The same for tasks that somebody has taken.
pub(super) const ACCOUNT_TO_READY_TASK: Map<(AccountId, Day, CaseId, u32), ()> = Map::new(273, "ACCOUNT_TO_READY_TASK");

pub const TABLES: &[Table] =
    &[CASE_ID_TO_CASE.table(), SUBJECT_TO_CASE_ID.table(), ROLE_TO_READY_TASK.table(), ACCOUNT_TO_READY_TASK.table()];

/// Nobody counts further than this by eye; a page says that there are more.
pub const COUNT_MAX: usize = 1_000;

pub fn case(r: &dyn Read, id: CaseId) -> Option<Case> {
    r.get(&CASE_ID_TO_CASE, &id)
}

/// The newest case about a subject.
pub fn case_of(r: &dyn Read, subject: &Subject) -> Option<(CaseId, Case)> {
    let span = Span::prefix(&(subject.kind.clone(), subject.id)).backwards().limit(1);
    let (_, _, id) = r.keys(&SUBJECT_TO_CASE_ID, span).pop()?;
    Some((id, case(r, id)?))
}

/// Newest first, before the one seen last.
pub fn cases(r: &dyn Read, before: Option<CaseId>, limit: usize) -> Vec<(CaseId, Case)> {
    let span = before.map_or_else(Span::all, |id| Span::before(&id));
    r.scan(&CASE_ID_TO_CASE, span.backwards().limit(limit))
}

/// Every case about a subject, newest first.
pub fn cases_of(r: &dyn Read, subject: &Subject) -> Vec<(CaseId, Case)> {
    let ids = r.keys(&SUBJECT_TO_CASE_ID, Span::prefix(&(subject.kind.clone(), subject.id)).backwards());
    ids.into_iter().filter_map(|(_, _, id)| Some((id, case(r, id)?))).collect()
}

/// A task that can be done now, with its case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadyTask {
    pub id: CaseId,
    /// Place of the task within the case, from 0.
    pub place: u32,
    pub case: Case,
    pub task: Task,
}

/// Which of the tasks that can be done now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Due {
    Ever,
    /// On this day.
    On(Day),
    /// Before this day: too late already.
    Before(Day),
    /// After this day: not urgent yet.
    After(Day),
}

/// What a role can do now, most urgent first.
pub fn ready_tasks_of_role(r: &dyn Read, role: &str, due: Due, limit: usize) -> Vec<ReadyTask> {
    let keys = r.keys(&ROLE_TO_READY_TASK, role_span(role, due).limit(limit));
    keys.into_iter().filter_map(|(_, _, id, place)| ready_task(r, id, place)).collect()
}

/// How many there are, up to `COUNT_MAX`.
pub fn count_of_role(r: &dyn Read, role: &str, due: Due) -> usize {
    r.count(&ROLE_TO_READY_TASK, role_span(role, due).limit(COUNT_MAX))
}

/// What somebody has taken and can do now, most urgent first.
pub fn ready_tasks_of_account(r: &dyn Read, account: AccountId, due: Due, limit: usize) -> Vec<ReadyTask> {
    let keys = r.keys(&ACCOUNT_TO_READY_TASK, account_span(account, due).limit(limit));
    keys.into_iter().filter_map(|(_, _, id, place)| ready_task(r, id, place)).collect()
}

/// How many there are, up to `COUNT_MAX`.
pub fn count_of_account(r: &dyn Read, account: AccountId, due: Due) -> usize {
    r.count(&ACCOUNT_TO_READY_TASK, account_span(account, due).limit(COUNT_MAX))
}

/// What anybody can do now, role by role.
pub fn ready_tasks(r: &dyn Read, limit: usize) -> Vec<ReadyTask> {
    let keys = r.keys(&ROLE_TO_READY_TASK, Span::all().limit(limit));
    keys.into_iter().filter_map(|(_, _, id, place)| ready_task(r, id, place)).collect()
}

/// Every task of this name that can be done now, most urgent first, whoever is to do it.
pub fn ready_tasks_named(r: &dyn Read, task: &str, due: Due) -> Vec<ReadyTask> {
    let is_due = |day: Day| match due {
        Due::Ever => true,
        Due::On(wanted) => day == wanted,
        Due::Before(wanted) => day < wanted,
        Due::After(wanted) => day > wanted,
    };
    let rows = r.keys(&ROLE_TO_READY_TASK, Span::all()).into_iter().filter(|(_, day, _, _)| is_due(*day));
    let ready = rows.filter_map(|(_, _, id, place)| ready_task(r, id, place));
    let mut named: Vec<ReadyTask> = ready.filter(|ready| ready.task.key == task).collect();
    named.sort_by_key(|ready| (ready.task.due_on, ready.id));
    named
}

/// The queue itself, for the check that compares it with the cases: role, due day, case, place.
pub fn ready_queue(r: &dyn Read) -> Vec<(String, Day, CaseId, u32)> {
    r.keys(&ROLE_TO_READY_TASK, Span::all())
}

fn role_span(role: &str, due: Due) -> Span {
    let role = role.to_owned();
    match due {
        Due::Ever => Span::prefix(&(role,)),
        Due::On(day) => Span::prefix(&(role, day)),
        Due::Before(day) => Span::between(&(role.clone(),), &(role, day.plus_days(-1))),
        Due::After(day) => Span::between(&(role.clone(), day.plus_days(1)), &(role,)),
    }
}

fn account_span(account: AccountId, due: Due) -> Span {
    match due {
        Due::Ever => Span::prefix(&(account,)),
        Due::On(day) => Span::prefix(&(account, day)),
        Due::Before(day) => Span::between(&(account,), &(account, day.plus_days(-1))),
        Due::After(day) => Span::between(&(account, day.plus_days(1)), &(account,)),
    }
}

fn ready_task(r: &dyn Read, id: CaseId, place: u32) -> Option<ReadyTask> {
    let case = case(r, id)?;
    let task = case.task(place)?.clone();
    Some(ReadyTask { id, place, case, task })
}
