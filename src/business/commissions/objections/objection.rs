//! An objection and its answer.

use serde::{Deserialize, Serialize};

use crate::store::Stored;
use crate::text;
use crate::values::{AccountId, Instant, Language, ObjectionId, PartnerId, RunId};

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Objection {
    pub run: RunId,
    pub partner: PartnerId,
    /// The place of the line among the partner's lines of the run, from 0; `None` for the statement as a whole.
    pub line: Option<u32>,
    pub text: String,
    pub raised_at: Instant,
    pub raised_by: Option<AccountId>,
    pub answer: Option<ObjectionAnswer>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ObjectionAnswer {
    /// The partner is right.
    pub accepted: bool,
    pub text: String,
    pub at: Instant,
    pub by: Option<AccountId>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ObjectionState {
    Open,
    Accepted,
    Declined,
}

impl Objection {
    pub fn state(&self) -> ObjectionState {
        match &self.answer {
            None => ObjectionState::Open,
            Some(answer) if answer.accepted => ObjectionState::Accepted,
            Some(_) => ObjectionState::Declined,
        }
    }
}

impl ObjectionState {
    /// A stable word for text keys.
    pub const fn word(self) -> &'static str {
        match self {
            ObjectionState::Open => "open",
            ObjectionState::Accepted => "accepted",
            ObjectionState::Declined => "declined",
        }
    }

    pub fn say(self, language: Language) -> String {
        text!(language, &format!("objections.state.{}", self.word()))
    }
}

/// As printed and spoken: `E-0003`.
pub fn objection_number(id: ObjectionId) -> String {
    format!("E-{:04}", id.number())
}

impl Stored for Objection {
    const VERSION: u8 = 1;
}
