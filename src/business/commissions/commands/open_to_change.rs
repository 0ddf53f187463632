//! Which runs may still change.

use crate::business::commissions::records::run as find_run;
use crate::business::commissions::runs::{Run, RunState, run_number};
use crate::business::failure::{Complaint, Failure};
use crate::store::Read;
use crate::values::RunId;

/// A run that may still change; a posted or cancelled one never does.
pub(super) fn open_run_to_change(r: &dyn Read, id: RunId) -> Result<Run, Failure> {
    let found = find_run(r, id).ok_or_else(Failure::not_found)?;
    if found.state.is_open() {
        return Ok(found);
    }
    let complaint = match found.state {
        RunState::Cancelled => Complaint::new("commissions.refusal.run_cancelled"),
        _ => Complaint::new("commissions.refusal.run_posted"),
    };
    Err(complaint.with("run", run_number(id)).into())
}
