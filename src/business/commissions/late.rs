//! Late events: what becomes known of a closed period after it was posted. The posted run stays as it is; a correction
//! run counts what came late.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::business::commissions::calculation::{RECKONING, looks_at};
use crate::business::commissions::plan::Refunds;
use crate::business::commissions::records::{late_changes, late_number_of, newest_run, plan, posted, posted_firsts};
use crate::business::commissions::runs::{Run, RunState};
use crate::business::commissions::{Sale, SaleKind, sales};
use crate::business::failure::Failure;
use crate::business::permission::Permission;
use crate::business::view::View;
use crate::store::{Read, Stored};
use crate::values::{AccountId, Day, Instant, OrderId, Period, RunId};

/// A sale of a closed period that arrived late, or that is another one now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LateChange {
    pub at: Instant,
    pub by: Option<AccountId>,
    /// The sale as posted runs have counted it; `None` where it arrived late.
    pub before: Option<Sale>,
    pub after: Sale,
    pub because: String,
}

/// What waits for a correction run: late changes in the periods of posted runs, by the first run of each period,
/// oldest period first.
pub fn periods_to_correct(view: &View<'_>) -> Result<Vec<(RunId, Run, Vec<LateChange>)>, Failure> {
    view.require(Permission::CommissionsView)?;
    let all = late_changes(view);
    if all.is_empty() {
        return Ok(Vec::new());
    }
    let waiting = posted_firsts(view).into_iter().filter_map(|(id, run)| {
        let late = uncounted(view, &all, id, &run);
        (!late.is_empty()).then_some((id, run, late))
    });
    let mut waiting: Vec<_> = waiting.collect();
    waiting.sort_by_key(|(id, run, _)| (run.period.first(), *id));
    Ok(waiting)
}

/// Late changes of the period of a posted first run that neither it nor any correction of it has counted.
pub fn late_changes_of(view: &View<'_>, id: RunId) -> Result<Vec<LateChange>, Failure> {
    view.require(Permission::CommissionsView)?;
    let run = crate::business::commissions::run(view, id).ok_or_else(Failure::not_found)?;
    if run.state != RunState::Posted || run.corrects.is_some() {
        return Ok(Vec::new());
    }
    Ok(uncounted(view, &late_changes(view), id, &run))
}

/// The correction of an earlier period of the plan, posted since this one was settled, from which it has taken
/// something: what periods leave to each other, or what was paid for goods that came back.
pub fn rests_on_corrected(view: &View<'_>, id: RunId) -> Result<Option<RunId>, Failure> {
    view.require(Permission::CommissionsView)?;
    let Some((newest, run)) = newest_run(view, id).filter(|(_, run)| run.state == RunState::Posted) else {
        return Ok(None);
    };
    let earlier = posted(view, &run.plan).into_iter().filter(|(_, first)| first.period.settles_before(run.period));
    let corrected = earlier.filter_map(|(id, first)| Some((id, first.period, newest_run(view, id)?)));
    // Opened first is not posted first.
    let since = (run.posted_at, newest);
    let corrected: Vec<(Period, RunId)> = corrected
        .filter(|(first, _, (id, correction))| first != id && (correction.posted_at, *id) > since)
        .map(|(_, period, (id, _))| (period, id))
        .collect();
    if corrected.is_empty() {
        return Ok(None);
    }
    let plan = plan(view, &run.plan, run.plan_version).ok_or_else(Failure::not_found)?;
    let line = |sale: &Sale| (sale.order, sale.line);
    let sold = |period: Period, returned: bool| {
        let all = sales(view, period).into_iter();
        all.filter(move |sale| (sale.kind == SaleKind::Return) == returned)
    };
    let back: BTreeSet<_> = sold(run.period, true).map(|sale| line(&sale)).collect();
    let takes_from = |period: Period| sold(period, false).any(|sale| back.contains(&line(&sale)));
    let matters = |(period, _): &(Period, RunId)| {
        looks_at(&plan, run.period.kind(), period.kind()) || (plan.refunds != Refunds::Present && takes_from(*period))
    };
    Ok(corrected.into_iter().filter(matters).map(|(_, correction)| correction).max())
}

/// Whether the program reckons otherwise today than when the period was posted that an open correction reckons once
/// more: not all of the differences need to come from what became known late.
pub fn reckons_otherwise(view: &View<'_>, id: RunId) -> Result<bool, Failure> {
    view.require(Permission::CommissionsView)?;
    let run = crate::business::commissions::run(view, id).ok_or_else(Failure::not_found)?;
    let corrects = run.corrects.filter(|_| run.state.is_open());
    let posted = corrects.and_then(|corrects| newest_run(view, corrects.run));
    Ok(posted.is_some_and(|(_, posted)| posted.reckoned_by != RECKONING))
}

fn uncounted(r: &dyn Read, all: &[(u64, LateChange)], id: RunId, run: &Run) -> Vec<LateChange> {
    let newest = newest_run(r, id).map_or(id, |(newest, _)| newest);
    let counted = late_number_of(r, newest);
    let late = all.iter().filter(|(number, late)| *number > counted && run.period.contains(late.after.day));
    let late: Vec<&LateChange> = late.map(|(_, late)| late).collect();
    let unchanged = there_and_back(&late);
    late.into_iter().filter(|late| !unchanged.contains(&sold(&late.after))).cloned().collect()
}

/// What was sold, whomever it is credited to.
type Sold = (OrderId, u32, Day, SaleKind, u32, i64);

fn sold(sale: &Sale) -> Sold {
    (sale.order, sale.line, sale.day, sale.kind, sale.quantity, sale.base.minor())
}

/// What was credited to somebody else and then back again: nothing of it waits to be counted.
fn there_and_back(late: &[&LateChange]) -> BTreeSet<Sold> {
    let mut of_sale: BTreeMap<Sold, Vec<&LateChange>> = BTreeMap::new();
    for change in late {
        of_sale.entry(sold(&change.after)).or_default().push(change);
    }
    let back = of_sale.into_iter().filter(|(_, changes)| {
        let first = changes.first().and_then(|change| change.before.as_ref());
        let last = changes.last().map(|change| &change.after);
        first == last && changes.iter().all(|change| change.before.is_some())
    });
    back.map(|(sold, _)| sold).collect()
}

impl Stored for LateChange {
    const VERSION: u8 = 1;
}
