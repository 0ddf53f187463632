//! Taking an invitation back before it was answered: a slip of the pen, or somebody who changed his mind.

use crate::business::customers::customers_of_partner;
use crate::business::failure::{Complaint, Failure};
use crate::business::partners::events::InvitationWithdrawn;
use crate::business::partners::records::{
    CHILD_TO_EDGE, INVITATION_HASH_TO_PARTNER_ID, PARTNER_ID_TO_PARTNER, PERSON_TO_PARTNER_ID, edges_of, ever_below,
    partner,
};
use crate::business::partners::working::require_contract;
use crate::business::partners::{Edge, EdgeKind, Partner, PartnerState, is_in_team};
use crate::business::permission::Permission;
use crate::business::tx::Tx;
use crate::values::PartnerId;

/// Closes an invitation; its link opens nothing any more, and the person may be invited anew.
pub fn withdraw_invitation(tx: &mut Tx, id: PartnerId, reason: &str) -> Result<(), Failure> {
    tx.require(Permission::PartnerRegister)?;
    let own = require_contract(tx)?;
    if !is_in_team(tx, id, own, tx.today()) {
        return Err(Failure::not_found());
    }
    withdraw(tx, id, reason)
}

/// The same by staff.
pub fn withdraw_invitation_for(tx: &mut Tx, id: PartnerId, reason: &str) -> Result<(), Failure> {
    tx.require(Permission::PartnersEdit)?;
    withdraw(tx, id, reason)
}

fn withdraw(tx: &mut Tx, id: PartnerId, reason: &str) -> Result<(), Failure> {
    let before = partner(tx, id).ok_or_else(Failure::not_found)?;
    let mut complaints = Vec::new();
    if before.state != PartnerState::Invited {
        complaints.push(Complaint::new("partners.refusal.invitation_answered").with("number", before.number.clone()));
    } else if leads_somebody(tx, id) {
        complaints.push(Complaint::new("partners.refusal.invited_leads").with("number", before.number.clone()));
    }
    if reason.trim().is_empty() {
        complaints.push(Complaint::new("partners.refusal.reason_missing").at("reason"));
    }
    Failure::unless_empty(complaints)?;
    let told = tx.record(InvitationWithdrawn { partner: id });
    if let Some(hash) = before.invitation_hash {
        tx.remove(&told, &INVITATION_HASH_TO_PARTNER_ID, &hash);
    }
    tx.remove(&told, &PERSON_TO_PARTNER_ID, &before.person);
    // From today on nobody stands there; the days before stay as they were, because they may be settled.
    let yesterday = tx.today().plus_days(-1);
    for kind in [EdgeKind::Enroller, EdgeKind::Sponsor] {
        for edge in edges_of(tx, kind, id).into_iter().filter(|edge| edge.to.is_none()) {
            let ended = Edge { to: Some(yesterday), ..edge };
            tx.save(&told, &CHILD_TO_EDGE, &(kind.number(), id, ended.from), &ended);
        }
    }
    let withdrawn = Partner {
        state: PartnerState::Withdrawn,
        left_on: Some(tx.today()),
        left_because: reason.trim().to_owned(),
        invitation_hash: None,
        ..before
    };
    tx.save(&told, &PARTNER_ID_TO_PARTNER, &id, &withdrawn);
    Ok(())
}

/// Whoever stands below, today or from a later day on, would be left without anybody above.
fn leads_somebody(tx: &Tx, id: PartnerId) -> bool {
    let is_left = |kind: EdgeKind, child: PartnerId| {
        let edges = edges_of(tx, kind, child);
        edges.iter().any(|edge| edge.parent == Some(id) && edge.to.is_none_or(|to| to >= tx.today()))
    };
    let leads = |kind: EdgeKind| ever_below(tx, kind, id).into_iter().any(|child| is_left(kind, child));
    leads(EdgeKind::Enroller) || leads(EdgeKind::Sponsor) || !customers_of_partner(tx, id).is_empty()
}
