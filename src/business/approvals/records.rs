//! Where approvals are kept.

use crate::business::approvals::Approval;
use crate::business::permission::Permission;
use crate::business::view::View;
use crate::store::{Map, Read, Span, Subject, Table};
use crate::values::ApprovalId;

pub(super) const APPROVAL_ID_TO_APPROVAL: Map<ApprovalId, Approval> = Map::new(40, "APPROVAL_ID_TO_APPROVAL");
pub(super) const SUBJECT_TO_APPROVAL_ID: Map<(String, u64, ApprovalId), ()> = Map::new(41, "SUBJECT_TO_APPROVAL_ID");
pub(super) const OPEN_APPROVAL_ID: Map<ApprovalId, ()> = Map::new(42, "OPEN_APPROVAL_ID");

pub const TABLES: &[Table] =
    &[APPROVAL_ID_TO_APPROVAL.table(), SUBJECT_TO_APPROVAL_ID.table(), OPEN_APPROVAL_ID.table()];

pub fn approval(r: &dyn Read, id: ApprovalId) -> Option<Approval> {
    r.get(&APPROVAL_ID_TO_APPROVAL, &id)
}

/// Newest first.
pub(super) fn all_approvals(r: &dyn Read) -> Vec<(ApprovalId, Approval)> {
    r.scan(&APPROVAL_ID_TO_APPROVAL, Span::all().backwards())
}

/// The newest approval about a subject.
pub fn approval_of(r: &dyn Read, subject: &Subject) -> Option<(ApprovalId, Approval)> {
    let span = Span::prefix(&(subject.kind.clone(), subject.id)).backwards().limit(1);
    let (_, _, id) = r.keys(&SUBJECT_TO_APPROVAL_ID, span).pop()?;
    Some((id, approval(r, id)?))
}

pub fn open_approvals(r: &dyn Read) -> Vec<(ApprovalId, Approval)> {
    let ids = r.keys(&OPEN_APPROVAL_ID, Span::all());
    ids.into_iter().filter_map(|id| Some((id, approval(r, id)?))).collect()
}

/// Open requests that whoever looks may decide, oldest first.
pub fn approvals_to_decide(view: &View) -> Vec<(ApprovalId, Approval)> {
    let allowed = |asked: &Approval| Permission::from_word(&asked.permission).is_some_and(|needed| view.may(needed));
    open_approvals(view).into_iter().filter(|(_, asked)| allowed(asked) && !asked.bars(view.actor())).collect()
}
