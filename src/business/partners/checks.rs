//! What must always hold between the tables of partners.

use std::collections::BTreeMap;

use crate::business::defect::Defect;
use crate::business::failure::Complaint;
use crate::business::partners::records::{
    CHILD_TO_EDGE, DAY_TO_APPROVED_REQUEST_ID, FIRM, NUMBER_TO_PARTNER_ID, PARENT_TO_CHILD, PARTNER_ID_TO_PARTNER,
    PARTNER_TO_TREE_REQUEST_ID, PERSON_TO_PARTNER_ID, TREE_REQUEST_ID_TO_TREE_REQUEST,
};
use crate::business::partners::{Edge, EdgeKind, Partner, PartnerState, RequestState, Tree, TreeRequest};
use crate::store::{Read, Span, compare};
use crate::values::{Day, PartnerId, TreeRequestId};

/// A partner is found by number and person; whoever ever stood above somebody is found from above; requests by
/// partner, and by their day while they wait for it.
pub(in crate::business) fn indexes(r: &dyn Read) -> Vec<Defect> {
    let numbers = |id: &PartnerId, partner: &Partner| vec![(partner.number.clone(), *id)];
    // Somebody whose invitation was taken back is no partner and may be invited anew.
    let persons = |id: &PartnerId, partner: &Partner| match partner.state {
        PartnerState::Withdrawn => Vec::new(),
        PartnerState::Invited | PartnerState::Active | PartnerState::Left => vec![(partner.person, *id)],
    };
    let mut found = compare(r, (&PARTNER_ID_TO_PARTNER, &NUMBER_TO_PARTNER_ID), numbers, |_, id| *id);
    found.extend(compare(r, (&PARTNER_ID_TO_PARTNER, &PERSON_TO_PARTNER_ID), persons, |_, id| *id));
    let about = |id: &TreeRequestId, one: &TreeRequest| vec![((one.partner, *id), ())];
    let waiting = |id: &TreeRequestId, one: &TreeRequest| match one.state {
        RequestState::Approved => vec![((one.from, *id), ())],
        _ => Vec::new(),
    };
    let requests = &TREE_REQUEST_ID_TO_TREE_REQUEST;
    found.extend(compare(r, (requests, &PARTNER_TO_TREE_REQUEST_ID), about, |(_, id), ()| *id));
    found.extend(compare(r, (requests, &DAY_TO_APPROVED_REQUEST_ID), waiting, |(_, id), ()| *id));
    let mut defects = Defect::all(found);
    for ((kind, child, from), edge) in r.scan(&CHILD_TO_EDGE, Span::all()) {
        if !r.has(&PARENT_TO_CHILD, &(kind, edge.parent.unwrap_or(FIRM), child)) {
            let complaint = Complaint::new("checks.partners.unknown_above").with("partner", child.to_string());
            defects.push(Defect::new(format!("partner:{child}"), complaint.with("from", from)));
        }
    }
    defects
}

/// Nobody stands under two at a time, and nobody above himself, on any day on which something changed.
pub(in crate::business) fn trees(r: &dyn Read) -> Vec<Defect> {
    let mut defects = Vec::new();
    for kind in [EdgeKind::Enroller, EdgeKind::Sponsor, EdgeKind::Placement] {
        let edges: Vec<(PartnerId, Edge)> = r
            .scan(&CHILD_TO_EDGE, Span::prefix(&(kind.number(),)))
            .into_iter()
            .map(|((_, child, _), edge)| (child, edge))
            .collect();
        defects.extend(overlapping(&edges));
        defects.extend(circles(&edges));
    }
    defects
}

fn overlapping(edges: &[(PartnerId, Edge)]) -> Vec<Defect> {
    let next = edges.iter().skip(1);
    edges
        .iter()
        .zip(next)
        .filter(|((child, edge), (next_child, next))| child == next_child && edge.to.is_none_or(|to| to >= next.from))
        .map(|((child, _), (_, next))| {
            let complaint = Complaint::new("checks.partners.two_above").with("partner", child.to_string());
            Defect::new(format!("partner:{child}"), complaint.with("from", next.from))
        })
        .collect()
}

/// A circle can only close on a day on which an edge begins, so that only those days are looked at.
fn circles(edges: &[(PartnerId, Edge)]) -> Vec<Defect> {
    let mut days: Vec<Day> = edges.iter().map(|(_, edge)| edge.from).collect();
    days.sort_unstable();
    days.dedup();
    // Most edges never change: a tree is grown again only for the days on which a partner moved.
    let first: BTreeMap<PartnerId, Day> = edges.iter().rev().map(|(child, edge)| (*child, edge.from)).collect();
    let moved = |day: &Day| edges.iter().any(|(child, edge)| edge.from == *day && first.get(child) != Some(day));
    let newest = days.last().copied();
    let looked_at = days.into_iter().filter(|day| Some(*day) == newest || moved(day));
    looked_at
        .filter_map(|day| {
            let holding = edges.iter().filter(|(_, edge)| edge.holds_on(day));
            let pairs: Vec<_> = holding.map(|(child, edge)| (*child, edge.parent)).collect();
            let trouble = Tree::grow(&pairs).err()?;
            let complaint = Complaint::new("checks.partners.no_tree").with("day", day);
            Some(Defect::new("partners", complaint.with("why", format!("{trouble:?}"))))
        })
        .collect()
}
