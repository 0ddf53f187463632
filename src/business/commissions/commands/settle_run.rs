//! What a run comes to, worked out from one snapshot while everybody else goes on: only keeping it needs the store.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use jiff::tz::TimeZone;

use crate::business::commissions::calculation::{CheckResult, Outcome, calculate, calculate_closed, check_outcome};
use crate::business::commissions::commands::open_to_change::open_run_to_change;
use crate::business::commissions::facts::{Facts, gather_facts, is_quiet_since};
use crate::business::commissions::plan::Plan;
use crate::business::commissions::records::{newest_run, plan};
use crate::business::commissions::runs::{Run, RunResult, WrittenOut, run_number, write_out};
use crate::business::failure::{Complaint, Failure};
use crate::business::permission::Permission;
use crate::business::tx::Tx;
use crate::business::view::View;
use crate::store::{Read, last_entry};
use crate::values::RunId;

/// Plan, facts and outcome of a run, and how far the journal was when the facts were gathered.
#[derive(Clone, Debug)]
pub struct Settled {
    pub(super) run: RunId,
    pub(super) plan: Plan,
    pub(super) facts: Facts,
    pub(super) outcome: Outcome,
    /// What can be checked without the store.
    pub(super) checks: Vec<CheckResult>,
    /// Made ready before the store is asked to keep it. It is taken by whoever keeps it, for it is large; who comes
    /// after that writes it out again.
    written: Arc<Mutex<Option<WrittenOut>>>,
    journal_number: u64,
}

/// Settles a run as the period is known now, and keeps nothing.
pub fn settle_run(view: &View, id: RunId) -> Result<Settled, Failure> {
    view.require(Permission::CommissionsView)?;
    let run = open_run_to_change(view, id)?;
    let settled = settle(view, view.zone(), id, &run)?;
    // Of a correction only the differences are kept, and for those the store must be asked.
    if run.corrects.is_none() {
        *settled.written() = Some(settled.write_out());
    }
    Ok(settled)
}

/// Facts as they are now, settled by exactly the plan that the run was opened with.
pub(super) fn settle(r: &dyn Read, zone: &TimeZone, id: RunId, run: &Run) -> Result<Settled, Failure> {
    let plan = plan(r, &run.plan, run.plan_version).filter(|plan| plan.hash == run.plan_hash);
    let plan = plan.ok_or_else(|| {
        let complaint = Complaint::new("commissions.refusal.plan_changed");
        complaint.with("plan", run.plan.clone()).with("version", run.plan_version)
    })?;
    let facts = gather_facts(r, &plan, run.period, zone)?;
    let outcome = if run.corrects.is_some() { calculate_closed(&plan, &facts) } else { calculate(&plan, &facts) }?;
    if let Some(corrects) = &run.corrects {
        require_more_than_other_program(r, corrects.run, (&facts, &outcome))?;
    }
    let checks = check_outcome(&plan, &facts, &outcome);
    let journal_number = last_entry(r).map_or(0, |entry| entry.number);
    Ok(Settled { run: id, plan, facts, outcome, checks, written: Arc::default(), journal_number })
}

/// A correction books what has changed in the facts. Where they are those that were posted, and come to something else
/// today, only the program reckons otherwise, and what is posted stays.
fn require_more_than_other_program(
    r: &dyn Read,
    first: RunId,
    (facts, outcome): (&Facts, &Outcome),
) -> Result<(), Failure> {
    let Some((newest, posted)) = newest_run(r, first) else { return Ok(()) };
    let same_facts = |result: &RunResult| result.facts_hash == facts.hash && result.outcome_hash != outcome.hash;
    if !posted.result.as_ref().is_some_and(same_facts) {
        return Ok(());
    }
    Err(Complaint::new("commissions.refusal.only_program_changed").with("run", run_number(newest)).into())
}

impl Settled {
    pub(super) fn take_written(&self) -> Option<WrittenOut> {
        self.written().take()
    }

    fn written(&self) -> MutexGuard<'_, Option<WrittenOut>> {
        self.written.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn write_out(&self) -> WrittenOut {
        write_out(self.run, (&self.plan, &self.facts, &self.outcome))
    }

    /// Whether it is what the run comes to at this moment: by the same plan, and of the same facts.
    pub(super) fn holds(&self, tx: &Tx, run: &Run) -> Result<bool, Failure> {
        let same_plan =
            (&self.plan.name, self.plan.version, self.plan.hash) == (&run.plan, run.plan_version, run.plan_hash);
        if !same_plan || self.facts.period != run.period {
            return Ok(false);
        }
        let quiet = is_quiet_since(tx, &self.plan, self.journal_number);
        Ok(quiet || gather_facts(tx, &self.plan, run.period, tx.zone())?.hash == self.facts.hash)
    }
}
