//! Giving up a run before it is posted, with the reason.

use axum::extract::Path;

use crate::business::commissions::{self, RunSheet};
use crate::business::permission::Permission;
use crate::portals::deed::{Deed, Reason, deed_page};
use crate::portals::office::commissions::{run_id, run_name};
use crate::portals::office::frame;
use crate::portals::office::subjects::run_path;
use crate::text;
use crate::texts;
use crate::values::RunId;
use crate::web::parts::Link;
use crate::web::{Answer, Complaints, Page, Routes, Typed, Visit, redirect_with_message};

pub fn routes() -> Routes {
    Routes::new()
        .page("/office/commissions/{run}/cancel", show)
        .form("/office/commissions/{run}/cancel", cancel)
        .behind(Permission::CommissionsRun)
}

pub fn cancel_path(id: RunId) -> String {
    format!("{}/cancel", run_path(id))
}

async fn show(visit: Visit, Path(id): Path<String>) -> Answer {
    let id = run_id(&id)?;
    let sheet = visit.read(|view| commissions::run_sheet(view, id))?;
    frame::show(&visit, &cancel_page(&visit, id, &sheet, "", &Complaints::default()))
}

async fn cancel(visit: Visit, Path(id): Path<String>, typed: Typed) -> Answer {
    let id = run_id(&id)?;
    let reason = typed.text("reason").to_owned();
    let Err(failure) = visit.write(move |tx| commissions::cancel_run(tx, id, &reason)).await else {
        return Ok(redirect_with_message(&run_path(id), "office_commissions.told.cancelled"));
    };
    let complaints = Complaints::of(visit.language, failure)?;
    let sheet = visit.read(|view| commissions::run_sheet(view, id))?;
    frame::refuse(&visit, &cancel_page(&visit, id, &sheet, typed.text("reason"), &complaints))
}

fn cancel_page(visit: &Visit, id: RunId, sheet: &RunSheet, reason: &str, complaints: &Complaints) -> Page {
    let language = visit.language;
    let deed = Deed {
        title: text!(language, "office_commissions.cancel.title", period = texts::period(language, sheet.run.period)),
        lead: None,
        what: vec![text!(language, "office_commissions.cancel.what")],
        reason: Some(Reason {
            label: text!(language, "office_commissions.cancel.reason"),
            hint: Some(text!(language, "office_commissions.cancel.reason_hint")),
            typed: reason,
        }),
        action: cancel_path(id),
        confirm: text!(language, "office_commissions.cancel.confirm"),
        back: Link::new(run_name(language, id, &sheet.run), run_path(id)),
    };
    deed_page(visit, deed, complaints)
}
