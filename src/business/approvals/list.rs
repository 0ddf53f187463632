//! Looking through what was asked: for those who may decide it, and for those who asked.

use crate::business::approvals::Approval;
use crate::business::approvals::records::{all_approvals, approval};
use crate::business::failure::Failure;
use crate::business::permission::Permission;
use crate::business::view::View;
use crate::values::ApprovalId;

/// One page of what was found, newest first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FoundApprovals {
    pub rows: Vec<(ApprovalId, Approval)>,
    /// How many there are altogether.
    pub total: usize,
}

/// A request, for whoever may know of it.
pub fn see_approval(view: &View<'_>, id: ApprovalId) -> Result<Approval, Failure> {
    approval(view, id).filter(|asked| may_see(view, asked)).ok_or_else(Failure::not_found)
}

/// What still waits, or what is answered and taken back, after the first `skip`, `limit` at most.
pub fn find_approvals(view: &View<'_>, open: bool, skip: usize, limit: usize) -> FoundApprovals {
    let wanted = |(_, asked): &(ApprovalId, Approval)| asked.is_open() == open && may_see(view, asked);
    let found: Vec<(ApprovalId, Approval)> = all_approvals(view).into_iter().filter(wanted).collect();
    let total = found.len();
    FoundApprovals { rows: found.into_iter().skip(skip).take(limit).collect(), total }
}

/// Whoever has the permission that decides, and whoever asked.
fn may_see(view: &View<'_>, asked: &Approval) -> bool {
    let asked_it = asked.asked_by.is_some() && asked.asked_by == view.actor().account();
    asked_it || Permission::from_word(&asked.permission).is_some_and(|needed| view.may(needed))
}
