//! Opening a run: which plan, which period.

use crate::business::commissions::commands::in_turn::{out_of_turn, settled_before};
use crate::business::commissions::events::{RunOpened, hexadecimal};
use crate::business::commissions::records::{RUN_ID_TO_RUN, plan, plan_on, plan_sources, runs};
use crate::business::commissions::runs::{Corrects, Run, RunState, run_number};
use crate::business::failure::{Complaint, Failure};
use crate::business::permission::Permission;
use crate::business::tx::{Recorded, Tx};
use crate::store::Read;
use crate::values::{Period, RunId};

/// Opens a run over a period that has ended, by the version of the plan that was in effect on its first day.
pub fn open_run(tx: &mut Tx, plan_name: &str, period: Period) -> Result<RunId, Failure> {
    tx.require(Permission::CommissionsRun)?;
    let period = as_the_business_has_it(tx, plan_name, period);
    let plan = plan_on(tx, plan_name, period.first()).ok_or_else(|| {
        Complaint::new("commissions.refusal.plan_unknown")
            .at("plan")
            .with("plan", plan_name)
            .with("day", period.first())
    })?;
    let mut complaints = Vec::new();
    if !plan.period_kinds().contains(&period.kind()) || period != plan.business_period(period) {
        complaints.push(Complaint::new("commissions.refusal.other_kind_of_period").at("period"));
    }
    if period.last() >= tx.today() {
        let complaint = Complaint::new("commissions.refusal.period_not_ended").at("period");
        complaints.push(complaint.with("last", period.last()));
    }
    if let Some(posted) = settled_before(tx, &plan, period) {
        let complaint = Complaint::new("commissions.refusal.period_settled").at("period");
        complaints.push(complaint.with("run", run_number(posted)));
    }
    complaints.extend(out_of_turn(tx, &plan, period));
    // A week and the month that it belongs to may be on their way at the same time.
    let overlaps = |run: &Run| run.period.kind() == period.kind() && run.period.overlaps(period);
    // Corrections concern periods that are settled, and that is said already.
    let is_rival = |run: &Run| run.plan == plan_name && run.state.is_open() && run.corrects.is_none() && overlaps(run);
    let rival = runs(tx).into_iter().find(|(_, run)| is_rival(run));
    if let Some((rival, _)) = rival {
        let complaint = Complaint::new("commissions.refusal.run_open").at("period");
        complaints.push(complaint.with("run", run_number(rival)));
    }
    Failure::unless_empty(complaints)?;
    let (told, id, run) = opened(tx, (plan.name, plan.version, plan.hash), period, None);
    tx.save(&told, &RUN_ID_TO_RUN, &id, &run);
    Ok(id)
}

/// A new run over a period, told to the journal; whoever calls it has looked whether it can be.
pub(super) fn opened(
    tx: &mut Tx,
    (plan, plan_version, plan_hash): (String, u32, [u8; 32]),
    period: Period,
    corrects: Option<Corrects>,
) -> (Recorded, RunId, Run) {
    let id = tx.next_id();
    let told = tx.record(RunOpened {
        run: id,
        plan: plan.clone(),
        version: plan_version,
        plan_hash: hexadecimal(&plan_hash),
        period,
        corrects: corrects.as_ref().map(|corrects| corrects.run),
    });
    let run = Run {
        plan,
        plan_version,
        plan_hash,
        period,
        opened_at: tx.now(),
        opened_by: tx.actor().account(),
        opened_by_person: tx.actor().person,
        journal_number: told.number(),
        state: RunState::Open,
        result: None,
        approval: None,
        posted_at: None,
        cancelled_because: String::new(),
        issuer: None,
        corrects,
        reckoned_by: 0,
    };
    (told, id, run)
}

/// A year is meant as the business year that begins in it.
fn as_the_business_has_it(r: &dyn Read, plan_name: &str, period: Period) -> Period {
    let newest = plan_sources(r).into_iter().rev().find(|((name, _), _)| name == plan_name);
    let newest = newest.and_then(|((name, version), _)| plan(r, &name, version));
    newest.map_or(period, |plan| plan.business_period(period))
}
