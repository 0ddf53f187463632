//! The steps of a run that need no word more: calculating, and laying it before somebody else.

use axum::extract::Path;

use crate::app::{RunDeed, RunProgress, RunWork};
use crate::business::commissions;
use crate::business::failure::Failure;
use crate::business::permission::Permission;
use crate::business::tx::Tx;
use crate::portals::office::commissions::run_id;
use crate::portals::office::commissions::sheet::refused_sheet;
use crate::portals::office::subjects::run_path;
use crate::portals::once::{sent_once, worked_once};
use crate::values::RunId;
use crate::web::{Answer, Complaints, Routes, Typed, Visit, redirect, redirect_with_message};

pub fn routes() -> Routes {
    Routes::new()
        .form("/office/commissions/{run}/calculate", calculate)
        .form("/office/commissions/{run}/submit", submit)
        .behind(Permission::CommissionsRun)
}

pub fn calculate_path(id: RunId) -> String {
    format!("{}/calculate", run_path(id))
}

pub fn submit_path(id: RunId) -> String {
    format!("{}/submit", run_path(id))
}

async fn calculate(visit: Visit, Path(id): Path<String>, typed: Typed) -> Answer {
    let id = run_id(&id)?;
    let own = visit.clone();
    let work = async move { RunWork::work(&own.app, &own.actor, id, RunDeed::Calculate).await };
    let outcome = worked_once(&visit, &typed, work).await;
    // Of work that was asked for before nobody knows here whether it has ended: the page of the run tells.
    if matches!(outcome, Ok(Some(RunProgress::UnderWay) | None)) {
        return Ok(redirect(&run_path(id)));
    }
    settled(&visit, id, "office_commissions.told.calculated", outcome.map(drop))
}

async fn submit(visit: Visit, Path(id): Path<String>, typed: Typed) -> Answer {
    let id = run_id(&id)?;
    let command = move |tx: &mut Tx<'_, '_, '_>| commissions::submit_run(tx, id);
    let outcome = sent_once(&visit, &typed, command).await;
    settled(&visit, id, "office_commissions.told.submitted", outcome.map(drop))
}

/// Back to the run; refused, the run with what is wrong above it.
fn settled(visit: &Visit, id: RunId, told: &'static str, outcome: Result<(), Failure>) -> Answer {
    let Err(failure) = outcome else { return Ok(redirect_with_message(&run_path(id), told)) };
    refused_sheet(visit, id, &Complaints::of(visit.language, failure)?)
}
