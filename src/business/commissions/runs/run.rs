//! A run.

use serde::{Deserialize, Serialize};

use crate::business::commissions::calculation::CheckResult;
use crate::business::firm::Issuer;
use crate::store::{Stored, read_body_without};
use crate::text;
use crate::values::{AccountId, ApprovalId, Day, Instant, Language, Money, Period, PersonId, RunId};

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Run {
    pub plan: String,
    pub plan_version: u32,
    pub plan_hash: [u8; 32],
    pub period: Period,
    pub opened_at: Instant,
    pub opened_by: Option<AccountId>,
    pub opened_by_person: Option<PersonId>,
    /// How far the journal had come when it was opened.
    pub journal_number: u64,
    pub state: RunState,
    /// Once it was calculated; a new calculation replaces it until it is posted.
    pub result: Option<RunResult>,
    pub approval: Option<ApprovalId>,
    pub posted_at: Option<Instant>,
    pub cancelled_because: String,
    /// Who issues its statements, as of the posting; `None` until then, and on runs that were posted before this was
    /// kept.
    pub issuer: Option<Issuer>,
    /// Set where it settles no period of its own: it books what late events change in one that is posted.
    pub corrects: Option<Corrects>,
    /// The `RECKONING` by which it was posted; 0 until then, and on runs that were posted before this was kept.
    pub reckoned_by: u16,
}

/// The run of a closed period, and why it is reckoned once more.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Corrects {
    /// The first run of the period.
    pub run: RunId,
    pub because: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum RunState {
    Open,
    Calculated,
    /// Waits for somebody to agree.
    Submitted,
    Approved,
    /// Somebody did not agree; it can be calculated again or cancelled.
    Refused,
    Posted,
    Cancelled,
}

/// What a calculation gave, in figures.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RunResult {
    pub calculated_at: Instant,
    pub facts_hash: [u8; 32],
    pub outcome_hash: [u8; 32],
    pub sales: u32,
    pub lines: u32,
    pub statements: u32,
    /// Partners who get something, or owe something.
    pub payees: u32,
    pub distributable: Money,
    pub paid: Money,
    pub breakage: Money,
    pub checks: Vec<CheckResult>,
}

/// A plan file as it was adopted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanSource {
    pub text: String,
    pub hash: [u8; 32],
    pub effective_from: Day,
    pub adopted_at: Instant,
}

impl RunState {
    pub const ALL: [RunState; 7] = [
        RunState::Open,
        RunState::Calculated,
        RunState::Submitted,
        RunState::Approved,
        RunState::Refused,
        RunState::Posted,
        RunState::Cancelled,
    ];

    /// A stable word for paths, files and text keys.
    pub const fn word(self) -> &'static str {
        match self {
            RunState::Open => "open",
            RunState::Calculated => "calculated",
            RunState::Submitted => "submitted",
            RunState::Approved => "approved",
            RunState::Refused => "refused",
            RunState::Posted => "posted",
            RunState::Cancelled => "cancelled",
        }
    }

    pub fn say(self, language: Language) -> String {
        text!(language, &format!("commissions.state.{}", self.word()))
    }

    /// Whether it may still change.
    pub const fn is_open(self) -> bool {
        !matches!(self, RunState::Posted | RunState::Cancelled)
    }
}

impl RunResult {
    pub fn checks_pass(&self) -> bool {
        self.checks.iter().all(|result| result.passed)
    }

    /// What was taken back for goods of earlier periods: below zero, as it makes what is paid less than what the plan
    /// gives the partners.
    pub fn taken_back(&self) -> Money {
        self.paid + self.breakage - self.distributable
    }
}

/// As printed and spoken: `L-0012`.
pub fn run_number(id: RunId) -> String {
    format!("L-{:04}", id.number())
}

impl Stored for Run {
    const VERSION: u8 = 4;

    fn upgrade(version: u8, bytes: &[u8]) -> Option<Run> {
        match version {
            1 => read_body_without(3, bytes),
            2 => read_body_without(2, bytes),
            3 => read_body_without(1, bytes),
            _ => None,
        }
    }
}

impl Stored for PlanSource {
    const VERSION: u8 = 1;
}
