//! Goods that came back of closed periods, where the plan reckons those periods again instead of counting the returns
//! in the period in which they come.

use std::collections::{BTreeMap, BTreeSet};

use jiff::tz::TimeZone;

use crate::business::commissions::calculation::{AgainTrouble, CameBack, reckon_again};
use crate::business::commissions::facts::FactsOf;
use crate::business::commissions::facts::gather::{gather_given, refuse};
use crate::business::commissions::facts::gather_left::taken_back_since;
use crate::business::commissions::plan::RanksThen;
use crate::business::commissions::records::{plan as adopted, sales};
use crate::business::commissions::runs::Run;
use crate::business::commissions::{Sale, SaleKind};
use crate::business::failure::{Complaint, Failure};
use crate::store::Read;
use crate::values::{OrderId, PartnerId, Period, RunId};

/// An order line.
type Sold = (OrderId, u32);

/// A posted run with what came back of its period.
pub(super) struct Closed<'p> {
    run: &'p Run,
    returns: Vec<Sale>,
}

/// Takes returns of what closed periods sold out of the sales of a period; gives them by the runs that settled those.
/// What no posted run has settled stays, and is settled like a sale.
pub(super) fn take_out_earlier<'p>(
    r: &dyn Read,
    sold: &mut Vec<Sale>,
    period: Period,
    posted: &'p [(RunId, Run)],
) -> BTreeMap<RunId, Closed<'p>> {
    let of = |sale: &Sale| (sale.order, sale.line);
    let sold_now: BTreeSet<Sold> = sold.iter().filter(|sale| sale.kind != SaleKind::Return).map(of).collect();
    let came_back = |sale: &Sale| sale.kind == SaleKind::Return && !sold_now.contains(&of(sale));
    let mut wanted: BTreeSet<Sold> = sold.iter().filter(|sale| came_back(sale)).map(of).collect();
    let mut found: BTreeMap<RunId, Closed<'p>> = BTreeMap::new();
    // Each kind of period settles bonuses of its own, and reckons its own periods again.
    for (id, run) in posted.iter().filter(|(_, run)| run.period.kind() == period.kind()) {
        if wanted.is_empty() {
            break;
        }
        let then = sales(r, run.period);
        let of_run: BTreeSet<Sold> = then.iter().filter(|sale| sale.kind != SaleKind::Return).map(of).collect();
        let here: BTreeSet<Sold> = wanted.intersection(&of_run).copied().collect();
        if here.is_empty() {
            continue;
        }
        let mut returns = Vec::new();
        sold.retain(|sale| {
            let goes = came_back(sale) && here.contains(&of(sale));
            if goes {
                returns.push(sale.clone());
            }
            !goes
        });
        wanted.retain(|line| !here.contains(line));
        found.insert(*id, Closed { run, returns });
    }
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
        let Closed { run, returns } = self;
        let plan = adopted(r, &run.plan, run.plan_version).ok_or_else(|| {
            let complaint = Complaint::new("commissions.refusal.plan_changed");
            complaint.with("plan", run.plan.clone()).with("version", run.plan_version)
        })?;
        // What came back in it of still earlier periods is reckoned with it, as it was when it was settled.
        let given = gather_given(r, &plan, run.period, zone)?;
        let lines: BTreeSet<Sold> = returns.iter().map(|sale| (sale.order, sale.line)).collect();
        let since = lines.into_iter().map(|(order, line)| {
            let base = taken_back_since(r, (order, line), run.period, now.period, zone);
            CameBack { order, line, base, points: None, quantity: 0 }
        });
        let before: Vec<CameBack> = since.filter(|back| back.base > 0).collect();
        let came_back = returns.iter().map(|sale| CameBack {
            order: sale.order,
            line: sale.line,
            base: -sale.base.minor(),
            points: Some(-sale.points.hundredths()),
            quantity: sale.quantity,
        });
        let again = reckon_again((&plan, ranks), &given, &before, &came_back.collect::<Vec<_>>());
        let again = again.map_err(|trouble| match trouble {
            AgainTrouble::Facts(troubles) => refuse(r, &troubles),
            AgainTrouble::Calculation(trouble) => trouble.into(),
        })?;
        again.into_carry(run.period, now, carry);
        Ok(())
    }
}
