//! What must always hold between the tables of approvals.

use crate::business::approvals::Approval;
use crate::business::approvals::records::{APPROVAL_ID_TO_APPROVAL, OPEN_APPROVAL_ID, SUBJECT_TO_APPROVAL_ID};
use crate::business::defect::Defect;
use crate::store::{Read, compare};
use crate::values::ApprovalId;

/// An approval is found by its subject; just those that nobody has decided or taken back are open.
pub(in crate::business) fn indexes(r: &dyn Read) -> Vec<Defect> {
    let subjects =
        |id: &ApprovalId, approval: &Approval| vec![((approval.subject.kind.clone(), approval.subject.id, *id), ())];
    let open = |id: &ApprovalId, approval: &Approval| if approval.is_open() { vec![(*id, ())] } else { Vec::new() };
    let records = &APPROVAL_ID_TO_APPROVAL;
    let mut found = compare(r, (records, &SUBJECT_TO_APPROVAL_ID), subjects, |(_, _, id), ()| *id);
    found.extend(compare(r, (records, &OPEN_APPROVAL_ID), open, |id, ()| *id));
    Defect::all(found)
}
