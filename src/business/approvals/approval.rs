//! A request for agreement.

use serde::{Deserialize, Serialize};

use crate::business::actor::Actor;
use crate::business::approvals::Matter;
use crate::store::{Stored, Subject, read_body};
use crate::values::{AccountId, Instant, PersonId};

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Approval {
    pub matter: Matter,
    pub subject: Subject,
    /// The word of the permission that those who decide must have.
    pub permission: String,
    pub asked_by: Option<AccountId>,
    pub asked_at: Instant,
    /// Whoever had a hand in what is asked about: nobody agrees to the own work.
    pub barred_accounts: Vec<AccountId>,
    pub barred_persons: Vec<PersonId>,
    /// How many different people must agree, as the firm wanted it when it was asked.
    pub needed: u32,
    /// Everybody who has answered, in the order in which they did; a refusal is the last.
    pub answers: Vec<Decision>,
    /// Set when the request was taken back before it was decided.
    pub withdrawn_at: Option<Instant>,
}

/// What one person has answered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decision {
    pub agreed: bool,
    pub by: AccountId,
    /// With whose right, when it was a deputy who answered.
    pub for_account: Option<AccountId>,
    pub at: Instant,
    pub reason: String,
}

impl Approval {
    pub fn is_open(&self) -> bool {
        self.decision().is_none() && self.withdrawn_at.is_none()
    }

    /// What closed it: the first refusal, or the last agreement that was needed.
    pub fn decision(&self) -> Option<&Decision> {
        let last = self.answers.last()?;
        (!last.agreed || self.missing() == 0).then_some(last)
    }

    /// How many have agreed.
    pub fn agreed(&self) -> u32 {
        let count = self.answers.iter().filter(|answer| answer.agreed).count();
        u32::try_from(count).unwrap_or(u32::MAX)
    }

    /// How many must still agree.
    pub fn missing(&self) -> u32 {
        self.needed.max(1).saturating_sub(self.agreed())
    }

    /// Whether somebody had a hand in it.
    pub fn bars(&self, actor: &Actor) -> bool {
        actor.account().is_some_and(|account| self.barred_accounts.contains(&account))
            || actor.person.is_some_and(|person| self.barred_persons.contains(&person))
    }

    /// The same for an account and the person behind it.
    pub fn bars_account(&self, account: AccountId, person: PersonId) -> bool {
        self.barred_accounts.contains(&account) || self.barred_persons.contains(&person)
    }
}

/// The shape while one person alone decided, and on runs only.
#[derive(Deserialize)]
struct FirstShape {
    subject: Subject,
    permission: String,
    asked_by: Option<AccountId>,
    asked_at: Instant,
    barred_accounts: Vec<AccountId>,
    barred_persons: Vec<PersonId>,
    decision: Option<FirstDecision>,
    withdrawn_at: Option<Instant>,
}

#[derive(Deserialize)]
struct FirstDecision {
    agreed: bool,
    by: AccountId,
    at: Instant,
    reason: String,
}

impl Stored for Approval {
    const VERSION: u8 = 2;

    fn upgrade(version: u8, bytes: &[u8]) -> Option<Approval> {
        if version != 1 {
            return None;
        }
        let first: FirstShape = read_body(bytes)?;
        let answer = first.decision.map(|FirstDecision { agreed, by, at, reason }| Decision {
            agreed,
            by,
            for_account: None,
            at,
            reason,
        });
        Some(Approval {
            matter: Matter::Run,
            subject: first.subject,
            permission: first.permission,
            asked_by: first.asked_by,
            asked_at: first.asked_at,
            barred_accounts: first.barred_accounts,
            barred_persons: first.barred_persons,
            needed: 1,
            answers: answer.into_iter().collect(),
            withdrawn_at: first.withdrawn_at,
        })
    }
}
