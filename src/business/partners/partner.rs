//! Partners and their edges.

use serde::{Deserialize, Serialize};

use crate::store::Stored;
use crate::values::{Day, Instant, PartnerId, PersonId};

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Partner {
    pub person: PersonId,
    /// As printed: `P-1004`.
    pub number: String,
    pub state: PartnerState,
    pub joined_on: Day,
    pub left_on: Option<Day>,
    /// Version of the partner terms and the moment of acceptance, once accepted.
    pub terms_version: String,
    pub terms_accepted_at: Option<Instant>,
    /// BLAKE3 of the secret in the e-mail by which the terms are accepted.
    pub invitation_hash: Option<[u8; 32]>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum PartnerState {
    /// Registered by a partner, has not accepted the terms yet.
    Invited,
    Active,
    Left,
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
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Edge {
    pub parent: Option<PartnerId>,
    pub from: Day,
    /// The last day on which it holds; `None` while it is open.
    pub to: Option<Day>,
}

impl Stored for Partner {
    const VERSION: u8 = 1;
}
impl Stored for Edge {
    const VERSION: u8 = 1;
}
