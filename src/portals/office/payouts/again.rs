//! Taking the file for the bank once more: only with a reason, because sending it twice pays twice.

use axum::extract::Path;

use crate::business::failure::Failure;
use crate::business::payments::{self, Batch, batch_number};
use crate::business::permission::Permission;
use crate::business::view::View;
use crate::portals::deed::{Deed, Reason, deed_page};
use crate::portals::office::frame;
use crate::portals::office::payouts::batch_id;
use crate::portals::office::payouts::sheet::fetched;
use crate::portals::office::subjects::batch_path;
use crate::text;
use crate::texts;
use crate::values::BatchId;
use crate::web::parts::Link;
use crate::web::{Answer, Complaints, Page, Routes, Typed, Visit, download, redirect};

pub fn routes() -> Routes {
    Routes::new()
        .page("/office/payouts/{batch}/again", show)
        .form("/office/payouts/{batch}/again", again)
        .behind(Permission::PaymentsPayOut)
}

pub fn again_path(id: BatchId) -> String {
    format!("{}/again", batch_path(id))
}

fn loaded(view: &View<'_>, id: BatchId) -> Result<Batch, Failure> {
    view.require(Permission::PaymentsPayOut)?;
    payments::batch(view, id).ok_or_else(Failure::not_found)
}

async fn show(visit: Visit, Path(id): Path<String>) -> Answer {
    let id = batch_id(&id)?;
    let batch = visit.read(|view| loaded(view, id))?;
    // As long as nobody has taken it, the sheet offers it without a reason.
    if !batch.state.has_left() {
        return Ok(redirect(&batch_path(id)));
    }
    frame::show(&visit, &again_page(&visit, id, &batch, "", &Complaints::default()))
}

async fn again(visit: Visit, Path(id): Path<String>, typed: Typed) -> Answer {
    let id = batch_id(&id)?;
    match fetched(&visit, id, typed.text("reason")).await {
        Ok(file) => Ok(download(&file.name, "application/xml", file.bytes)),
        Err(failure) => {
            let complaints = Complaints::of(visit.language, failure)?;
            let batch = visit.read(|view| loaded(view, id))?;
            frame::refuse(&visit, &again_page(&visit, id, &batch, typed.text("reason"), &complaints))
        }
    }
}

fn again_page(visit: &Visit, id: BatchId, batch: &Batch, reason: &str, complaints: &Complaints) -> Page {
    let language = visit.language;
    let number = batch_number(id);
    let (amount, times) = (texts::money(language, batch.total), batch.fetches.len().max(batch.exports.len()));
    let deed = Deed {
        title: text!(language, "office_payouts.again.title", number = number),
        lead: None,
        what: vec![text!(language, "office_payouts.again.what", amount = amount, times = times)],
        reason: Some(Reason {
            label: text!(language, "office_payouts.cancel.reason"),
            hint: Some(text!(language, "office_payouts.again.hint")),
            typed: reason,
        }),
        action: again_path(id),
        confirm: text!(language, "office_payouts.again.confirm"),
        back: Link::new(text!(language, "office_payouts.sheet.title", number = number), batch_path(id)),
    };
    deed_page(visit, deed, complaints)
}
