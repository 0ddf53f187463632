//! What must always hold between the tables of approvals.

use crate::business::approvals::records::{
    APPROVAL_ID_TO_APPROVAL, DEPUTY_TO_DEPUTYSHIP_ID, DEPUTYSHIP_ID_TO_DEPUTYSHIP, OPEN_APPROVAL_ID,
    SUBJECT_TO_APPROVAL_ID,
};
use crate::business::approvals::{Approval, Deputyship};
use crate::business::defect::Defect;
use crate::store::{Read, compare};
use crate::values::{ApprovalId, DeputyshipId};

/// An approval is found by its subject; just those that nobody has decided or taken back are open. Whoever stands
/// in for somebody is found as such.
pub(in crate::business) fn indexes(r: &dyn Read) -> Vec<Defect> {
    let subjects =
        |id: &ApprovalId, approval: &Approval| vec![((approval.subject.kind.clone(), approval.subject.id, *id), ())];
    let open = |id: &ApprovalId, approval: &Approval| if approval.is_open() { vec![(*id, ())] } else { Vec::new() };
    let deputies = |id: &DeputyshipId, one: &Deputyship| vec![((one.deputy, *id), ())];
    let records = &APPROVAL_ID_TO_APPROVAL;
    let mut found = compare(r, (records, &SUBJECT_TO_APPROVAL_ID), subjects, |(_, _, id), ()| *id);
    found.extend(compare(r, (records, &OPEN_APPROVAL_ID), open, |id, ()| *id));
    let standing_in = (&DEPUTYSHIP_ID_TO_DEPUTYSHIP, &DEPUTY_TO_DEPUTYSHIP_ID);
    found.extend(compare(r, standing_in, deputies, |(_, id), ()| *id));
    Defect::all(found)
}
