//! What happens to partners. Ids and days only: names and reasons live in the records.

use serde::Serialize;

use crate::business::firm::the_firm;
use crate::business::tx::Happening;
use crate::store::Subject;
use crate::values::{ApprovalId, Day, PartnerId, PersonId, TreeRequestId};

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PartnerRegistered {
    pub partner: PartnerId,
    pub person: PersonId,
    pub number: String,
    pub enroller: Option<PartnerId>,
    pub sponsor: Option<PartnerId>,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct InvitationRenewed {
    pub partner: PartnerId,
}

/// An invitation that nobody has answered is taken back.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct InvitationWithdrawn {
    pub partner: PartnerId,
}

/// The terms are accepted; the partner may sell and is to be given access.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PartnerActivated {
    pub partner: PartnerId,
    pub person: PersonId,
    pub terms_version: String,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PartnerLeft {
    pub partner: PartnerId,
    pub person: PersonId,
    pub on: Day,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct SponsorChanged {
    pub partner: PartnerId,
    pub sponsor_before: Option<PartnerId>,
    pub sponsor: Option<PartnerId>,
    pub from_day: Day,
}

/// Another person holds the position from a day on.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PositionInherited {
    pub partner: PartnerId,
    pub person_before: PersonId,
    pub person: PersonId,
    pub from_day: Day,
}

/// Somebody has a seat from today on.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PartnerPlaced {
    pub partner: PartnerId,
    /// Below whom; `None` is the firm.
    pub above: Option<PartnerId>,
    pub leg: Option<u32>,
    /// Nobody chose the seat.
    pub by_rule: bool,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PlacementRulesSet {
    pub legs: u32,
    /// The word of the rule.
    pub rule: &'static str,
    pub days: u32,
}

impl Happening for PlacementRulesSet {
    const ROOM: &'static str = "partners";
    const NAME: &'static str = "placement_rules_set";

    fn subject(&self) -> Subject {
        the_firm()
    }
}

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct TreeRequestAsked {
    pub request: TreeRequestId,
    pub partner: PartnerId,
    /// The word of the matter.
    pub matter: &'static str,
    pub from_day: Day,
    pub approval: ApprovalId,
}

/// Whoever agreed first has chosen another day.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct TreeRequestDated {
    pub request: TreeRequestId,
    pub from_day_before: Day,
    pub from_day: Day,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct TreeRequestDecided {
    pub request: TreeRequestId,
    pub agreed: bool,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct TreeRequestWithdrawn {
    pub request: TreeRequestId,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct TreeRequestCarriedOut {
    pub request: TreeRequestId,
    pub partner: PartnerId,
    /// How many people stand elsewhere by it.
    pub people: u64,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PartnerImported {
    pub partner: PartnerId,
    pub person: PersonId,
    pub number: String,
    pub enroller: Option<PartnerId>,
    pub sponsor: Option<PartnerId>,
    pub joined_on: Day,
}

macro_rules! told_about {
    ($subject:ident: $($event:ident $name:literal;)*) => {$(
        impl Happening for $event {
            const ROOM: &'static str = "partners";
            const NAME: &'static str = $name;

            fn subject(&self) -> Subject {
                Subject::of(self.$subject)
            }
        }
    )*};
}

told_about! {
    partner:
    PartnerRegistered "partner_registered";
    InvitationRenewed "invitation_renewed";
    InvitationWithdrawn "invitation_withdrawn";
    PartnerActivated "partner_activated";
    PartnerLeft "partner_left";
    SponsorChanged "sponsor_changed";
    PartnerImported "partner_imported";
    PositionInherited "position_inherited";
    PartnerPlaced "partner_placed";
}

told_about! {
    request:
    TreeRequestAsked "tree_request_asked";
    TreeRequestDated "tree_request_dated";
    TreeRequestDecided "tree_request_decided";
    TreeRequestWithdrawn "tree_request_withdrawn";
    TreeRequestCarriedOut "tree_request_carried_out";
}
