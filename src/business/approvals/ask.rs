//! Asking for agreement, and taking the request back: parts of other rooms' commands, which ask for permission.

use crate::business::approvals::events::{ApprovalAsked, ApprovalWithdrawn};
use crate::business::approvals::records::{
    APPROVAL_ID_TO_APPROVAL, OPEN_APPROVAL_ID, SUBJECT_TO_APPROVAL_ID, approval, approvers_needed,
};
use crate::business::approvals::{Approval, Matter};
use crate::business::tx::Tx;
use crate::store::Subject;
use crate::values::{AccountId, ApprovalId, PersonId};

/// What is asked, and who may not answer besides the one who asks.
pub(in crate::business) struct NewApproval {
    pub matter: Matter,
    pub subject: Subject,
    pub barred_accounts: Vec<AccountId>,
    pub barred_persons: Vec<PersonId>,
}

/// Lays a request before those who have the permission.
pub(in crate::business) fn ask(tx: &mut Tx, new: NewApproval) -> ApprovalId {
    let id = tx.next_id();
    let permission = new.matter.permission().word().to_owned();
    let needed = approvers_needed(tx).of(new.matter);
    let about = new.subject.clone();
    let told = tx.record(ApprovalAsked { approval: id, about, permission: permission.clone(), needed });
    let asked_by = tx.actor().account();
    let mut barred_accounts = new.barred_accounts;
    barred_accounts.extend(asked_by);
    let mut barred_persons = new.barred_persons;
    barred_persons.extend(tx.actor().person);
    let asked = Approval {
        matter: new.matter,
        subject: new.subject.clone(),
        permission,
        asked_by,
        asked_at: tx.now(),
        barred_accounts,
        barred_persons,
        needed,
        answers: Vec::new(),
        withdrawn_at: None,
    };
    tx.save(&told, &APPROVAL_ID_TO_APPROVAL, &id, &asked);
    tx.save(&told, &SUBJECT_TO_APPROVAL_ID, &(new.subject.kind, new.subject.id, id), &());
    tx.save(&told, &OPEN_APPROVAL_ID, &id, &());
    id
}

/// Takes a request back, because what it asked about has changed; a decided one stays as it is.
pub(in crate::business) fn withdraw(tx: &mut Tx, id: ApprovalId) {
    if let Some(before) = approval(tx, id).filter(Approval::is_open) {
        let told = tx.record(ApprovalWithdrawn { approval: id, about: before.subject.clone() });
        tx.save(&told, &APPROVAL_ID_TO_APPROVAL, &id, &Approval { withdrawn_at: Some(tx.now()), ..before });
        tx.remove(&told, &OPEN_APPROVAL_ID, &id);
    }
}
