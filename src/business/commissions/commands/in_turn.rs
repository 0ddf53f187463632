//! Whether the turn of a period has come: what one period leaves, the next one takes; and no bonus is settled twice for
//! the same days.
//!
//! A plan may be settled in several kinds of period. Each kind follows its own calendar without a gap. Two kinds wait
//! for each other only where the one looks at what the other leaves; then they are settled in the order in which their
//! periods end, on one day the shorter first.

use crate::business::commissions::calculation::looks_at;
use crate::business::commissions::plan::{Plan, Refunds};
use crate::business::commissions::records::{plan as adopted, plan_on, plan_sources, posted};
use crate::business::commissions::runs::{Run, run_number};
use crate::business::commissions::versions::Versions;
use crate::business::failure::Complaint;
use crate::store::Read;
use crate::values::{Day, Period, PeriodKind, RunId};

/// Why a period cannot be settled yet, or not any more. The first one of a plan always can, and so can all of a plan
/// to which no other period matters.
pub(super) fn out_of_turn(r: &dyn Read, plan: &Plan, period: Period) -> Option<Complaint> {
    let posted = posted(r, &plan.name);
    let kind = period.kind();
    let own_matters = looks_at(plan, kind, kind);
    let bound = |other: PeriodKind| other != kind && (looks_at(plan, kind, other) || looks_at(plan, other, kind));
    let waited_for: Vec<PeriodKind> = plan.period_kinds().into_iter().filter(|other| bound(*other)).collect();
    let matters = |other: PeriodKind| (other == kind && own_matters) || waited_for.contains(&other);
    let later = posted.iter().find(|(_, run)| period.settles_before(run.period) && matters(run.period.kind()));
    if let Some((later, _)) = later {
        let complaint = Complaint::new("commissions.refusal.later_period_posted").at("period");
        return Some(complaint.with("run", run_number(*later)));
    }
    // A return can only be set against what was settled before it.
    let in_order = own_matters || plan.refunds != Refunds::Present;
    let own_gap = if in_order { gap(r, plan, period, &posted) } else { None };
    let due = own_gap.or_else(|| waited_for.iter().find_map(|other| due_before(r, plan, (period, *other), &posted)))?;
    let complaint = Complaint::new("commissions.refusal.earlier_period_open").at("period");
    Some(complaint.with("first", due.first()).with("last", due.last()))
}

/// The posted run by which one of the bonuses of this period was settled before, for any of its days.
pub(super) fn settled_before(r: &dyn Read, plan: &Plan, period: Period) -> Option<RunId> {
    let mut versions = Versions::of(r, plan);
    let touching = posted(r, &plan.name).into_iter().filter(|(_, run)| run.period.overlaps(period));
    let mut same = touching
        .filter(|(_, run)| run.period.kind() == period.kind() || versions.settles_any(run, plan, period.kind()));
    same.next().map(|(id, _)| id)
}

/// Days between what was settled last of a bonus and this period, as the period of this kind that holds the first of
/// them. A bonus that was never settled may begin with any period.
fn gap(r: &dyn Read, plan: &Plan, period: Period, posted: &[(RunId, Run)]) -> Option<Period> {
    let mut versions = Versions::of(r, plan);
    let before = posted.iter().filter(|(_, run)| run.period.last() < period.first());
    let mut before =
        before.filter(|(_, run)| run.period.kind() == period.kind() || versions.settles_any(run, plan, period.kind()));
    let due = before.next()?.1.period.last().plus_days(1);
    (due < period.first()).then(|| plan.period_around(due, period.kind()))
}

/// The period of another kind that should have been settled before this one, and was not.
fn due_before(
    r: &dyn Read,
    plan: &Plan,
    (period, kind): (Period, PeriodKind),
    posted: &[(RunId, Run)],
) -> Option<Period> {
    let due = match posted.iter().find(|(_, run)| run.period.kind() == kind) {
        Some((_, run)) => run.period.next(),
        None => {
            // Both kinds begin together: with the first period that was settled at all, or with this one, but not
            // before the plan knew the kind.
            let settled = posted.iter().map(|(_, run)| run.period.first()).min().unwrap_or(period.first());
            let begin = known_since(r, plan, kind).max(settled);
            let around = plan.period_around(begin, kind);
            if around.first() < begin { around.next() } else { around }
        }
    };
    let is_due = due.settles_before(period)
        && plan_on(r, &plan.name, due.first()).is_some_and(|version| version.period_kinds().contains(&kind));
    is_due.then_some(due)
}

/// The first day on which a version of the plan is in effect that is settled in a kind of period.
fn known_since(r: &dyn Read, plan: &Plan, kind: PeriodKind) -> Day {
    let own = plan_sources(r).into_iter().filter(|((name, _), _)| *name == plan.name);
    let versions = own.filter_map(|((name, version), _)| adopted(r, &name, version));
    let knowing = versions.filter(|version| version.period_kinds().contains(&kind));
    knowing.map(|version| version.effective_from).min().unwrap_or(plan.effective_from)
}
