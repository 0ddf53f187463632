//! Replaying closed periods under both plans.

use crate::business::commissions::calculation::settles_in_firm;
use crate::business::commissions::facts::gather_alike;
use crate::business::commissions::plan::Plan;
use crate::business::commissions::records::{newest_run, plan, posted, posted_runs};
use crate::business::commissions::runs::Run;
use crate::business::commissions::sandbox::comparison::{Comparing, Comparison};
use crate::business::commissions::sandbox::side::Side;
use crate::business::failure::{Complaint, Failure};
use crate::business::permission::Permission;
use crate::business::view::View;
use crate::values::{Period, PeriodKind, RunId};

/// So many periods can be replayed at once: two years of months.
pub const PERIODS_MAX: usize = 24;

/// The posted runs of a plan over its own kind of period, oldest first, `limit` at most and of those the newest.
pub fn closed_runs(view: &View<'_>, plan_name: &str, limit: usize) -> Result<Vec<(RunId, Run)>, Failure> {
    view.require(Permission::CommissionsView)?;
    let mut newest: Vec<(RunId, Run)> = posted_runs(view, plan_name, limit.min(PERIODS_MAX));
    newest.reverse();
    Ok(newest)
}

/// Settles the newest closed periods of a plan once more, by the version that held and by `changed`.
///
/// Both sides see the same facts, as they are known now, and each goes on with what its own periods leave. Before each
/// period `watch` is told how many are done of how many, and says whether to go on: `None` where it said no.
pub fn compare_plans(
    view: &View<'_>,
    plan_name: &str,
    (changed, periods): (Plan, usize),
    watch: &mut dyn FnMut(usize, usize) -> bool,
) -> Result<Option<Comparison>, Failure> {
    let own = closed_runs(view, plan_name, periods)?;
    let (Some((_, first)), Some((_, last))) = (own.first(), own.last()) else {
        return Err(Complaint::new("commissions.refusal.nothing_settled").with("plan", plan_name).into());
    };
    let runs = with_other_kinds(view, plan_name, (first.period, last.period), &own);
    // What the changed plan settles in periods that were never settled would be left out of the comparison.
    let settled = |kind: &PeriodKind| runs.iter().any(|(_, run)| run.period.kind() == *kind);
    if !changed.period_kinds().iter().all(settled) {
        return Err(Complaint::new("commissions.refusal.kind_never_settled").at("source").into());
    }
    settles_in_firm(&changed).map_err(|why| why.complaint().at("source"))?;
    let (mut held_side, mut changed_side, mut comparing) = (Side::default(), Side::default(), Comparing::default());
    let mut currency = None;
    for (done, (id, run)) in runs.iter().enumerate() {
        if !watch(done, runs.len()) {
            return Ok(None);
        }
        let held = plan(view, &run.plan, run.plan_version).ok_or_else(Failure::not_found)?;
        let (for_held, for_changed) = gather_alike(view, (&held, &changed), run.period, view.zone())?;
        let of_held = held_side.replay(view, &held, (*id, for_held))?;
        let of_changed = changed_side.replay(view, &changed, (*id, for_changed))?;
        if *currency.get_or_insert(of_held.currency) != of_held.currency {
            return Err(Complaint::new("commissions.refusal.periods_in_two_currencies").into());
        }
        let posted_hash = run.result.as_ref().map(|result| result.outcome_hash);
        comparing.take((*id, run.period, posted_hash), (&held, &of_held), (&changed, &of_changed));
    }
    let currency = currency.ok_or_else(Failure::not_found)?;
    Ok(Some(comparing.finish(changed, currency)))
}

/// The runs of the plan's own periods, and those of other kinds that belong to them, in the order of their settling.
fn with_other_kinds(
    view: &View<'_>,
    plan_name: &str,
    (first, last): (Period, Period),
    own: &[(RunId, Run)],
) -> Vec<(RunId, Run)> {
    let firsts = posted(view, plan_name).into_iter();
    let mut runs: Vec<(RunId, Run)> = firsts.filter_map(|(id, _)| newest_run(view, id)).collect();
    runs.retain(|(id, run)| {
        let belongs = first.first() <= run.period.last() && run.period.settles_before(last);
        own.iter().any(|(known, _)| known == id) || (belongs && run.period.kind() != last.kind())
    });
    runs.reverse();
    runs
}
