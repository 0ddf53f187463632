//! Giving seats: by hand, and by the rule of the firm when the days of the holding tank are over.

use crate::business::failure::{Complaint, Failure, Refusal, RefusalKind};
use crate::business::partners::commands::register::keep_edge;
use crate::business::partners::events::{PartnerPlaced, PlacementRulesSet};
use crate::business::partners::placement::{all_waiting, seats_on};
use crate::business::partners::records::{
    ONLY_TO_PLACEMENT_RULES, anybody_placed, complaint_about_closed, partner, placement_rules, sponsor_on,
};
use crate::business::partners::working::require_contract;
use crate::business::partners::{Edge, EdgeKind, PartnerState, PlacementRule, PlacementRules, Seat, Seats};
use crate::business::permission::Permission;
use crate::business::tx::Tx;
use crate::store::Read;
use crate::values::{Day, PartnerId};

/// So many are placed in one transaction; the others follow with the next.
const PLACED_AT_ONCE_MAX: usize = 500;

/// Sets how the firm gives seats. `seen` is the mark of what stood there when the change was begun.
pub fn set_placement_rules(tx: &mut Tx, wanted: &PlacementRules, seen: &str) -> Result<(), Failure> {
    tx.require(Permission::FirmEdit)?;
    let before = placement_rules(tx);
    if before.mark() != seen {
        return Err(Refusal::of(RefusalKind::Conflict, Complaint::new("firm.refusal.changed_meanwhile")).into());
    }
    Failure::unless_empty(complaints_about_rules(tx, wanted))?;
    if before.mark() != wanted.mark() {
        // Whoever was there before the firm gave seats waits from the day on which it began to.
        let since = if wanted.is_on() { before.since.or(Some(tx.today())) } else { None };
        let told = tx.record(PlacementRulesSet { legs: wanted.legs, rule: wanted.rule.word(), days: wanted.tank_days });
        tx.save(&told, &ONLY_TO_PLACEMENT_RULES, &(), &PlacementRules { since, ..wanted.clone() });
    }
    Ok(())
}

/// A sponsor gives somebody whom he has sponsored a free seat in the own placement team.
pub fn place_newcomer(tx: &mut Tx, id: PartnerId, seat: Seat) -> Result<(), Failure> {
    tx.require(Permission::PartnerTeamView)?;
    let own = require_contract(tx)?;
    if sponsor_on(tx, id, tx.today()) != Some(own) {
        return Err(Failure::not_found());
    }
    let seats = seats_on(tx, tx.today());
    let mut complaints = complaints_about(tx, &seats, id, seat);
    if complaints.is_empty() && !seats.is_in_team(seat.parent, own) {
        complaints.push(Complaint::new("partners.refusal.seat_outside").at("parent"));
    }
    Failure::unless_empty(complaints)?;
    place(tx, id, Some(seat), false);
    Ok(())
}

/// Staff give somebody a free seat, wherever it is; `None` is directly below the firm.
pub fn place_for(tx: &mut Tx, id: PartnerId, seat: Option<Seat>) -> Result<(), Failure> {
    tx.require(Permission::PartnersEdit)?;
    let seats = seats_on(tx, tx.today());
    let complaints = match seat {
        Some(seat) => complaints_about(tx, &seats, id, seat),
        None => complaints_about_newcomer(tx, &seats, id),
    };
    Failure::unless_empty(complaints)?;
    place(tx, id, seat, false);
    Ok(())
}

/// Places by the rule whoever has waited long enough, and says how many.
pub fn place_due(tx: &mut Tx) -> Result<usize, Failure> {
    tx.require(Permission::PartnersEdit)?;
    let today = tx.today();
    let mut seats = seats_on(tx, today);
    let due = seats_due(tx, &mut seats, today);
    for (id, seat) in &due {
        place(tx, *id, *seat, true);
    }
    Ok(due.len())
}

/// The seats that the rule gives today, one after the other.
fn seats_due(r: &dyn Read, seats: &mut Seats, today: Day) -> Vec<(PartnerId, Option<Seat>)> {
    let rules = placement_rules(r);
    let mut given = Vec::new();
    for one in all_waiting(r, seats, today) {
        if given.len() >= PLACED_AT_ONCE_MAX || one.placed_on > today {
            continue;
        }
        let Some(seat) = seat_by_rule(r, &rules, seats, one.sponsor, today) else { continue };
        seats.take(one.partner, seat);
        given.push((one.partner, seat));
    }
    given
}

/// In the team of the nearest sponsor who sits somewhere; directly below the firm where there is none.
fn seat_by_rule(
    r: &dyn Read,
    rules: &PlacementRules,
    seats: &Seats,
    sponsor: Option<PartnerId>,
    today: Day,
) -> Option<Option<Seat>> {
    let mut above = sponsor;
    // Somebody above who waits too is placed first: whoever joined earlier comes earlier.
    while let Some(id) = above.filter(|id| !seats.is_placed(*id)) {
        above = sponsor_on(r, id, today);
    }
    match above {
        Some(top) => rules.rule.seat(seats, top, rules.legs).map(Some),
        None => (rules.rule != PlacementRule::ByHand).then_some(None),
    }
}

fn place(tx: &mut Tx, id: PartnerId, seat: Option<Seat>, by_rule: bool) {
    let (parent, leg) = (seat.map(|seat| seat.parent), seat.map(|seat| seat.leg));
    let told = tx.record(PartnerPlaced { partner: id, above: parent, leg, by_rule });
    let edge = Edge { parent, from: tx.today(), to: None, reason: String::new(), leg };
    keep_edge(tx, &told, EdgeKind::Placement, id, &edge);
}

fn complaints_about_rules(r: &dyn Read, wanted: &PlacementRules) -> Vec<Complaint> {
    let mut complaints = Vec::new();
    if !wanted.is_on() {
        return complaints;
    }
    if !(PlacementRules::LEGS_LEAST..=PlacementRules::LEGS_MOST).contains(&wanted.legs) {
        let complaint = Complaint::new("partners.refusal.legs").at("legs");
        complaints.push(complaint.with("least", PlacementRules::LEGS_LEAST).with("most", PlacementRules::LEGS_MOST));
    }
    if wanted.tank_days > PlacementRules::DAYS_MOST {
        complaints
            .push(Complaint::new("partners.refusal.tank_days").at("days").with("most", PlacementRules::DAYS_MOST));
    }
    let before = placement_rules(r);
    if before.is_on() && wanted.legs < before.legs && anybody_placed(r) {
        complaints.push(Complaint::new("partners.refusal.legs_fewer").at("legs"));
    }
    complaints
}

fn complaints_about_newcomer(r: &dyn Read, seats: &Seats, id: PartnerId) -> Vec<Complaint> {
    let mut complaints = Vec::new();
    match partner(r, id) {
        Some(known) if known.state == PartnerState::Active => {
            if seats.is_placed(id) {
                complaints.push(Complaint::new("partners.refusal.seated").with("number", known.number));
            }
        }
        known => {
            let number = known.map(|known| known.number).unwrap_or_default();
            complaints.push(Complaint::new("partners.refusal.position_not_held").with("number", number));
        }
    }
    if !placement_rules(r).is_on() {
        complaints.push(Complaint::new("partners.refusal.no_placement"));
    }
    complaints
}

fn complaints_about(tx: &Tx, seats: &Seats, id: PartnerId, seat: Seat) -> Vec<Complaint> {
    let mut complaints = complaints_about_newcomer(tx, seats, id);
    let legs = placement_rules(tx).legs;
    if !seats.is_placed(seat.parent) {
        complaints.push(Complaint::new("partners.refusal.seat_unknown").at("parent"));
    } else if !(1..=legs).contains(&seat.leg) {
        complaints.push(Complaint::new("partners.refusal.leg_unknown").at("leg").with("most", legs));
    } else if !seats.is_free(seat) {
        complaints.push(Complaint::new("partners.refusal.seat_taken").at("leg"));
    }
    complaints.extend(complaint_about_closed(tx, tx.today()));
    complaints
}
