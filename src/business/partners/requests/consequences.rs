//! What would happen, before anybody decides: who moves where, how many people with them, from which month on.

use crate::business::customers::customers_of_partner;
use crate::business::failure::Complaint;
use crate::business::partners::records::{sponsor_on, tree_on};
use crate::business::partners::requests::rules::{complaints_about, movers, next_above};
use crate::business::partners::{EdgeKind, TreeRequest, Wish};
use crate::store::Read;
use crate::values::{PartnerId, Period, PersonId};

/// Somebody who goes below another sponsor, with everybody below.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Move {
    pub partner: PartnerId,
    pub from: Option<PartnerId>,
    pub to: Option<PartnerId>,
    /// With the one who moves.
    pub people: u64,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Consequences {
    pub moves: Vec<Move>,
    /// How many people stand elsewhere afterwards.
    pub people: u64,
    /// How many the team of the partner has on that day, without the partner.
    pub team: u64,
    /// Customers whom the partner has brought.
    pub customers: usize,
    /// The first month that is settled by the changed tree: a month goes by the tree of its last day.
    pub first_month: Period,
    /// Whose contract ends.
    pub ends: bool,
    /// Who takes over.
    pub heir: Option<PersonId>,
    /// What speaks against it as things stand now.
    pub complaints: Vec<Complaint>,
}

pub fn consequences(r: &dyn Read, request: &TreeRequest) -> Consequences {
    let (id, from) = (request.partner, request.from);
    let tree = tree_on(r, EdgeKind::Sponsor, from);
    let sizes = tree.team_sizes();
    let size = |partner: PartnerId| {
        let place = tree.place(partner).and_then(|place| usize::try_from(place).ok());
        place.and_then(|place| sizes.get(place)).and_then(|size| u64::try_from(*size).ok()).unwrap_or(0)
    };
    let children_to = |to: Option<PartnerId>| -> Vec<Move> {
        let below = movers(r, id, from).into_iter();
        below.map(|(partner, _)| Move { partner, from: Some(id), to, people: size(partner) }).collect()
    };
    let moves = match &request.wish {
        Wish::Sponsor { sponsor } => {
            vec![Move { partner: id, from: sponsor_on(r, id, from), to: *sponsor, people: size(id) }]
        }
        Wish::Leaving { team } => next_above(r, id, from, *team).map(children_to).unwrap_or_default(),
        Wish::Inheritance { .. } => Vec::new(),
        Wish::Merging { kept } => children_to(Some(*kept)),
    };
    Consequences {
        people: moves.iter().map(|one| one.people).sum(),
        moves,
        team: size(id).saturating_sub(1),
        customers: customers_of_partner(r, id).len(),
        first_month: Period::month_of(from),
        ends: matches!(request.wish, Wish::Leaving { .. } | Wish::Merging { .. }),
        heir: match request.wish {
            Wish::Inheritance { heir, .. } => Some(heir),
            Wish::Sponsor { .. } | Wish::Leaving { .. } | Wish::Merging { .. } => None,
        },
        complaints: complaints_about(r, request),
    }
}
