//! Who may see whom: a partner sees himself and his team, staff see all.

use crate::business::failure::Failure;
use crate::business::partners::records::{edge_on, partner, sponsor_on, tree_on};
use crate::business::partners::working::looking_partner;
use crate::business::partners::{EdgeKind, Partner, Tree};
use crate::business::people;
use crate::business::permission::Permission;
use crate::business::view::View;
use crate::store::Read;
use crate::values::{Day, Email, PartnerId};

/// No team is deeper than this; a longer way up is a circle in the data.
const DEPTH_MAX: usize = 100_000;

/// Somebody in a team, as seen by the one who leads it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TeamMember {
    pub partner: PartnerId,
    /// 0 for the one who looks, 1 for those whom he sponsors.
    pub level: u32,
    pub sponsor: Option<PartnerId>,
    /// The place in the tree of that day.
    pub place: u32,
}

/// Whether somebody stands in the team that `of` leads; everybody stands in the own one.
pub fn is_in_team(r: &dyn Read, somebody: PartnerId, of: PartnerId, on: Day) -> bool {
    let mut above = Some(somebody);
    for _ in 0..DEPTH_MAX {
        match above {
            Some(partner) if partner == of => return true,
            Some(partner) => above = sponsor_on(r, partner, on),
            None => return false,
        }
    }
    false
}

/// A partner's record for whoever may see it: staff, the partner himself, and those above him.
pub fn see_partner(view: &View, id: PartnerId) -> Result<Partner, Failure> {
    if !view.may(Permission::PartnersView) {
        view.require(Permission::PartnerTeamView)?;
        // The own record stays in sight, whatever became of the contract.
        let own = if view.actor().partner == Some(id) { id } else { looking_partner(view)? };
        if !is_in_team(view, id, own, view.today()) {
            return Err(Failure::not_found());
        }
    }
    partner(view, id).ok_or_else(Failure::not_found)
}

/// How somebody in a team is reached.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contact {
    pub email: Option<Email>,
    pub phone: String,
}

/// How a partner is reached. Staff reach everybody; a partner those whom he sponsors or has brought, and nobody
/// deeper in the team. Where somebody lives and banks is told to no partner.
pub fn contact_of(view: &View, id: PartnerId) -> Result<Option<Contact>, Failure> {
    let known = see_partner(view, id)?;
    let above = |kind| edge_on(view, kind, id, view.today()).and_then(|edge| edge.parent);
    let own = view.actor().partner;
    let is_near =
        own.is_some() && (own == Some(id) || above(EdgeKind::Sponsor) == own || above(EdgeKind::Enroller) == own);
    if !(is_near || view.may(Permission::PartnersView)) {
        return Ok(None);
    }
    Ok(people::person(view, known.person).map(|person| Contact { email: person.email, phone: person.phone }))
}

/// A partner's whole team on a day, level by level, with the tree in which it stands.
pub fn team_of(view: &View, leader: PartnerId, on: Day) -> Result<(Tree, Vec<TeamMember>), Failure> {
    see_partner(view, leader)?;
    if !view.may(Permission::PartnersView) {
        looking_partner(view)?;
    }
    let tree = tree_on(view, EdgeKind::Sponsor, on);
    let place = tree.place(leader).ok_or_else(Failure::not_found)?;
    let mut members = Vec::new();
    for (level, places) in (0..).zip(tree.team_levels(place)) {
        members.extend(places.filter_map(|place| {
            let sponsor = tree.parent(place).and_then(|above| tree.partner(above));
            Some(TeamMember { partner: tree.partner(place)?, level, sponsor, place })
        }));
    }
    Ok((tree, members))
}
