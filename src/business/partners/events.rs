//! What happens to partners. Ids and days only: names and reasons live in the records.

use serde::Serialize;

use crate::business::tx::Happening;
use crate::store::Subject;
use crate::values::{Day, PartnerId, PersonId};

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
    pub before: Option<PartnerId>,
    pub sponsor: Option<PartnerId>,
    pub from: Day,
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

macro_rules! about_a_partner {
    ($($event:ident $name:literal;)*) => {$(
        impl Happening for $event {
            const ROOM: &'static str = "partners";
            const NAME: &'static str = $name;

            fn subject(&self) -> Subject {
                Subject::of(self.partner)
            }
        }
    )*};
}

about_a_partner! {
    PartnerRegistered "partner_registered";
    InvitationRenewed "invitation_renewed";
    InvitationWithdrawn "invitation_withdrawn";
    PartnerActivated "partner_activated";
    PartnerLeft "partner_left";
    SponsorChanged "sponsor_changed";
    PartnerImported "partner_imported";
}
