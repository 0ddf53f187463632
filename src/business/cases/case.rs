//! Cases and tasks. The tasks live inside their case: they are read and written together.

use serde::{Deserialize, Serialize};

use crate::store::{Stored, Subject};
use crate::values::{AccountId, Day, Instant};

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Case {
    /// The template it was opened from: `order`, `return`, `withdrawal`, …
    pub template: String,
    pub subject: Subject,
    pub opened_at: Instant,
    pub closed_at: Option<Instant>,
    pub state: CaseState,
    pub tasks: Vec<Task>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum CaseState {
    Open,
    Closed,
    Cancelled,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Task {
    /// What is to do, as a stable word: `check`, `take_payment`, `pick`, `pack`, `hand_over`, …
    pub key: String,
    /// The key of the role whose people do it.
    pub role: String,
    pub assigned_to: Option<AccountId>,
    pub state: TaskState,
    pub due_on: Day,
    pub done_at: Option<Instant>,
    pub done_by: Option<AccountId>,
    pub note: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum TaskState {
    /// Something before it is not done yet.
    Waiting,
    Ready,
    Done,
    /// Not needed here; the note says why.
    Skipped,
}

impl Stored for Case {
    const VERSION: u8 = 1;
}
