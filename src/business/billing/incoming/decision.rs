//! What people decide of an incoming invoice. The last decision counts, and none is forgotten.

use serde::{Deserialize, Serialize};

use crate::business::billing::incoming::NewIncoming;
use crate::store::Stored;
use crate::values::{AccountId, Instant};

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum IncomingState {
    Received,
    /// Somebody has compared it with what was ordered and delivered.
    Checked,
    /// Sent back.
    Rejected,
}

impl IncomingState {
    pub const ALL: [IncomingState; 3] = [IncomingState::Received, IncomingState::Checked, IncomingState::Rejected];

    /// A stable word for addresses and text keys.
    pub const fn word(self) -> &'static str {
        match self {
            IncomingState::Received => "received",
            IncomingState::Checked => "checked",
            IncomingState::Rejected => "rejected",
        }
    }
}

/// Its words may name people: they stay here, and out of the journal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct IncomingDecision {
    /// What the invoice became; received again where a decision was taken back.
    pub state: IncomingState,
    pub by: Option<AccountId>,
    pub at: Instant,
    /// Empty where it is right.
    pub reason: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Incoming {
    pub received_at: Instant,
    /// BLAKE3 of the file.
    pub hash: [u8; 32],
    pub says: NewIncoming,
    /// The oldest first.
    pub decisions: Vec<IncomingDecision>,
}

impl Incoming {
    pub fn state(&self) -> IncomingState {
        self.decisions.last().map_or(IncomingState::Received, |decision| decision.state)
    }

    /// Why it goes back, while it does.
    pub fn rejected_because(&self) -> Option<&str> {
        let rejected = self.decisions.last().filter(|decision| decision.state == IncomingState::Rejected);
        rejected.map(|decision| decision.reason.as_str())
    }
}

impl Stored for Incoming {
    const VERSION: u8 = 1;
}
