//! Deciding.

use crate::business::approvals::events::ApprovalDecided;
use crate::business::approvals::records::{APPROVAL_ID_TO_APPROVAL, OPEN_APPROVAL_ID, approval};
use crate::business::approvals::{Approval, Decision};
use crate::business::failure::{Complaint, Failure};
use crate::business::permission::Permission;
use crate::business::tx::Tx;
use crate::store::Read;
use crate::values::ApprovalId;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    Agree,
    Refuse,
}

/// Agrees to a request or refuses it, with a reason for a refusal.
pub fn decide(tx: &mut Tx, id: ApprovalId, answer: Answer, reason: &str) -> Result<(), Failure> {
    tx.require(permission_needed(tx, id)?)?;
    let before = approval(tx, id).ok_or_else(Failure::not_found)?;
    let by = tx.actor().account().ok_or_else(|| Complaint::new("approvals.refusal.needs_account"))?;
    if !before.is_open() {
        return Err(Complaint::new("approvals.refusal.already_decided").into());
    }
    if before.bars(tx.actor()) {
        return Err(Complaint::new("approvals.refusal.own_work").into());
    }
    let reason = reason.trim().to_owned();
    if answer == Answer::Refuse && reason.is_empty() {
        return Err(Complaint::new("approvals.refusal.reason_missing").at("reason").into());
    }
    let agreed = answer == Answer::Agree;
    let told = tx.record(ApprovalDecided { approval: id, about: before.subject.clone(), agreed });
    let decision = Some(Decision { agreed, by, at: tx.now(), reason });
    tx.save(&told, &APPROVAL_ID_TO_APPROVAL, &id, &Approval { decision, ..before });
    tx.remove(&told, &OPEN_APPROVAL_ID, &id);
    Ok(())
}

/// Each request says itself which permission it needs.
fn permission_needed(r: &dyn Read, id: ApprovalId) -> Result<Permission, Failure> {
    let asked = approval(r, id).ok_or_else(Failure::not_found)?;
    Permission::from_word(&asked.permission).ok_or_else(Failure::not_found)
}
