//! Goods that came back of closed periods, where the plan reckons those periods again instead of counting the returns
//! in the period in which they come.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::ControlFlow;

use jiff::tz::TimeZone;

use crate::business::commissions::calculation::{AgainTrouble, CameBack, reckon_again};
use crate::business::commissions::facts::FactsOf;
use crate::business::commissions::facts::gather::{gather_given, refuse};
use crate::business::commissions::facts::gather_left::taken_back_since;
use crate::business::commissions::plan::{Plan, RanksThen};
use crate::business::commissions::records::plan as adopted;
use crate::business::commissions::runs::Run;
use crate::business::commissions::sales::each_sale;
use crate::business::commissions::versions::Versions;
use crate::business::commissions::{Sale, SaleKind};
use crate::business::failure::{Complaint, Failure};
use crate::store::Read;
use crate::values::{OrderId, PartnerId, Period, RunId};

/// An order line.
type Sold = (OrderId, u32);

/// A posted run with what came back of its period, for the bonuses of that time which are reckoned again.
pub(super) struct Closed<'p> {
    run: &'p Run,
    bonuses: BTreeSet<String>,
    returns: Vec<Sale>,
}

/// Takes what closed periods sold out of what came back in a period; gives it with the runs that settled those. What no posted run has settled stays, and is settled like a sale.
///
/// Each kind of period reckons again what its own runs settled, newest first. A bonus that has moved from another kind
/// of period since was settled there, and is reckoned again there.
pub(super) fn take_out_earlier<'p>(
    r: &dyn Read,
    plan: &Plan,
    sold: &mut Vec<Sale>,
    period: Period,
    posted: &'p [(RunId, Run)],
) -> Vec<Closed<'p>> {
    let mut came_back: BTreeMap<Sold, Vec<Sale>> = BTreeMap::new();
    for sale in sold.iter() {
        came_back.entry((sale.order, sale.line)).or_default().push(sale.clone());
    }
    let kind = period.kind();
    let here: BTreeSet<&str> = plan.bonuses_in(kind).map(|bonus| bonus.name.as_str()).collect();
    // What of each line is still to be found: the bonuses that are settled in this kind of period now.
    let mut wanted: BTreeMap<Sold, BTreeSet<&str>> = came_back.keys().map(|line| (*line, here.clone())).collect();
    let mut taken: BTreeSet<Sold> = BTreeSet::new();
    let mut versions = Versions::of(r, plan);
    let mut found: BTreeMap<(RunId, BTreeSet<String>), Closed<'p>> = BTreeMap::new();
    let (same, others): (Vec<_>, Vec<_>) = posted.iter().partition(|(_, run)| run.period.kind() == kind);
    // What was never settled in another kind of period need not be looked for there.
    let mut elsewhere: BTreeSet<String> = BTreeSet::new();
    for (_, run) in &others {
        let version = versions.of_run(run);
        let names = version.iter().flat_map(|version| version.bonuses_in(run.period.kind()));
        elsewhere.extend(names.map(|bonus| bonus.name.clone()));
    }
    for (id, run) in same.into_iter().chain(others) {
        if wanted.is_empty() {
            break;
        }
        let Some(version) = versions.of_run(run) else { continue };
        let settled: BTreeSet<&str> = version.bonuses_in(run.period.kind()).map(|bonus| bonus.name.as_str()).collect();
        // A bonus that the plan no longer has is reckoned again where it was settled.
        let gone = |name: &&str| run.period.kind() == kind && !plan.bonuses.iter().any(|bonus| bonus.name == **name);
        for line in sold_of(r, run.period, &wanted) {
            let Some(missing) = wanted.get_mut(&line) else { continue };
            let mut bonuses: BTreeSet<String> =
                settled.iter().filter(|name| gone(name)).map(|name| (*name).to_owned()).collect();
            if taken.contains(&line) && run.period.kind() == kind {
                bonuses.clear();
            }
            bonuses.extend(missing.iter().filter(|name| settled.contains(*name)).map(|name| (*name).to_owned()));
            missing.retain(|name| !settled.contains(name));
            if run.period.kind() == kind {
                missing.retain(|name| elsewhere.contains(*name));
                taken.insert(line);
            }
            if bonuses.is_empty() {
                continue;
            }
            taken.insert(line);
            let closed = found.entry((*id, bonuses.clone()));
            let closed = closed.or_insert_with(|| Closed { run, bonuses, returns: Vec::new() });
            closed.returns.extend(came_back.get(&line).into_iter().flatten().cloned());
        }
        wanted.retain(|_, missing| !missing.is_empty());
    }
    sold.retain(|sale| !taken.contains(&(sale.order, sale.line)));
    found.into_values().collect()
}

/// The wanted lines that were sold in a period.
fn sold_of<W>(r: &dyn Read, period: Period, wanted: &BTreeMap<Sold, W>) -> Vec<Sold> {
    let mut found = Vec::new();
    each_sale(r, period, |sale| {
        let line = (sale.order, sale.line);
        if sale.kind != SaleKind::Return && wanted.contains_key(&line) {
            found.push(line);
        }
        ControlFlow::Continue(())
    });
    found
}

impl Closed<'_> {
    /// Reckons the period again, by the version of the plan that settled it, and puts the differences into the carry of
    /// the period that is settled `now`.
    pub(super) fn reckon(
        &self,
        r: &dyn Read,
        ranks: RanksThen,
        zone: &TimeZone,
        now: &FactsOf,
        carry: &mut Vec<(PartnerId, String, i64)>,
    ) -> Result<(), Failure> {
        let Closed { run, bonuses, returns } = self;
        let plan = adopted(r, &run.plan, run.plan_version).ok_or_else(|| {
            let complaint = Complaint::new("commissions.refusal.plan_changed");
            complaint.with("plan", run.plan.clone()).with("version", run.plan_version)
        })?;
        // What came back in it of still earlier periods is reckoned with it, as it was when it was settled.
        let given = gather_given(r, &plan, run.period, zone)?;
        let lines: BTreeSet<Sold> = returns.iter().map(|sale| (sale.order, sale.line)).collect();
        let since = lines.into_iter().map(|(order, line)| {
            let base = taken_back_since(r, (order, line), run.period, now.period, zone);
            CameBack { order, line, base, points: None, quantity: 0, further: BTreeMap::new() }
        });
        let before: Vec<CameBack> = since.filter(|back| back.base > 0).collect();
        let came_back = returns.iter().map(|sale| CameBack {
            order: sale.order,
            line: sale.line,
            base: -sale.base.minor(),
            points: Some(-sale.points.hundredths()),
            quantity: sale.quantity,
            further: BTreeMap::new(),
        });
        let again = reckon_again((&plan, ranks), &given, &before, &came_back.collect::<Vec<_>>());
        let again = again.map_err(|trouble| match trouble {
            AgainTrouble::Facts(troubles) => refuse(r, &troubles),
            AgainTrouble::Calculation(trouble) => trouble.into(),
        })?;
        again.of_bonuses(bonuses).into_carry(run.period, now, carry);
        Ok(())
    }
}
