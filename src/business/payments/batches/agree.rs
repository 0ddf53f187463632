//! Agreeing to a batch: money leaves only when a second person has looked at it.

use std::collections::BTreeSet;

use crate::business::access;
use crate::business::approvals::{self, Matter, NewApproval, approvers};
use crate::business::failure::{Complaint, Failure};
use crate::business::partners;
use crate::business::payments::batches::events::{BatchDecided, BatchSubmitted};
use crate::business::payments::records::{BATCH_ID_TO_BATCH, batch};
use crate::business::payments::{Batch, BatchState, bank_day_from, batch_number};
use crate::business::permission::Permission;
use crate::business::tx::Tx;
use crate::store::{Read, Subject};
use crate::values::{ApprovalId, BatchId, PersonId};

/// Lays a batch before somebody else once more: after a refusal, or because nobody was asked when it was made.
pub fn submit_batch(tx: &mut Tx, id: BatchId) -> Result<ApprovalId, Failure> {
    tx.require(Permission::PaymentsPayOut)?;
    let before = batch(tx, id).ok_or_else(Failure::not_found)?;
    if !matches!(before.state, BatchState::Ready | BatchState::Refused) {
        let complaint = Complaint::new("payments_out.refusal.not_to_submit").with("batch", batch_number(id));
        return Err(complaint.into());
    }
    Ok(request_agreement(tx, id, before))
}

/// Nobody agrees who made it, or who is paid by it.
pub(super) fn request_agreement(tx: &mut Tx, id: BatchId, before: Batch) -> ApprovalId {
    let made_by = before.made_by.into_iter().collect::<Vec<_>>();
    let made_by_person = before.made_by.and_then(|account| access::account(tx, account)).map(|account| account.person);
    let mut barred_persons: Vec<PersonId> = made_by_person.into_iter().collect();
    barred_persons.extend(paid_approvers(tx, &before));
    let asked =
        NewApproval { matter: Matter::Payout, subject: Subject::of(id), barred_accounts: made_by, barred_persons };
    let approval = approvals::ask(tx, asked);
    let told = tx.record(BatchSubmitted { batch: id, approval });
    let mut approvals = before.approvals.clone();
    approvals.push(approval);
    tx.save(&told, &BATCH_ID_TO_BATCH, &id, &Batch { state: BatchState::Submitted, approvals, ..before });
    approval
}

/// Those who could agree and are paid by it themselves.
fn paid_approvers(r: &dyn Read, batch: &Batch) -> BTreeSet<PersonId> {
    let may_agree: BTreeSet<PersonId> =
        approvers(r, Matter::Payout.permission()).into_iter().map(|(_, person)| person).collect();
    let paid = batch.transfers.iter().filter_map(|transfer| partners::partner(r, transfer.partner));
    paid.map(|partner| partner.person).filter(|person| may_agree.contains(person)).collect()
}

/// Somebody has answered; a batch that was taken back since then is left alone.
pub(in crate::business) fn take_decision(tx: &mut Tx, approval: ApprovalId, id: BatchId, agreed: bool) {
    let waits = |batch: &Batch| batch.state == BatchState::Submitted && batch.approval() == Some(approval);
    if let Some(before) = batch(tx, id).filter(waits) {
        let told = tx.record(BatchDecided { batch: id, agreed });
        let state = if agreed { BatchState::Agreed } else { BatchState::Refused };
        // Agreed to late, it is carried out on the next day on which a bank works.
        let execute_on = if agreed { bank_day_from(before.execute_on.max(tx.today())) } else { before.execute_on };
        tx.save(&told, &BATCH_ID_TO_BATCH, &id, &Batch { state, execute_on, ..before });
    }
}

/// Nobody needs to answer any more.
pub(super) fn withdraw_request(tx: &mut Tx, batch: &Batch) {
    if let Some(approval) = batch.approval() {
        approvals::withdraw(tx, approval);
    }
}
