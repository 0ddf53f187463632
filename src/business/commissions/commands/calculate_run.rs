//! Calculating a run, as often as needed before it is posted.

use crate::business::approvals;
use crate::business::commissions::calculation::{Check, CheckResult, Outcome, calculate, check_outcome};
use crate::business::commissions::events::{RunCalculated, hexadecimal};
use crate::business::commissions::facts::{Facts, gather_facts};
use crate::business::commissions::plan::Plan;
use crate::business::commissions::records::{RUN_ID_TO_RUN, plan, posted_run_in, run};
use crate::business::commissions::runs::{Run, RunState, forget_result, keep_result, run_number};
use crate::business::failure::{Complaint, Failure};
use crate::business::permission::Permission;
use crate::business::tx::Tx;
use crate::store::Read;
use crate::values::{Money, RunId};

/// Settles the period as it is known now. A request for agreement to an older result is taken back.
pub fn calculate_run(tx: &mut Tx, id: RunId) -> Result<(), Failure> {
    tx.require(Permission::CommissionsRun)?;
    let before = open_run_to_change(tx, id)?;
    let (plan, facts, outcome) = settle(tx, &before)?;
    let mut checks = check_outcome(&plan, &facts, &outcome);
    checks.push(period_open(tx, &before));
    if let Some(approval) = before.approval {
        approvals::withdraw(tx, approval);
    }
    let told = tx.record(RunCalculated {
        run: id,
        facts_hash: hexadecimal(&facts.hash),
        outcome_hash: hexadecimal(&outcome.hash),
        lines: outcome.lines.len(),
        paid: Money::new(outcome.paid, facts.currency).decimal(),
        breakage: Money::new(outcome.broken, facts.currency).decimal(),
        checks_failed: checks.iter().filter(|check| !check.passed).count(),
    });
    forget_result(tx, &told, id);
    let result = keep_result(tx, &told, id, (&plan, &facts, &outcome), checks);
    let calculated = Run { state: RunState::Calculated, result: Some(result), approval: None, ..before };
    tx.save(&told, &RUN_ID_TO_RUN, &id, &calculated);
    Ok(())
}

/// A run that may still change; a posted or cancelled one never does.
pub(super) fn open_run_to_change(r: &dyn Read, id: RunId) -> Result<Run, Failure> {
    let found = run(r, id).ok_or_else(Failure::not_found)?;
    if found.state.is_open() {
        return Ok(found);
    }
    let complaint = match found.state {
        RunState::Cancelled => Complaint::new("commissions.refusal.run_cancelled"),
        _ => Complaint::new("commissions.refusal.run_posted"),
    };
    Err(complaint.with("run", run_number(id)).into())
}

/// Facts as they are now, settled by exactly the plan that the run was opened with.
pub(super) fn settle(tx: &Tx, run: &Run) -> Result<(Plan, Facts, Outcome), Failure> {
    let plan = plan(tx, &run.plan, run.plan_version).filter(|plan| plan.hash == run.plan_hash);
    let plan = plan.ok_or_else(|| {
        let complaint = Complaint::new("commissions.refusal.plan_changed");
        complaint.with("plan", run.plan.clone()).with("version", run.plan_version)
    })?;
    let facts = gather_facts(tx, run.period, tx.zone())?;
    let outcome = calculate(&plan, &facts);
    Ok((plan, facts, outcome))
}

/// Whether the plan has settled any day of this period before.
pub(super) fn period_open(r: &dyn Read, run: &Run) -> CheckResult {
    Check::PeriodOpen.compare(0, i64::from(posted_run_in(r, &run.plan, run.period).is_some()))
}
