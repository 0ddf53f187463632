//! Leaving. The partner keeps the place in the tree, so that past and running periods stay as they were.

use crate::business::failure::{Complaint, Failure};
use crate::business::partners::events::PartnerLeft;
use crate::business::partners::records::{
    INVITATION_HASH_TO_PARTNER_ID, PARTNER_ID_TO_PARTNER, complaint_about_closed, partner,
};
use crate::business::partners::{Partner, PartnerState};
use crate::business::permission::Permission;
use crate::business::tx::Tx;
use crate::store::Read;
use crate::values::{Day, PartnerId};

/// Ends a contract; `on` is the first day without it, today or earlier, never inside a settled period. The team
/// stays below. For whoever takes data over: the pages ask for it by a request, and others agree.
pub fn end_contract(tx: &mut Tx, id: PartnerId, on: Day, reason: &str) -> Result<(), Failure> {
    tx.require(Permission::PartnersEdit)?;
    partner(tx, id).ok_or_else(Failure::not_found)?;
    let mut complaints = complaints_about_end(tx, id, on);
    if on > tx.today() {
        complaints.push(Complaint::new("partners.refusal.day_in_future").at("on"));
    }
    if reason.trim().is_empty() {
        complaints.push(Complaint::new("partners.refusal.reason_missing").at("reason"));
    }
    Failure::unless_empty(complaints)?;
    end(tx, id, on, reason.trim())
}

/// What speaks against it, whenever it is to be.
pub(in crate::business::partners) fn complaints_about_end(r: &dyn Read, id: PartnerId, on: Day) -> Vec<Complaint> {
    let Some(before) = partner(r, id) else { return vec![Complaint::new("partners.refusal.upline_unknown")] };
    let mut complaints = Vec::new();
    if matches!(before.state, PartnerState::Left | PartnerState::Withdrawn) {
        complaints.push(Complaint::new("partners.refusal.already_left").with("number", before.number.clone()));
    }
    if on < before.joined_on {
        let complaint = Complaint::new("partners.refusal.before_joining").at("on");
        complaints.push(complaint.with("joined_on", before.joined_on));
    }
    complaints.extend(complaint_about_closed(r, on).map(|one| one.at("on")));
    complaints
}

/// Ends it; whoever calls it has looked for what speaks against it.
pub(in crate::business::partners) fn end(tx: &mut Tx, id: PartnerId, on: Day, reason: &str) -> Result<(), Failure> {
    let before = partner(tx, id).ok_or_else(Failure::not_found)?;
    let told = tx.record(PartnerLeft { partner: id, person: before.person, on });
    if let Some(hash) = before.invitation_hash {
        tx.remove(&told, &INVITATION_HASH_TO_PARTNER_ID, &hash);
    }
    let left = Partner {
        state: PartnerState::Left,
        left_on: Some(on),
        left_because: reason.to_owned(),
        invitation_hash: None,
        ..before
    };
    tx.save(&told, &PARTNER_ID_TO_PARTNER, &id, &left);
    Ok(())
}
