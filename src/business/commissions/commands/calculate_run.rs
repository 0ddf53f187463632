//! Calculating a run, as often as needed before it is posted.

use crate::business::approvals;
use crate::business::commissions::calculation::{Check, CheckResult, payees_are_partners};
use crate::business::commissions::commands::in_turn::settled_before;
use crate::business::commissions::commands::open_to_change::open_run_to_change;
use crate::business::commissions::commands::settle_run::{Settled, settle};
use crate::business::commissions::events::{RunCalculated, hexadecimal};
use crate::business::commissions::records::{RUN_ID_TO_RUN, corrections_of, posted_run_in, run as find_run};
use crate::business::commissions::runs::{Run, RunState, WrittenOut, forget_result, keep_difference, keep_result};
use crate::business::failure::Failure;
use crate::business::permission::Permission;
use crate::business::tx::Tx;
use crate::store::Read;
use crate::values::{Money, RunId};

/// Settles the period as it is known now. A request for agreement to an older result is taken back.
pub fn calculate_run(tx: &mut Tx, id: RunId) -> Result<(), Failure> {
    tx.require(Permission::CommissionsRun)?;
    let before = open_run_to_change(tx, id)?;
    let settled = settle(tx, tx.zone(), id, &before)?;
    keep(tx, before, &settled, None);
    Ok(())
}

/// The same with what was worked out aside; what has changed since is settled anew.
pub fn calculate_settled_run(tx: &mut Tx, settled: &Settled) -> Result<(), Failure> {
    tx.require(Permission::CommissionsRun)?;
    let before = open_run_to_change(tx, settled.run)?;
    if settled.holds(tx, &before)? {
        let written = settled.take_written();
        keep(tx, before, settled, written);
    } else {
        let anew = settle(tx, tx.zone(), settled.run, &before)?;
        keep(tx, before, &anew, None);
    }
    Ok(())
}

fn keep(tx: &mut Tx, before: Run, settled: &Settled, written: Option<WrittenOut>) {
    let Settled { run: id, plan, facts, outcome, .. } = settled;
    let checks = checks_of(tx, &before, settled);
    if let Some(approval) = before.approval {
        approvals::withdraw(tx, approval);
    }
    let posted = posted_before(tx, &before, Money::zero(facts.currency));
    let told = tx.record(RunCalculated {
        run: *id,
        facts_hash: hexadecimal(&facts.hash),
        outcome_hash: hexadecimal(&outcome.hash),
        lines: outcome.lines.len() + outcome.clawed_back.len(),
        paid: (Money::new(outcome.paid, facts.currency) - posted.0).decimal(),
        breakage: (Money::new(outcome.broken, facts.currency) - posted.1).decimal(),
        checks_failed: checks.iter().filter(|check| !check.passed).count(),
    });
    forget_result(tx, &told, *id);
    let worked_out = (plan, facts, outcome);
    let result = match &before.corrects {
        None => {
            let written = written.unwrap_or_else(|| settled.write_out());
            keep_result(tx, &told, worked_out, (written, checks))
        }
        Some(corrects) => keep_difference(tx, &told, (*id, corrects.run), worked_out, checks),
    };
    let calculated = Run { state: RunState::Calculated, result: Some(result), approval: None, ..before };
    tx.save(&told, &RUN_ID_TO_RUN, id, &calculated);
}

/// What was paid for the period of a correction until now, and what was left over; nothing for other runs.
fn posted_before(r: &dyn Read, run: &Run, nothing: Money) -> (Money, Money) {
    let Some(corrects) = &run.corrects else { return (nothing, nothing) };
    let posted = [corrects.run].into_iter().chain(corrections_of(r, corrects.run));
    let results = posted.filter_map(|id| find_run(r, id)?.result);
    results.fold((nothing, nothing), |(paid, broken), result| (paid + result.paid, broken + result.breakage))
}

/// Everything that is checked when a run is calculated, and once more when it is posted.
pub(super) fn checks_of(r: &dyn Read, run: &Run, settled: &Settled) -> Vec<CheckResult> {
    let Settled { plan, facts, outcome, .. } = settled;
    let mut checks = settled.checks.clone();
    checks.push(match &run.corrects {
        // The plan must not have settled any day of the period before.
        None => Check::PeriodOpen.compare(0, i64::from(settled_before(r, plan, run.period).is_some())),
        Some(corrects) => {
            let posted = posted_run_in(r, &run.plan, run.period);
            Check::PeriodPosted.compare(1, i64::from(posted == Some(corrects.run)))
        }
    });
    checks.push(payees_are_partners(facts, outcome));
    checks
}
