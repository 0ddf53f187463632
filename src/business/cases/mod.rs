//! Adaptive case management: what has to be done for somebody, by whom, until when.
//!
//! - *Case*: the file of one concern, about a subject, with its tasks. It is opened from a template.
//! - *Task*: one thing to do, for a role or one person, with a due day.
//! - *Ready*: a task that can be done now, because everything before it is done.

mod case;
mod records;

pub use case::{Case, CaseState, Task, TaskState};
pub use records::{TABLES, case, case_of, cases, ready_tasks, ready_tasks_of_role};
