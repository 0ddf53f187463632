//! Who waits for a seat, and how long still.

use std::ops::ControlFlow;

use crate::business::failure::Failure;
use crate::business::partners::records::{CHILD_TO_EDGE, partners, placement_rules, sponsor_on};
use crate::business::partners::working::looking_partner;
use crate::business::partners::{Edge, EdgeKind, PartnerState, Seat, Seats};
use crate::business::permission::Permission;
use crate::business::view::View;
use crate::store::{Read, Span};
use crate::values::{Day, PartnerId};

/// Somebody with a contract and without a seat.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Waiting {
    pub partner: PartnerId,
    pub sponsor: Option<PartnerId>,
    pub since: Day,
    /// The day on which the rule places; nobody is placed by it where all is done by hand.
    pub placed_on: Day,
}

/// The placement tree as it stands on a day.
pub(in crate::business::partners) fn seats_on(r: &dyn Read, on: Day) -> Seats {
    let mut placed = Vec::new();
    r.each(&CHILD_TO_EDGE, Span::prefix(&(EdgeKind::Placement.number(),)), |(_, child, _), edge: Edge| {
        if edge.holds_on(on) {
            let seat = edge.parent.zip(edge.leg).map(|(parent, leg)| Seat { parent, leg });
            placed.push((child, seat));
        }
        ControlFlow::Continue(())
    });
    Seats::of(placed)
}

/// Everybody who waits, in the order in which they joined.
pub(in crate::business::partners) fn all_waiting(r: &dyn Read, seats: &Seats, today: Day) -> Vec<Waiting> {
    let rules = placement_rules(r);
    if !rules.is_on() {
        return Vec::new();
    }
    let without =
        partners(r).into_iter().filter(|(id, one)| one.state == PartnerState::Active && !seats.is_placed(*id));
    let mut waiting: Vec<Waiting> = without
        .map(|(partner, known)| Waiting {
            partner,
            sponsor: sponsor_on(r, partner, today),
            since: known.joined_on,
            placed_on: rules.placed_on(known.joined_on),
        })
        .collect();
    waiting.sort_by_key(|one| (one.since, one.partner));
    waiting
}

/// Everybody who waits, for staff.
pub fn see_waiting(view: &View<'_>) -> Result<Vec<Waiting>, Failure> {
    view.require(Permission::PartnersView)?;
    Ok(all_waiting(view, &seats_on(view, view.today()), view.today()))
}

/// Those who wait among the ones whom the partner who looks sponsors.
pub fn own_waiting(view: &View<'_>) -> Result<Vec<Waiting>, Failure> {
    view.require(Permission::PartnerTeamView)?;
    let own = looking_partner(view)?;
    let all = all_waiting(view, &seats_on(view, view.today()), view.today());
    Ok(all.into_iter().filter(|one| one.sponsor == Some(own)).collect())
}
