//! What happens to cases and tasks. Reasons are kept with the task: they may name people.

use serde::Serialize;

use crate::business::tx::Happening;
use crate::store::Subject;
use crate::values::{AccountId, CaseId, Day};

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct CaseOpened {
    pub case: CaseId,
    pub template: String,
    pub about: Subject,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct TaskDone {
    pub case: CaseId,
    pub task: String,
    pub place: u32,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct TaskAssigned {
    pub case: CaseId,
    pub task: String,
    pub place: u32,
    /// `None` gives it back to the role.
    pub account: Option<AccountId>,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct TaskSkipped {
    pub case: CaseId,
    pub task: String,
    pub place: u32,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct TaskReopened {
    pub case: CaseId,
    pub task: String,
    pub place: u32,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct TaskPostponed {
    pub case: CaseId,
    pub task: String,
    pub place: u32,
    pub from: Day,
    pub to: Day,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct TaskAdded {
    pub case: CaseId,
    pub task: String,
    pub place: u32,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct TaskNoted {
    pub case: CaseId,
    pub task: String,
    pub place: u32,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct CaseCancelled {
    pub case: CaseId,
}

macro_rules! about_a_case {
    ($($event:ident $name:literal;)*) => {$(
        impl Happening for $event {
            const ROOM: &'static str = "cases";
            const NAME: &'static str = $name;

            fn subject(&self) -> Subject {
                Subject::of(self.case)
            }
        }
    )*};
}

about_a_case! {
    CaseOpened "case_opened";
    TaskDone "task_done";
    TaskAssigned "task_assigned";
    TaskSkipped "task_skipped";
    TaskReopened "task_reopened";
    TaskPostponed "task_postponed";
    TaskAdded "task_added";
    TaskNoted "task_noted";
    CaseCancelled "case_cancelled";
}
