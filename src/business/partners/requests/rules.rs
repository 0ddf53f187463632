//! What speaks against a request, on the day on which it is asked and again on the day on which it is carried out.

use crate::business::failure::Complaint;
use crate::business::partners::commands::{complaint_about_sponsor, complaints_about_end, complaints_about_move};
use crate::business::partners::records::{
    complaint_about_closed, edges_of, ever_below, partner, partner_of_person, sponsor_on,
};
use crate::business::partners::{Edge, EdgeKind, Partner, PartnerState, TeamGoes, TreeRequest, Wish};
use crate::store::Read;
use crate::values::{Day, PartnerId, PersonId};

pub(in crate::business::partners) fn complaints_about(r: &dyn Read, request: &TreeRequest) -> Vec<Complaint> {
    let (id, from) = (request.partner, request.from);
    match &request.wish {
        Wish::Sponsor { sponsor } => complaints_about_move(r, id, *sponsor, from),
        Wish::Leaving { team } => {
            let mut complaints = complaints_about_end(r, id, from);
            if let Some(above) = next_above(r, id, from, *team) {
                complaints.extend(complaints_about_children(r, id, above, from));
            }
            complaints
        }
        Wish::Inheritance { heir, terms_version } => complaints_about_heir(r, id, *heir, terms_version, from),
        Wish::Merging { kept } => complaints_about_merging(r, id, *kept, from),
    }
}

/// Below whom those go who stand directly below somebody who leaves; `None` when they stay where they are.
pub(in crate::business::partners) fn next_above(
    r: &dyn Read,
    id: PartnerId,
    from: Day,
    team: TeamGoes,
) -> Option<Option<PartnerId>> {
    match team {
        TeamGoes::ToSponsor => Some(sponsor_on(r, id, from)),
        TeamGoes::ToFirm => Some(None),
        TeamGoes::Stays => None,
    }
}

/// Those who stand directly below somebody on a day or on a later one, each with the edges by which they do.
pub(in crate::business::partners) fn movers(r: &dyn Read, id: PartnerId, from: Day) -> Vec<(PartnerId, Vec<Edge>)> {
    let stands = |edge: &Edge| edge.parent == Some(id) && edge.to.is_none_or(|to| to >= from);
    let below = ever_below(r, EdgeKind::Sponsor, id).into_iter().map(|child| {
        let edges = edges_of(r, EdgeKind::Sponsor, child);
        (child, edges.into_iter().filter(stands).collect::<Vec<_>>())
    });
    below.filter(|(_, edges)| !edges.is_empty()).collect()
}

/// One is named; the others would say the same.
fn complaints_about_children(r: &dyn Read, id: PartnerId, above: Option<PartnerId>, from: Day) -> Option<Complaint> {
    let above = above?;
    let mut children = movers(r, id, from).into_iter().map(|(child, _)| child).filter(|child| *child != above);
    children.find_map(|child| complaint_about_sponsor(r, child, above, from))
}

fn complaints_about_heir(
    r: &dyn Read,
    id: PartnerId,
    heir: PersonId,
    terms_version: &str,
    from: Day,
) -> Vec<Complaint> {
    let Some(known) = partner(r, id) else { return vec![Complaint::new("partners.refusal.upline_unknown")] };
    let mut complaints = complaints_about_day(r, &known, from);
    if known.state != PartnerState::Active {
        complaints.push(Complaint::new("partners.refusal.position_not_held").with("number", known.number.clone()));
    }
    if known.person == heir {
        complaints.push(Complaint::new("partners.refusal.heir_same").at("email"));
    } else if let Some(other) = partner_of_person(r, heir).and_then(|other| partner(r, other)) {
        complaints.push(Complaint::new("partners.refusal.heir_is_partner").at("email").with("number", other.number));
    }
    if terms_version.trim().is_empty() {
        complaints.push(Complaint::new("partners.refusal.terms_not_signed").at("terms"));
    }
    complaints
}

fn complaints_about_merging(r: &dyn Read, id: PartnerId, kept: PartnerId, from: Day) -> Vec<Complaint> {
    let (Some(ending), Some(known)) = (partner(r, id), partner(r, kept)) else {
        return vec![Complaint::new("partners.refusal.upline_unknown").at("kept")];
    };
    if id == kept {
        return vec![Complaint::new("partners.refusal.merge_same").at("kept")];
    }
    let mut complaints = complaints_about_end(r, id, from);
    if known.state != PartnerState::Active {
        let complaint = Complaint::new("partners.refusal.position_not_held").at("kept");
        complaints.push(complaint.with("number", known.number.clone()));
    }
    if (known.joined_on, kept) > (ending.joined_on, id) {
        let complaint = Complaint::new("partners.refusal.merge_older_stays").at("kept");
        complaints.push(complaint.with("number", ending.number).with("joined_on", ending.joined_on));
    } else if movers(r, id, from).iter().any(|(child, _)| complaint_about_sponsor(r, *child, kept, from).is_some()) {
        // The kept one stands below: its own line would close to a circle.
        complaints.push(Complaint::new("partners.refusal.merge_below").at("kept").with("number", known.number));
    }
    complaints
}

fn complaints_about_day(r: &dyn Read, known: &Partner, from: Day) -> Vec<Complaint> {
    let mut complaints: Vec<Complaint> =
        complaint_about_closed(r, from).into_iter().map(|one| one.at("from")).collect();
    if from < known.joined_on {
        let complaint = Complaint::new("partners.refusal.before_joining").at("from");
        complaints.push(complaint.with("joined_on", known.joined_on));
    }
    complaints
}
