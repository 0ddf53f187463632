//! Where facts, plans, runs and statements are kept.

use std::cmp::Reverse;

use crate::business::commissions::late::LateChange;
use crate::business::commissions::objections::{OBJECTION_ID_TO_OBJECTION, RUN_AND_PARTNER_TO_OBJECTION_ID};
use crate::business::commissions::plan::Plan;
use crate::business::commissions::runs::{
    BreakagePage, CarryPage, LinePage, PaidPage, PaidSale, PlanSource, Run, SharedLines, SharedStatements, Statement,
};
use crate::business::commissions::self_billing::{
    RUN_AND_PARTNER_TO_SELF_BILLED_ID, SELF_BILLED_ID_TO_FATE, SELF_BILLED_ID_TO_SELF_BILLED,
};
use crate::business::commissions::sound::read_kept_plan;
use crate::business::commissions::{Sale, SalesPage};
use crate::store::{Fault, Map, Read, Span, Table};
use crate::values::{Day, OrderId, PartnerId, Period, PeriodKind, RunId};

/// Day and a running number; of sales from before those of a day shared pages.
pub(super) const DAY_TO_SALE: Map<(Day, u64), Sale> = Map::new(220, "DAY_TO_SALE");
/// Day and a running number.
pub(super) const DAY_TO_SALES_PAGE: Map<(Day, u64), SalesPage> = Map::new(247, "DAY_TO_SALES_PAGE");
pub(super) const PLAN_AND_VERSION_TO_SOURCE: Map<(String, u32), PlanSource> =
    Map::new(221, "PLAN_AND_VERSION_TO_SOURCE");
pub(super) const RUN_ID_TO_RUN: Map<RunId, Run> = Map::new(222, "RUN_ID_TO_RUN");
/// Of runs from before statements shared a page.
pub(super) const RUN_AND_PARTNER_TO_STATEMENT: Map<(RunId, PartnerId), Statement> =
    Map::new(223, "RUN_AND_PARTNER_TO_STATEMENT");
/// Posted runs in which a partner has a statement.
pub(super) const PARTNER_TO_RUN_ID: Map<(PartnerId, RunId), ()> = Map::new(224, "PARTNER_TO_RUN_ID");
/// Run, partner, page; of runs from before partners shared a page.
pub(super) const RUN_AND_PARTNER_TO_LINES: Map<(RunId, PartnerId, u32), LinePage> =
    Map::new(225, "RUN_AND_PARTNER_TO_LINES");
/// Run, first partner of the page.
pub(super) const RUN_AND_PARTNER_TO_SHARED_STATEMENTS: Map<(RunId, PartnerId), SharedStatements> =
    Map::new(245, "RUN_AND_PARTNER_TO_SHARED_STATEMENTS");
/// Run, first partner of the page, which page of this partner's lines it is.
pub(super) const RUN_AND_PARTNER_TO_SHARED_LINES: Map<(RunId, PartnerId, u32), SharedLines> =
    Map::new(246, "RUN_AND_PARTNER_TO_SHARED_LINES");
/// Run, page.
pub(super) const RUN_TO_BREAKAGE: Map<(RunId, u32), BreakagePage> = Map::new(226, "RUN_TO_BREAKAGE");
/// Posted periods of each plan, of the plan's own kind, by their first day.
pub(super) const PLAN_AND_DAY_TO_RUN_ID: Map<(String, Day), RunId> = Map::new(227, "PLAN_AND_DAY_TO_RUN_ID");
/// Posted periods of the other kinds that a plan settles: plan, word of the kind, first day.
pub(super) const PLAN_KIND_AND_DAY_TO_RUN_ID: Map<(String, String, Day), RunId> =
    Map::new(239, "PLAN_KIND_AND_DAY_TO_RUN_ID");
/// What a posted run left to the next one: run, key, page.
pub(super) const RUN_AND_KEY_TO_CARRY: Map<(RunId, String, u32), CarryPage> = Map::new(228, "RUN_AND_KEY_TO_CARRY");
/// What a posted run paid for each sale: run, and the first order line of a page.
pub(super) const RUN_AND_SALE_TO_PAID: Map<(RunId, OrderId, u32), PaidPage> = Map::new(229, "RUN_AND_SALE_TO_PAID");

/// What became known of a closed period after it was posted, in the order in which it did.
pub(super) const LATE_NUMBER_TO_CHANGE: Map<u64, LateChange> = Map::new(236, "LATE_NUMBER_TO_CHANGE");
/// Posted corrections of a period, by its first run.
pub(super) const RUN_ID_TO_CORRECTION: Map<(RunId, RunId), ()> = Map::new(237, "RUN_ID_TO_CORRECTION");
/// The last late change that a posted run has counted; none where there was none yet.
pub(super) const RUN_ID_TO_LATE_NUMBER: Map<RunId, u64> = Map::new(238, "RUN_ID_TO_LATE_NUMBER");

pub const TABLES: &[Table] = &[
    DAY_TO_SALE.table(),
    DAY_TO_SALES_PAGE.table(),
    PLAN_AND_VERSION_TO_SOURCE.table(),
    RUN_ID_TO_RUN.table(),
    RUN_AND_PARTNER_TO_STATEMENT.table(),
    PARTNER_TO_RUN_ID.table(),
    RUN_AND_PARTNER_TO_LINES.table(),
    RUN_AND_PARTNER_TO_SHARED_STATEMENTS.table(),
    RUN_AND_PARTNER_TO_SHARED_LINES.table(),
    RUN_TO_BREAKAGE.table(),
    PLAN_AND_DAY_TO_RUN_ID.table(),
    PLAN_KIND_AND_DAY_TO_RUN_ID.table(),
    OBJECTION_ID_TO_OBJECTION.table(),
    RUN_AND_PARTNER_TO_OBJECTION_ID.table(),
    RUN_AND_KEY_TO_CARRY.table(),
    RUN_AND_SALE_TO_PAID.table(),
    LATE_NUMBER_TO_CHANGE.table(),
    RUN_ID_TO_CORRECTION.table(),
    RUN_ID_TO_LATE_NUMBER.table(),
    SELF_BILLED_ID_TO_SELF_BILLED.table(),
    RUN_AND_PARTNER_TO_SELF_BILLED_ID.table(),
    SELF_BILLED_ID_TO_FATE.table(),
];

/// Every adopted version of every plan, by name and version.
pub fn plan_sources(r: &dyn Read) -> Vec<((String, u32), PlanSource)> {
    r.scan(&PLAN_AND_VERSION_TO_SOURCE, Span::all())
}

pub fn plan_source(r: &dyn Read, name: &str, version: u32) -> Option<PlanSource> {
    r.get(&PLAN_AND_VERSION_TO_SOURCE, &(name.to_owned(), version))
}

/// An adopted version of a plan, read. What was adopted could be read then, and is not held to rules that came since, so
/// that a failure now is a fault.
pub fn plan(r: &dyn Read, name: &str, version: u32) -> Option<Plan> {
    let source = plan_source(r, name, version)?;
    match read_kept_plan(&source.text) {
        Ok(plan) => Some(plan),
        Err(_) => {
            r.latch().set(Fault::new(format!("plan {name}, version {version}, cannot be read any more")));
            None
        }
    }
}

/// The version of a plan that holds for periods which begin on a day: of those in effect, the highest.
pub fn plan_on(r: &dyn Read, name: &str, day: Day) -> Option<Plan> {
    let versions = r.scan(&PLAN_AND_VERSION_TO_SOURCE, Span::prefix(&(name.to_owned(),)));
    let in_effect = versions.into_iter().rev().find(|(_, source)| source.effective_from <= day);
    in_effect.and_then(|((_, version), _)| plan(r, name, version))
}

/// Every plan that holds for periods which begin on a day, in the order of their names.
pub fn plans_on(r: &dyn Read, day: Day) -> Vec<Plan> {
    let mut names: Vec<String> = plan_sources(r).into_iter().map(|((name, _), _)| name).collect();
    names.dedup();
    names.iter().filter_map(|name| plan_on(r, name, day)).collect()
}

pub fn run(r: &dyn Read, id: RunId) -> Option<Run> {
    r.get(&RUN_ID_TO_RUN, &id)
}

/// Newest first.
pub fn runs(r: &dyn Read) -> Vec<(RunId, Run)> {
    r.scan(&RUN_ID_TO_RUN, Span::all().backwards())
}

/// The first run of every posted period of a plan, in the backward order of their settling: the newest first.
pub(super) fn posted(r: &dyn Read, plan: &str) -> Vec<(RunId, Run)> {
    let own = r.scan(&PLAN_AND_DAY_TO_RUN_ID, Span::prefix(&(plan.to_owned(),))).into_iter().map(|(_, id)| id);
    let others = r.scan(&PLAN_KIND_AND_DAY_TO_RUN_ID, Span::prefix(&(plan.to_owned(),))).into_iter();
    let ids = own.chain(others.map(|(_, id)| id));
    let mut posted: Vec<(RunId, Run)> = ids.filter_map(|id| Some((id, run(r, id)?))).collect();
    posted.sort_by_key(|(id, run)| Reverse((run.period.settling(), *id)));
    posted
}

/// The posted run of a plan that settled any day of a period in periods of the same kind.
pub fn posted_run_in(r: &dyn Read, plan: &str, period: Period) -> Option<RunId> {
    let same = |run: &Run| run.period.kind() == period.kind() && run.period.overlaps(period);
    posted(r, plan).into_iter().find(|(_, run)| same(run)).map(|(id, _)| id)
}

/// The last settled period of a plan of one kind.
pub fn last_posted_run(r: &dyn Read, plan: &str, kind: PeriodKind) -> Option<(RunId, Run)> {
    posted(r, plan).into_iter().find(|(_, run)| run.period.kind() == kind)
}

/// Posted corrections of a period, oldest first; asked with its first run.
pub fn corrections_of(r: &dyn Read, first: RunId) -> Vec<RunId> {
    r.keys(&RUN_ID_TO_CORRECTION, Span::prefix(&(first,))).into_iter().map(|(_, correction)| correction).collect()
}

/// The run that says what is known of a period: its last correction, or the first run where there is none.
pub(super) fn newest_run(r: &dyn Read, first: RunId) -> Option<(RunId, Run)> {
    let newest = r.first(&RUN_ID_TO_CORRECTION, Span::prefix(&(first,)).backwards());
    let id = newest.map_or(first, |((_, correction), ())| correction);
    run(r, id).map(|run| (id, run))
}

/// All late changes with their numbers, oldest first.
pub(super) fn late_changes(r: &dyn Read) -> Vec<(u64, LateChange)> {
    r.scan(&LATE_NUMBER_TO_CHANGE, Span::all())
}

/// The number of the newest late change; 0 where there is none.
pub(super) fn last_late_number(r: &dyn Read) -> u64 {
    r.first(&LATE_NUMBER_TO_CHANGE, Span::all().backwards()).map_or(0, |(number, _)| number)
}

/// Up to which late change a posted run has counted them.
pub(super) fn late_number_of(r: &dyn Read, run: RunId) -> u64 {
    r.get(&RUN_ID_TO_LATE_NUMBER, &run).unwrap_or(0)
}

/// The first runs of all posted periods, of every plan.
pub(super) fn posted_firsts(r: &dyn Read) -> Vec<(RunId, Run)> {
    let own = r.scan(&PLAN_AND_DAY_TO_RUN_ID, Span::all()).into_iter().map(|(_, id)| id);
    let others = r.scan(&PLAN_KIND_AND_DAY_TO_RUN_ID, Span::all()).into_iter().map(|(_, id)| id);
    own.chain(others).filter_map(|id| Some((id, run(r, id)?))).collect()
}

/// The newest posted runs of a plan over its own kind of period, newest first.
pub(super) fn posted_runs(r: &dyn Read, plan: &str, limit: usize) -> Vec<(RunId, Run)> {
    let span = Span::prefix(&(plan.to_owned(),)).backwards().limit(limit);
    let ids = r.scan(&PLAN_AND_DAY_TO_RUN_ID, span);
    ids.into_iter().filter_map(|(_, id)| newest_run(r, id)).collect()
}

/// The posted runs of a plan that were settled before a period, or should have been; newest first. Of a period that was
/// corrected, it is the last correction.
pub(super) fn posted_before(r: &dyn Read, plan: &str, period: Period) -> Vec<(RunId, Run)> {
    let before = posted(r, plan).into_iter().filter(|(_, run)| run.period.settles_before(period));
    before.filter_map(|(id, _)| newest_run(r, id)).collect()
}

/// What a posted run left, by key.
pub(super) fn stored_carry(r: &dyn Read, run: RunId) -> Vec<((RunId, String, u32), CarryPage)> {
    r.scan(&RUN_AND_KEY_TO_CARRY, Span::prefix(&(run,)))
}

/// What a posted run paid for an order line.
pub(super) fn stored_paid(r: &dyn Read, run: RunId, order: OrderId, line: u32) -> Option<PaidSale> {
    let span = Span::between(&(run,), &(run, order, line)).backwards().limit(1);
    let (_, PaidPage(sales)) = r.first(&RUN_AND_SALE_TO_PAID, span)?;
    let place = sales.binary_search_by_key(&(order, line), |sale| (sale.order, sale.line)).ok()?;
    sales.into_iter().nth(place)
}

/// Whether it was kept what a run paid for each sale; runs that were posted before that was done have their lines.
pub(super) fn has_stored_paid(r: &dyn Read, run: RunId) -> bool {
    r.first(&RUN_AND_SALE_TO_PAID, Span::prefix(&(run,))).is_some()
}

/// Newest first.
pub(super) fn runs_of_partner(r: &dyn Read, partner: PartnerId) -> Vec<RunId> {
    r.keys(&PARTNER_TO_RUN_ID, Span::prefix(&(partner,)).backwards()).into_iter().map(|(_, run)| run).collect()
}

/// One page of what nobody was entitled to.
pub(super) fn stored_breakage(r: &dyn Read, run: RunId, page: u32) -> Option<BreakagePage> {
    r.get(&RUN_TO_BREAKAGE, &(run, page))
}
