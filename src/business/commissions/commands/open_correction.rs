//! Opening a correction run: a closed period once more, because something of it became known late.

use crate::business::commissions::commands::open_run::opened;
use crate::business::commissions::records::{RUN_ID_TO_RUN, run, runs};
use crate::business::commissions::runs::{Corrects, Run, RunState, run_number};
use crate::business::failure::{Complaint, Failure};
use crate::business::permission::Permission;
use crate::business::tx::Tx;
use crate::values::RunId;

/// Opens a correction of a posted run, by the very plan that it was settled by. Of a correction it opens the next one
/// of the same period.
pub fn open_correction(tx: &mut Tx, posted: RunId, because: &str) -> Result<RunId, Failure> {
    tx.require(Permission::CommissionsRun)?;
    let asked = run(tx, posted).ok_or_else(Failure::not_found)?;
    let first = asked.corrects.as_ref().map_or(posted, |corrects| corrects.run);
    let corrected = run(tx, first).ok_or_else(Failure::not_found)?;
    let mut complaints = Vec::new();
    if corrected.state != RunState::Posted {
        complaints.push(Complaint::new("commissions.refusal.nothing_to_correct").with("run", run_number(first)));
    }
    let is_rival =
        |run: &Run| run.state.is_open() && run.corrects.as_ref().is_some_and(|corrects| corrects.run == first);
    if let Some((rival, _)) = runs(tx).into_iter().find(|(_, run)| is_rival(run)) {
        complaints.push(Complaint::new("commissions.refusal.run_open").with("run", run_number(rival)));
    }
    if because.trim().is_empty() {
        complaints.push(Complaint::new("commissions.refusal.reason_missing").at("reason"));
    }
    Failure::unless_empty(complaints)?;
    let corrects = Some(Corrects { run: first, because: because.trim().to_owned() });
    let plan = (corrected.plan, corrected.plan_version, corrected.plan_hash);
    let (told, id, run) = opened(tx, plan, corrected.period, corrects);
    tx.save(&told, &RUN_ID_TO_RUN, &id, &run);
    Ok(id)
}
