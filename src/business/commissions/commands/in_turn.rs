//! Whether the turn of a period has come: what one period leaves, the next one takes.

use crate::business::commissions::calculation::looks_back;
use crate::business::commissions::plan::{Plan, Refunds};
use crate::business::commissions::records::{posted_before, posted_from};
use crate::business::commissions::runs::run_number;
use crate::business::failure::Complaint;
use crate::store::Read;
use crate::values::Period;

/// Why a period cannot be settled yet, or not any more. The first one of a plan always can, and so can all of a plan
/// to which no other period matters.
pub(super) fn out_of_turn(r: &dyn Read, plan: &Plan, period: Period) -> Option<Complaint> {
    let looks_back = looks_back(plan);
    if !looks_back && plan.refunds == Refunds::Present {
        return None;
    }
    if looks_back && let Some(later) = posted_from(r, &plan.name, period.last().plus_days(1)) {
        let complaint = Complaint::new("commissions.refusal.later_period_posted").at("period");
        return Some(complaint.with("run", run_number(later)));
    }
    let posted = posted_before(r, &plan.name, period.first());
    let due = posted.first()?.1.period.last().plus_days(1);
    if due >= period.first() {
        return None;
    }
    let first = Period::around(due, period.kind());
    let complaint = Complaint::new("commissions.refusal.earlier_period_open").at("period");
    Some(complaint.with("first", first.first()).with("last", first.last()))
}
