//! Partners and their edges.

use serde::{Deserialize, Serialize};

use crate::store::{Stored, read_body_without};
use crate::text;
use crate::values::{Day, Instant, Language, PartnerId, PersonId};

/// Partner numbers begin above this, so that the first does not look like the firm's first.
const NUMBER_BASE: u64 = 1_000;

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Partner {
    pub person: PersonId,
    /// As printed: `P-1004`.
    pub number: String,
    pub state: PartnerState,
    pub joined_on: Day,
    /// The first day without a contract.
    pub left_on: Option<Day>,
    /// Why the contract ended or the invitation was taken back, in the words of whoever did it.
    pub left_because: String,
    /// Version of the partner terms and the moment of acceptance, once accepted.
    pub terms_version: String,
    pub terms_accepted_at: Option<Instant>,
    /// BLAKE3 of the secret in the e-mail by which the terms are accepted.
    pub invitation_hash: Option<[u8; 32]>,
    pub invited_at: Instant,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum PartnerState {
    /// Registered by a partner, has not accepted the terms yet.
    Invited,
    Active,
    Left,
    /// The invitation was taken back before anybody accepted the terms; nobody became a partner by it.
    Withdrawn,
}

impl PartnerState {
    pub const ALL: [PartnerState; 4] =
        [PartnerState::Invited, PartnerState::Active, PartnerState::Left, PartnerState::Withdrawn];

    /// A stable word for files, paths and text keys.
    pub const fn word(self) -> &'static str {
        match self {
            PartnerState::Invited => "invited",
            PartnerState::Active => "active",
            PartnerState::Left => "left",
            PartnerState::Withdrawn => "withdrawn",
        }
    }

    pub fn say(self, language: Language) -> String {
        text!(language, &format!("partners.state.{}", self.word()))
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum EdgeKind {
    Enroller,
    Sponsor,
    Placement,
}

impl EdgeKind {
    /// The number in keys.
    pub const fn number(self) -> u8 {
        match self {
            EdgeKind::Enroller => 1,
            EdgeKind::Sponsor => 2,
            EdgeKind::Placement => 3,
        }
    }
}

/// Who stands above somebody, from a day on, until the day before another edge begins.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Edge {
    /// `None` for those who stand directly below the firm.
    pub parent: Option<PartnerId>,
    pub from: Day,
    /// The last day on which it holds; `None` while it is open.
    pub to: Option<Day>,
    /// Why it was changed; empty for the first edge.
    pub reason: String,
    /// The seat below the parent, from 1; only placement has seats.
    pub leg: Option<u32>,
}

impl Edge {
    pub fn holds_on(&self, day: Day) -> bool {
        self.from <= day && self.to.is_none_or(|to| day <= to)
    }
}

/// As printed and spoken, from the running number of partners.
pub fn partner_number(count: u64) -> String {
    format!("P-{}", NUMBER_BASE + count)
}

impl Stored for Partner {
    const VERSION: u8 = 1;
}
impl Stored for Edge {
    const VERSION: u8 = 2;

    /// The first shape had no leg.
    fn upgrade(version: u8, bytes: &[u8]) -> Option<Edge> {
        if version == 1 { read_body_without(1, bytes) } else { None }
    }
}
