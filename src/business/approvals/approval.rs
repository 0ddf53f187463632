//! A request for agreement.

use serde::{Deserialize, Serialize};

use crate::business::actor::Actor;
use crate::store::{Stored, Subject};
use crate::values::{AccountId, Instant, PersonId};

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Approval {
    pub subject: Subject,
    /// The word of the permission that the one who decides must have.
    pub permission: String,
    pub asked_by: Option<AccountId>,
    pub asked_at: Instant,
    /// Whoever had a hand in what is asked about: nobody agrees to the own work.
    pub barred_accounts: Vec<AccountId>,
    pub barred_persons: Vec<PersonId>,
    pub decision: Option<Decision>,
    /// Set when the request was taken back before anybody decided.
    pub withdrawn_at: Option<Instant>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decision {
    pub agreed: bool,
    pub by: AccountId,
    pub at: Instant,
    pub reason: String,
}

impl Approval {
    pub fn is_open(&self) -> bool {
        self.decision.is_none() && self.withdrawn_at.is_none()
    }

    /// Whether somebody had a hand in it.
    pub fn bars(&self, actor: &Actor) -> bool {
        actor.account().is_some_and(|account| self.barred_accounts.contains(&account))
            || actor.person.is_some_and(|person| self.barred_persons.contains(&person))
    }
}

impl Stored for Approval {
    const VERSION: u8 = 1;
}
