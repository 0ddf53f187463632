//! Cases and tasks. The tasks live inside their case: they are read and written together.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::store::{Stored, Subject, read_body_without};
use crate::values::{AccountId, Day, Instant};

/// The key of a task that no template knew of.
pub(super) const OTHER: &str = "other";

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Case {
    /// The template it was opened from: `order`, `return`, `withdrawal`, …
    pub template: String,
    pub subject: Subject,
    pub opened_at: Instant,
    pub closed_at: Option<Instant>,
    pub state: CaseState,
    pub tasks: Vec<Task>,
    /// Days that somebody named himself, by the place of the task: none of them is moved to an earlier day.
    pub named_days: BTreeMap<u32, Day>,
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
    /// Working days that it may take from the day on which it can be done.
    pub days: u32,
    /// Places in the case of the tasks that must be finished before, from 0.
    pub after: Vec<u32>,
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

impl TaskState {
    /// Done, or not needed.
    pub const fn is_finished(self) -> bool {
        matches!(self, TaskState::Done | TaskState::Skipped)
    }
}

impl CaseState {
    pub const ALL: [CaseState; 3] = [CaseState::Open, CaseState::Closed, CaseState::Cancelled];

    /// A stable word for pages and text keys.
    pub const fn word(self) -> &'static str {
        match self {
            CaseState::Open => "open",
            CaseState::Closed => "closed",
            CaseState::Cancelled => "cancelled",
        }
    }

    pub fn text_key(self) -> String {
        format!("cases.state.{}", self.word())
    }
}

impl Task {
    /// The day of a task that was kept without telling whether somebody had named it: nobody puts a task off without
    /// a reason in its note, and what no template knew of was given its day from the beginning.
    fn named_before(&self) -> Option<Day> {
        let is_named = self.key == OTHER || !self.note.is_empty();
        (is_named && !self.state.is_finished()).then_some(self.due_on)
    }

    /// The key of its name.
    pub fn text_key(&self) -> String {
        format!("cases.task.{}", self.key)
    }
}

impl Case {
    /// The key of the name of its kind.
    pub fn text_key(&self) -> String {
        format!("cases.template.{}", self.template)
    }

    pub fn task(&self, place: u32) -> Option<&Task> {
        self.tasks.get(usize::try_from(place).ok()?)
    }

    /// The place of the first unfinished task with this key.
    pub fn unfinished(&self, key: &str) -> Option<u32> {
        let place = self.tasks.iter().position(|task| task.key == key && !task.state.is_finished())?;
        u32::try_from(place).ok()
    }

    /// The first unfinished task that a task still waits for.
    pub fn obstacle(&self, place: u32) -> Option<&Task> {
        let before = &self.task(place)?.after;
        before.iter().filter_map(|place| self.task(*place)).find(|task| !task.state.is_finished())
    }

    /// Lets tasks become ready whose time has come, and others wait again; what waits is expected anew. A case in
    /// which nothing is left to do is closed.
    pub(super) fn settle(&mut self, now: Instant, today: Day) {
        for place in 0..u32::try_from(self.tasks.len()).unwrap_or(u32::MAX) {
            let is_free = self.obstacle(place).is_none();
            let begins = self.begins(place, today);
            let named = self.named_days.get(&place).copied();
            let Some(task) = usize::try_from(place).ok().and_then(|place| self.tasks.get_mut(place)) else { continue };
            if task.state.is_finished() || (task.state == TaskState::Ready && is_free) {
                continue;
            }
            task.state = if is_free { TaskState::Ready } else { TaskState::Waiting };
            task.due_on = due_on(begins, task.days, named);
        }
        let finished = self.tasks.iter().all(|task| task.state.is_finished());
        match self.state {
            CaseState::Open if finished => (self.state, self.closed_at) = (CaseState::Closed, Some(now)),
            CaseState::Closed if !finished => (self.state, self.closed_at) = (CaseState::Open, None),
            _ => {}
        }
    }

    /// The day from which the time of a task counts: today when all before it is done, else the day on which the last
    /// of it is expected.
    fn begins(&self, place: u32, today: Day) -> Day {
        let before = self.task(place).map_or(&[][..], |task| &task.after).iter().filter_map(|place| self.task(*place));
        let expected = before.filter(|task| !task.state.is_finished()).map(|task| task.due_on);
        expected.max().map_or(today, |day| day.max(today))
    }
}

/// Until when a task is to be done: its working days count from the day on which what comes before it was really
/// done, or is expected. What somebody has put off to a day of his own is not due before that day.
pub fn due_on(begins: Day, days: u32, named: Option<Day>) -> Day {
    let due = working_days_after(begins, days);
    named.map_or(due, |named| named.max(due))
}

/// The day so many working days later; Saturdays and Sundays do not count.
fn working_days_after(day: Day, days: u32) -> Day {
    const FRIDAY: i8 = 5;
    let mut due = day;
    let mut left = days;
    while left > 0 || due.weekday() > FRIDAY {
        due = due.plus_days(1);
        if due.weekday() <= FRIDAY {
            left = left.saturating_sub(1);
        }
    }
    due
}

impl Stored for Case {
    const VERSION: u8 = 2;

    fn upgrade(version: u8, bytes: &[u8]) -> Option<Case> {
        let mut case: Case = (version == 1).then(|| read_body_without(1, bytes))??;
        case.named_days =
            (0..).zip(&case.tasks).filter_map(|(place, task)| Some((place, task.named_before()?))).collect();
        Some(case)
    }
}
