//! What must always hold between cases, their queues and orders.

use std::ops::ControlFlow;

use crate::business::cases::Case;
use crate::business::cases::keep::rows;
use crate::business::cases::records::{
    ACCOUNT_TO_READY_TASK, CASE_ID_TO_CASE, ROLE_TO_READY_TASK, SUBJECT_TO_CASE_ID, case_of,
};
use crate::business::defect::Defect;
use crate::business::failure::Complaint;
use crate::business::orders::{self, Order, Placement};
use crate::store::{Read, Subject, compare};
use crate::values::CaseId;

/// A case is found by its subject; just the tasks that can be done now stand in the queues.
pub(in crate::business) fn indexes(r: &dyn Read) -> Vec<Defect> {
    let subjects = |id: &CaseId, case: &Case| vec![((case.subject.kind.clone(), case.subject.id, *id), ())];
    let of_roles = |id: &CaseId, case: &Case| rows(*id, case).0.into_iter().map(|row| (row, ())).collect();
    let of_accounts = |id: &CaseId, case: &Case| rows(*id, case).1.into_iter().map(|row| (row, ())).collect();
    let mut found = compare(r, (&CASE_ID_TO_CASE, &SUBJECT_TO_CASE_ID), subjects, |(_, _, id), ()| *id);
    found.extend(compare(r, (&CASE_ID_TO_CASE, &ROLE_TO_READY_TASK), of_roles, |(_, _, id, _), ()| *id));
    found.extend(compare(r, (&CASE_ID_TO_CASE, &ACCOUNT_TO_READY_TASK), of_accounts, |(_, _, id, _), ()| *id));
    Defect::all(found)
}

/// Every order that was placed here has its case.
pub(in crate::business) fn orders(r: &dyn Read) -> Vec<Defect> {
    let mut defects = Vec::new();
    orders::each_order(r, |id, order: Order| {
        if order.placement != Placement::Imported && case_of(r, &Subject::of(id)).is_none() {
            let complaint = Complaint::new("checks.cases.order_without").with("order", orders::order_number(id));
            defects.push(Defect::new(format!("order:{id}"), complaint));
        }
        ControlFlow::Continue(())
    });
    defects
}
