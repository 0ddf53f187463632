//! Invitations that nobody has answered yet: by their secret, and as a list.

use crate::business::failure::{Complaint, Failure};
use crate::business::partners::records::{invited_by, partner, partners, tree_on};
use crate::business::partners::working::looking_partner;
use crate::business::partners::{EdgeKind, Partner, PartnerState};
use crate::business::permission::Permission;
use crate::business::view::View;
use crate::store::Read;
use crate::values::{Instant, PartnerId, PersonId};

/// A link that lay longer than this in a mailbox opens nothing any more.
const INVITATION_SECONDS_MAX: i64 = 60 * 24 * 60 * 60;

/// Somebody who may accept the partner terms.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invitation {
    pub partner: PartnerId,
    pub person: PersonId,
    pub number: String,
    pub sent_at: Instant,
    /// The last moment at which its link opens anything.
    pub until: Instant,
}

impl Invitation {
    fn of(id: PartnerId, partner: &Partner) -> Invitation {
        Invitation {
            partner: id,
            person: partner.person,
            number: partner.number.clone(),
            sent_at: partner.invited_at,
            until: partner.invited_at.plus_seconds(INVITATION_SECONDS_MAX),
        }
    }

    pub fn is_over(&self, now: Instant) -> bool {
        now > self.until
    }
}

/// The open invitation behind the link of a letter, or why there is none.
pub fn invitation_by(r: &dyn Read, secret: &[u8; 16], now: Instant) -> Result<Invitation, Complaint> {
    let id = invited_by(r, secret);
    let known = id.and_then(|id| Some((id, partner(r, id)?)));
    let Some((id, invited)) = known.filter(|(_, partner)| partner.state == PartnerState::Invited) else {
        return Err(Complaint::new("partners.refusal.invitation_unknown"));
    };
    let invitation = Invitation::of(id, &invited);
    if invitation.is_over(now) {
        return Err(Complaint::new("partners.refusal.invitation_expired"));
    }
    Ok(invitation)
}

/// Everybody who has not answered yet, newest first: for a partner those of the own team, for staff all.
pub fn invitations(view: &View) -> Result<Vec<Invitation>, Failure> {
    let sees_all = view.may(Permission::PartnersView);
    if !sees_all {
        view.require(Permission::PartnerRegister)?;
    }
    let invited = |id: PartnerId, partner: &Partner| {
        (partner.state == PartnerState::Invited).then(|| Invitation::of(id, partner))
    };
    let mut found: Vec<Invitation> = if sees_all {
        partners(view).iter().filter_map(|(id, partner)| invited(*id, partner)).collect()
    } else {
        let own = looking_partner(view)?;
        let tree = tree_on(view, EdgeKind::Sponsor, view.today());
        let place = tree.place(own).ok_or_else(Failure::not_found)?;
        let team = tree.team_levels(place).into_iter().flatten().filter_map(|place| tree.partner(place));
        team.filter_map(|id| invited(id, &partner(view, id)?)).collect()
    };
    found.sort_by_key(|invitation| std::cmp::Reverse((invitation.sent_at, invitation.partner)));
    Ok(found)
}
