//! Deciding.

use crate::business::approvals::events::{AgreementGiven, ApprovalDecided};
use crate::business::approvals::records::{APPROVAL_ID_TO_APPROVAL, OPEN_APPROVAL_ID, approval};
use crate::business::approvals::voice::{principals_of, voice_of};
use crate::business::approvals::{Approval, Decision};
use crate::business::failure::{Complaint, Failure};
use crate::business::permission::Permission;
use crate::business::tx::Tx;
use crate::values::ApprovalId;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    Agree,
    Refuse,
}

/// What has become of a request by an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The answer has decided it.
    Decided,
    /// So many more must agree.
    Waits(u32),
}

/// Agrees to a request or refuses it, with a reason for a refusal. One refusal is enough; an agreement decides when
/// it is the last that was missing.
pub fn decide(tx: &mut Tx, id: ApprovalId, answer: Answer, reason: &str) -> Result<Outcome, Failure> {
    tx.require(permission_needed(tx, id)?)?;
    let before = approval(tx, id).ok_or_else(Failure::not_found)?;
    let for_account = voice_of(tx, tx.actor(), &before, tx.today())?;
    let by = tx.actor().account().ok_or_else(|| Complaint::new("approvals.refusal.needs_account"))?;
    let reason = reason.trim().to_owned();
    if answer == Answer::Refuse && reason.is_empty() {
        return Err(Complaint::new("approvals.refusal.reason_missing").at("reason").into());
    }
    let agreed = answer == Answer::Agree;
    let mut after = before;
    after.answers.push(Decision { agreed, by, for_account, at: tx.now(), reason });
    let about = after.subject.clone();
    if after.is_open() {
        let missing = after.missing();
        let told = tx.record(AgreementGiven { approval: id, about, for_account, missing });
        tx.save(&told, &APPROVAL_ID_TO_APPROVAL, &id, &after);
        return Ok(Outcome::Waits(missing));
    }
    let told = tx.record(ApprovalDecided { approval: id, about, agreed, for_account });
    tx.save(&told, &APPROVAL_ID_TO_APPROVAL, &id, &after);
    tx.remove(&told, &OPEN_APPROVAL_ID, &id);
    Ok(Outcome::Decided)
}

/// Each request says itself which permission it needs. Whoever stands in for somebody who has it needs none but
/// the desk: the right is the principal's.
fn permission_needed(tx: &Tx, id: ApprovalId) -> Result<Permission, Failure> {
    let Approval { permission, .. } = approval(tx, id).ok_or_else(Failure::not_found)?;
    let needed = Permission::from_word(&permission).ok_or_else(Failure::not_found)?;
    let own = tx.actor().account().filter(|_| !tx.may(needed));
    let stands_in = own.is_some_and(|own| principals_of(tx, own, needed, tx.today()).next().is_some());
    Ok(if stands_in { Permission::DeskUse } else { needed })
}
