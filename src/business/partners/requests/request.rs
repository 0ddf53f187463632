//! What somebody asks about a position in the tree.

use serde::{Deserialize, Serialize};

use crate::business::approvals::Matter;
use crate::store::Stored;
use crate::text;
use crate::values::{AccountId, ApprovalId, Day, Instant, Language, PartnerId, PersonId};

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TreeRequest {
    /// Whose position it is about; of two that are merged the one that ends.
    pub partner: PartnerId,
    pub wish: Wish,
    /// The first day on which it holds.
    pub from: Day,
    pub reason: String,
    pub asked_by: Option<AccountId>,
    /// Asked by the partner himself, in his own pages.
    pub by_partner: bool,
    pub asked_at: Instant,
    pub state: RequestState,
    pub approval: Option<ApprovalId>,
    /// Who stood above and who held the position when it was asked.
    pub sponsor_before: Option<PartnerId>,
    pub person_before: PersonId,
    /// When it was refused, withdrawn or carried out.
    pub settled_at: Option<Instant>,
    /// How many people stood elsewhere after it was carried out.
    pub people_moved: u64,
}

/// What is wished. The order is stored: new wishes come last.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Wish {
    /// `None` is directly below the firm.
    Sponsor {
        sponsor: Option<PartnerId>,
    },
    Leaving {
        team: TeamGoes,
    },
    /// Another person takes over the position as it stands, with the terms as that person has signed them.
    Inheritance {
        heir: PersonId,
        terms_version: String,
    },
    Merging {
        kept: PartnerId,
    },
}

/// What becomes of those who stand directly below somebody who leaves.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum TeamGoes {
    /// They roll up to the sponsor of the one who leaves.
    ToSponsor,
    ToFirm,
    /// They stay below the position, which nobody holds any more; the plan says how it is passed over.
    Stays,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum RequestState {
    Asked,
    /// Agreed to; waits for its day.
    Approved,
    Refused,
    Withdrawn,
    CarriedOut,
}

impl Wish {
    pub const fn matter(&self) -> Matter {
        match self {
            Wish::Sponsor { .. } => Matter::Sponsor,
            Wish::Leaving { .. } => Matter::Leaving,
            Wish::Inheritance { .. } => Matter::Inheritance,
            Wish::Merging { .. } => Matter::Merging,
        }
    }
}

impl TeamGoes {
    pub const ALL: [TeamGoes; 3] = [TeamGoes::ToSponsor, TeamGoes::ToFirm, TeamGoes::Stays];

    /// A stable word for forms and text keys.
    pub const fn word(self) -> &'static str {
        match self {
            TeamGoes::ToSponsor => "to_sponsor",
            TeamGoes::ToFirm => "to_firm",
            TeamGoes::Stays => "stays",
        }
    }

    pub fn from_word(word: &str) -> Option<TeamGoes> {
        TeamGoes::ALL.into_iter().find(|one| one.word() == word)
    }

    pub fn say(self, language: Language) -> String {
        text!(language, &format!("partners.team_goes.{}", self.word()))
    }
}

impl RequestState {
    pub const ALL: [RequestState; 5] = [
        RequestState::Asked,
        RequestState::Approved,
        RequestState::Refused,
        RequestState::Withdrawn,
        RequestState::CarriedOut,
    ];

    /// A stable word for addresses and text keys.
    pub const fn word(self) -> &'static str {
        match self {
            RequestState::Asked => "asked",
            RequestState::Approved => "approved",
            RequestState::Refused => "refused",
            RequestState::Withdrawn => "withdrawn",
            RequestState::CarriedOut => "carried_out",
        }
    }

    pub fn from_word(word: &str) -> Option<RequestState> {
        RequestState::ALL.into_iter().find(|state| state.word() == word)
    }

    pub fn say(self, language: Language) -> String {
        text!(language, &format!("partners.request.{}", self.word()))
    }

    /// Is something still to come of it?
    pub const fn is_open(self) -> bool {
        matches!(self, RequestState::Asked | RequestState::Approved)
    }
}

impl TreeRequest {
    /// A move is written down ahead with its day, as edges are; what ends or changes a contract waits for the day.
    pub fn is_due(&self, today: Day) -> bool {
        matches!(self.wish, Wish::Sponsor { .. }) || self.from <= today
    }
}

impl Stored for TreeRequest {
    const VERSION: u8 = 1;
}
