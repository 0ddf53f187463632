//! Leaving. The partner keeps the place in the tree, so that past and running periods stay as they were.

use crate::business::failure::{Complaint, Failure};
use crate::business::partners::events::PartnerLeft;
use crate::business::partners::records::{
    INVITATION_HASH_TO_PARTNER_ID, PARTNER_ID_TO_PARTNER, closed_through, partner,
};
use crate::business::partners::{Partner, PartnerState};
use crate::business::permission::Permission;
use crate::business::tx::Tx;
use crate::values::{Day, PartnerId};

/// Ends a contract; `on` is the first day without it, today or earlier, never inside a settled period.
pub fn end_contract(tx: &mut Tx, id: PartnerId, on: Day, reason: &str) -> Result<(), Failure> {
    tx.require(Permission::PartnersEdit)?;
    let before = partner(tx, id).ok_or_else(Failure::not_found)?;
    let mut complaints = Vec::new();
    if matches!(before.state, PartnerState::Left | PartnerState::Withdrawn) {
        complaints.push(Complaint::new("partners.refusal.already_left").with("number", before.number.clone()));
    }
    if on > tx.today() {
        complaints.push(Complaint::new("partners.refusal.day_in_future").at("on"));
    }
    if on < before.joined_on {
        let complaint = Complaint::new("partners.refusal.before_joining").at("on");
        complaints.push(complaint.with("joined_on", before.joined_on));
    }
    if let Some(closed) = closed_through(tx).filter(|closed| on <= *closed) {
        complaints.push(Complaint::new("partners.refusal.period_closed").at("on").with("closed_through", closed));
    }
    if reason.trim().is_empty() {
        complaints.push(Complaint::new("partners.refusal.reason_missing").at("reason"));
    }
    Failure::unless_empty(complaints)?;
    let told = tx.record(PartnerLeft { partner: id, person: before.person, on });
    if let Some(hash) = before.invitation_hash {
        tx.remove(&told, &INVITATION_HASH_TO_PARTNER_ID, &hash);
    }
    let left = Partner {
        state: PartnerState::Left,
        left_on: Some(on),
        left_because: reason.trim().to_owned(),
        invitation_hash: None,
        ..before
    };
    tx.save(&told, &PARTNER_ID_TO_PARTNER, &id, &left);
    Ok(())
}
