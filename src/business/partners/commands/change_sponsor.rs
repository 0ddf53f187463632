//! Moving a partner, with the whole team, below another sponsor from a day on.

use crate::business::failure::{Complaint, Failure};
use crate::business::partners::commands::register::keep_edge;
use crate::business::partners::events::SponsorChanged;
use crate::business::partners::records::{CHILD_TO_EDGE, complaint_about_closed, edge_starts_after, edges_of, partner};
use crate::business::partners::{Edge, EdgeKind, Partner, PartnerState, is_in_team};
use crate::business::permission::Permission;
use crate::business::tx::Tx;
use crate::store::Read;
use crate::values::{Day, PartnerId};

/// Gives a partner another sponsor from a day on; `None` puts him directly below the firm. For whoever takes data
/// over: the pages ask for it by a request, and others agree.
pub fn change_sponsor(
    tx: &mut Tx,
    id: PartnerId,
    sponsor: Option<PartnerId>,
    from: Day,
    reason: &str,
) -> Result<(), Failure> {
    tx.require(Permission::PartnersEdit)?;
    partner(tx, id).ok_or_else(Failure::not_found)?;
    let mut complaints = complaints_about_move(tx, id, sponsor, from);
    if reason.trim().is_empty() {
        complaints.push(Complaint::new("partners.refusal.reason_missing").at("reason"));
    }
    Failure::unless_empty(complaints)?;
    move_below(tx, id, sponsor, from, reason.trim())
}

/// What speaks against it.
pub(in crate::business::partners) fn complaints_about_move(
    r: &dyn Read,
    id: PartnerId,
    sponsor: Option<PartnerId>,
    from: Day,
) -> Vec<Complaint> {
    let edges = edges_of(r, EdgeKind::Sponsor, id);
    let (Some(moved), Some(newest)) = (partner(r, id), edges.last()) else {
        return vec![Complaint::new("partners.refusal.upline_unknown")];
    };
    let mut complaints = complaints_about_day(r, &moved, newest, from);
    if newest.parent == sponsor {
        complaints.push(Complaint::new("partners.refusal.sponsor_same").at("sponsor"));
    } else if let Some(sponsor) = sponsor {
        complaints.extend(complaint_about_sponsor(r, id, sponsor, from));
    }
    complaints
}

/// Moves him; whoever calls it has looked for what speaks against it.
pub(in crate::business::partners) fn move_below(
    tx: &mut Tx,
    id: PartnerId,
    sponsor: Option<PartnerId>,
    from: Day,
    reason: &str,
) -> Result<(), Failure> {
    let newest = edges_of(tx, EdgeKind::Sponsor, id).pop().ok_or_else(Failure::not_found)?;
    let told = tx.record(SponsorChanged { partner: id, sponsor_before: newest.parent, sponsor, from_day: from });
    // A change on the very day of the one before replaces it; otherwise that one ends the day before.
    if newest.from < from {
        let ended = Edge { to: Some(from.plus_days(-1)), ..newest };
        tx.save(&told, &CHILD_TO_EDGE, &(EdgeKind::Sponsor.number(), id, ended.from), &ended);
    }
    let edge = Edge { parent: sponsor, from, to: None, reason: reason.to_owned(), leg: None };
    keep_edge(tx, &told, EdgeKind::Sponsor, id, &edge);
    Ok(())
}

fn complaints_about_day(r: &dyn Read, moved: &Partner, newest: &Edge, from: Day) -> Vec<Complaint> {
    let mut complaints: Vec<Complaint> =
        complaint_about_closed(r, from).into_iter().map(|one| one.at("from")).collect();
    if from < moved.joined_on {
        let complaint = Complaint::new("partners.refusal.before_joining").at("from");
        complaints.push(complaint.with("joined_on", moved.joined_on));
    } else if from < newest.from {
        let complaint = Complaint::new("partners.refusal.later_change_exists").at("from");
        complaints.push(complaint.with("changed_on", newest.from));
    }
    complaints
}

/// Whether somebody can stand below this sponsor from a day on.
pub(in crate::business::partners) fn complaint_about_sponsor(
    r: &dyn Read,
    moved: PartnerId,
    sponsor: PartnerId,
    from: Day,
) -> Option<Complaint> {
    let Some(above) = partner(r, sponsor) else {
        return Some(Complaint::new("partners.refusal.upline_unknown").at("sponsor"));
    };
    if sponsor == moved {
        return Some(Complaint::new("partners.refusal.sponsor_self").at("sponsor"));
    }
    if matches!(above.state, PartnerState::Left | PartnerState::Withdrawn) {
        return Some(Complaint::new("partners.refusal.upline_left").at("sponsor").with("number", above.number));
    }
    if above.joined_on > from {
        let complaint = Complaint::new("partners.refusal.sponsor_joined_later").at("sponsor");
        return Some(complaint.with("number", above.number).with("joined_on", above.joined_on));
    }
    // Others may already be moved on a later day, so that the circle would only close then.
    let days = [from].into_iter().chain(edge_starts_after(r, EdgeKind::Sponsor, from));
    let circle = days.into_iter().any(|day| is_in_team(r, sponsor, moved, day));
    circle.then(|| Complaint::new("partners.refusal.sponsor_below").at("sponsor").with("number", above.number))
}
