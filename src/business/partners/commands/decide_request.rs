//! Deciding a change of the tree with the day on which it begins, and what follows from the decision.

use crate::business::approvals::{self, Answer, Outcome};
use crate::business::customers;
use crate::business::failure::{Complaint, Failure};
use crate::business::partners::commands::change_sponsor::move_below;
use crate::business::partners::commands::end_contract::end;
use crate::business::partners::commands::register::keep_edge;
use crate::business::partners::events::{
    PositionInherited, SponsorChanged, TreeRequestCarriedOut, TreeRequestDated, TreeRequestDecided,
};
use crate::business::partners::records::{
    CHILD_TO_EDGE, DAY_TO_APPROVED_REQUEST_ID, PARTNER_AND_DAY_TO_FORMER_HOLDER, PARTNER_ID_TO_PARTNER,
    PERSON_TO_PARTNER_ID, TREE_REQUEST_ID_TO_TREE_REQUEST, partner, request,
};
use crate::business::partners::requests::{complaints_about, consequences, movers, next_above};
use crate::business::partners::{Edge, EdgeKind, Partner, RequestState, TreeRequest, Wish};
use crate::business::people::{self, ConsentKind};
use crate::business::permission::Permission;
use crate::business::tx::Tx;
use crate::values::{ApprovalId, Day, PartnerId, PersonId, TreeRequestId};

/// Agrees to a change or refuses it. Whoever agrees first may choose the day; the others agree to that day.
pub fn decide_request(
    tx: &mut Tx,
    id: TreeRequestId,
    answer: Answer,
    from: Option<Day>,
    reason: &str,
) -> Result<Outcome, Failure> {
    tx.require(Permission::DeskUse)?;
    let before = request(tx, id).ok_or_else(Failure::not_found)?;
    let approval = before.approval.ok_or_else(Failure::not_found)?;
    let others_agreed = approvals::approval(tx, approval).is_some_and(|asked| asked.agreed() > 0);
    if let Some(from) = from.filter(|from| answer == Answer::Agree && *from != before.from) {
        if others_agreed {
            let complaint = Complaint::new("partners.refusal.day_agreed").at("from");
            return Err(complaint.with("from", before.from).into());
        }
        let told = tx.record(TreeRequestDated { request: id, from_day_before: before.from, from_day: from });
        tx.save(&told, &TREE_REQUEST_ID_TO_TREE_REQUEST, &id, &TreeRequest { from, ..before });
    }
    let asked = request(tx, id).ok_or_else(Failure::not_found)?;
    let outcome = approvals::decide(tx, approval, answer, reason)?;
    if answer == Answer::Agree {
        Failure::unless_empty(at_field("from", complaints_about(tx, &asked)))?;
    }
    Ok(outcome)
}

/// Carries out what was agreed to and whose day has come; the calendar does it by itself.
pub fn carry_out_request(tx: &mut Tx, id: TreeRequestId) -> Result<(), Failure> {
    tx.require(Permission::PartnersEdit)?;
    let before = request(tx, id).ok_or_else(Failure::not_found)?;
    if before.state != RequestState::Approved {
        return Err(Complaint::new("partners.refusal.request_not_approved").into());
    }
    if !before.is_due(tx.today()) {
        return Err(Complaint::new("partners.refusal.request_not_due").with("from", before.from).into());
    }
    carry_out(tx, id)
}

/// Somebody has decided; a request that has moved on since then is left alone.
pub(in crate::business) fn take_decision(
    tx: &mut Tx,
    approval: ApprovalId,
    id: TreeRequestId,
    agreed: bool,
) -> Result<(), Failure> {
    let waits = |one: &TreeRequest| one.state == RequestState::Asked && one.approval == Some(approval);
    let Some(before) = request(tx, id).filter(waits) else { return Ok(()) };
    let told = tx.record(TreeRequestDecided { request: id, agreed });
    if !agreed {
        let refused = TreeRequest { state: RequestState::Refused, settled_at: Some(tx.now()), ..before };
        tx.save(&told, &TREE_REQUEST_ID_TO_TREE_REQUEST, &id, &refused);
        return Ok(());
    }
    let is_due = before.is_due(tx.today());
    tx.save(&told, &DAY_TO_APPROVED_REQUEST_ID, &(before.from, id), &());
    let approved = TreeRequest { state: RequestState::Approved, ..before };
    tx.save(&told, &TREE_REQUEST_ID_TO_TREE_REQUEST, &id, &approved);
    if is_due { carry_out(tx, id) } else { Ok(()) }
}

/// All or nothing: whatever speaks against it now stops it, and whoever decided reads why.
fn carry_out(tx: &mut Tx, id: TreeRequestId) -> Result<(), Failure> {
    let before = request(tx, id).ok_or_else(Failure::not_found)?;
    Failure::unless_empty(complaints_about(tx, &before))?;
    let people = consequences(tx, &before).people;
    let (position, from, reason) = (before.partner, before.from, before.reason.as_str());
    match &before.wish {
        Wish::Sponsor { sponsor } => move_below(tx, position, *sponsor, from, reason)?,
        Wish::Leaving { team } => {
            if let Some(above) = next_above(tx, position, from, *team) {
                give_way(tx, position, above, from, reason);
            }
            end(tx, position, from, reason)?;
        }
        Wish::Inheritance { heir, terms_version } => hand_over(tx, position, *heir, terms_version, from)?,
        Wish::Merging { kept } => {
            give_way(tx, position, Some(*kept), from, reason);
            end(tx, position, from, reason)?;
            pass_customers_on(tx, position, *kept)?;
        }
    }
    let told = tx.record(TreeRequestCarriedOut { request: id, partner: position, people });
    tx.remove(&told, &DAY_TO_APPROVED_REQUEST_ID, &(from, id));
    let state = RequestState::CarriedOut;
    let done = TreeRequest { state, settled_at: Some(tx.now()), people_moved: people, ..before };
    tx.save(&told, &TREE_REQUEST_ID_TO_TREE_REQUEST, &id, &done);
    Ok(())
}

/// Everybody directly below goes below another from a day on, also where that was planned for a later day.
fn give_way(tx: &mut Tx, gone: PartnerId, next: Option<PartnerId>, from: Day, reason: &str) {
    let kind = EdgeKind::Sponsor;
    for (child, edges) in movers(tx, gone, from) {
        for edge in edges {
            let begins = edge.from.max(from);
            let told = tx.record(SponsorChanged {
                partner: child,
                sponsor_before: Some(gone),
                sponsor: next,
                from_day: begins,
            });
            let moved = Edge { parent: next, from: begins, to: edge.to, reason: reason.to_owned(), leg: None };
            if edge.from < begins {
                let ended = Edge { to: Some(begins.plus_days(-1)), ..edge };
                tx.save(&told, &CHILD_TO_EDGE, &(kind.number(), child, ended.from), &ended);
            }
            keep_edge(tx, &told, kind, child, &moved);
        }
    }
}

/// The position stays as it is, with its number, its team and its history; only who holds it changes.
fn hand_over(tx: &mut Tx, position: PartnerId, heir: PersonId, terms_version: &str, from: Day) -> Result<(), Failure> {
    let before = partner(tx, position).ok_or_else(Failure::not_found)?;
    let former = before.person;
    let told = tx.record(PositionInherited { partner: position, person_before: former, person: heir, from_day: from });
    tx.remove(&told, &PERSON_TO_PARTNER_ID, &former);
    tx.save(&told, &PERSON_TO_PARTNER_ID, &heir, &position);
    tx.save(&told, &PARTNER_AND_DAY_TO_FORMER_HOLDER, &(position, from), &former);
    people::keep_consent(tx, &told, heir, ConsentKind::PartnerTerms, terms_version);
    let held = Partner { person: heir, terms_version: terms_version.to_owned(), ..before };
    tx.save(&told, &PARTNER_ID_TO_PARTNER, &position, &held);
    Ok(())
}

/// Whoever was brought by the position that ends is credited to the kept one from now on.
fn pass_customers_on(tx: &mut Tx, from: PartnerId, to: PartnerId) -> Result<(), Failure> {
    for id in customers::customers_of_partner(tx, from) {
        if let Some(known) = customers::customer(tx, id).filter(|known| !known.closed) {
            customers::change_customer(tx, id, known.group, Some(to))?;
        }
    }
    Ok(())
}

/// The day is the one field of this form that can be wrong.
fn at_field(field: &'static str, complaints: Vec<Complaint>) -> Vec<Complaint> {
    complaints.into_iter().map(|complaint| complaint.at(field)).collect()
}
