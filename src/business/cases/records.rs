//! Where cases are kept, and the queue of tasks that can be done now.

use crate::business::cases::{Case, Task};
use crate::store::{Map, Read, Span, Subject, Table};
use crate::values::{CaseId, Day};

pub(super) const CASE_ID_TO_CASE: Map<CaseId, Case> = Map::new(270, "CASE_ID_TO_CASE");
pub(super) const SUBJECT_TO_CASE_ID: Map<(String, u64, CaseId), ()> = Map::new(271, "SUBJECT_TO_CASE_ID");
/// Role, due day, case, place of the task in the case from 0.
pub(super) const ROLE_TO_READY_TASK: Map<(String, Day, CaseId, u32), ()> = Map::new(272, "ROLE_TO_READY_TASK");

pub const TABLES: &[Table] = &[CASE_ID_TO_CASE.table(), SUBJECT_TO_CASE_ID.table(), ROLE_TO_READY_TASK.table()];

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

/// What a role can do now, most urgent first.
pub fn ready_tasks_of_role(r: &dyn Read, role: &str, limit: usize) -> Vec<(CaseId, u32, Case, Task)> {
    let keys = r.keys(&ROLE_TO_READY_TASK, Span::prefix(&(role.to_owned(),)).limit(limit));
    keys.into_iter().filter_map(|(_, _, id, place)| ready_task(r, id, place)).collect()
}

/// What anybody can do now.
pub fn ready_tasks(r: &dyn Read, limit: usize) -> Vec<(CaseId, u32, Case, Task)> {
    let keys = r.keys(&ROLE_TO_READY_TASK, Span::all().limit(limit));
    keys.into_iter().filter_map(|(_, _, id, place)| ready_task(r, id, place)).collect()
}

fn ready_task(r: &dyn Read, id: CaseId, place: u32) -> Option<(CaseId, u32, Case, Task)> {
    let case = case(r, id)?;
    let task = case.tasks.get(usize::try_from(place).ok()?)?.clone();
    Some((id, place, case, task))
}
