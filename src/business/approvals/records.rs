//! Where approvals, deputies and the numbers of those who must agree are kept.

use crate::business::approvals::voice::voice_of;
use crate::business::approvals::{Approval, ApproversNeeded, Deputyship};
use crate::business::view::View;
use crate::store::{Map, Read, Span, Subject, Table};
use crate::values::{AccountId, ApprovalId, DeputyshipId};

pub(super) const APPROVAL_ID_TO_APPROVAL: Map<ApprovalId, Approval> = Map::new(40, "APPROVAL_ID_TO_APPROVAL");
pub(super) const SUBJECT_TO_APPROVAL_ID: Map<(String, u64, ApprovalId), ()> = Map::new(41, "SUBJECT_TO_APPROVAL_ID");
pub(super) const OPEN_APPROVAL_ID: Map<ApprovalId, ()> = Map::new(42, "OPEN_APPROVAL_ID");
pub(super) const DEPUTYSHIP_ID_TO_DEPUTYSHIP: Map<DeputyshipId, Deputyship> =
    Map::new(43, "DEPUTYSHIP_ID_TO_DEPUTYSHIP");
pub(super) const DEPUTY_TO_DEPUTYSHIP_ID: Map<(AccountId, DeputyshipId), ()> = Map::new(44, "DEPUTY_TO_DEPUTYSHIP_ID");
pub(super) const ONLY_TO_APPROVERS_NEEDED: Map<(), ApproversNeeded> = Map::new(45, "ONLY_TO_APPROVERS_NEEDED");

pub const TABLES: &[Table] = &[
    APPROVAL_ID_TO_APPROVAL.table(),
    SUBJECT_TO_APPROVAL_ID.table(),
    OPEN_APPROVAL_ID.table(),
    DEPUTYSHIP_ID_TO_DEPUTYSHIP.table(),
    DEPUTY_TO_DEPUTYSHIP_ID.table(),
    ONLY_TO_APPROVERS_NEEDED.table(),
];

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

/// Open requests that whoever looks may decide, also in the place of somebody else, oldest first.
pub fn approvals_to_decide(view: &View) -> Vec<(ApprovalId, Approval)> {
    let allowed = |asked: &Approval| voice_of(view, view.actor(), asked, view.today()).is_ok();
    open_approvals(view).into_iter().filter(|(_, asked)| allowed(asked)).collect()
}

pub(super) fn deputyship(r: &dyn Read, id: DeputyshipId) -> Option<Deputyship> {
    r.get(&DEPUTYSHIP_ID_TO_DEPUTYSHIP, &id)
}

/// Every one that ever was, oldest first.
pub(super) fn deputyships(r: &dyn Read) -> Vec<(DeputyshipId, Deputyship)> {
    r.scan(&DEPUTYSHIP_ID_TO_DEPUTYSHIP, Span::all())
}

pub(super) fn deputyships_of_deputy(r: &dyn Read, deputy: AccountId) -> Vec<(DeputyshipId, Deputyship)> {
    let ids = r.keys(&DEPUTY_TO_DEPUTYSHIP_ID, Span::prefix(&(deputy,)));
    ids.into_iter().filter_map(|(_, id)| Some((id, deputyship(r, id)?))).collect()
}

/// How many must agree to each kind of request.
pub fn approvers_needed(r: &dyn Read) -> ApproversNeeded {
    r.get(&ONLY_TO_APPROVERS_NEEDED, &()).unwrap_or_default()
}
