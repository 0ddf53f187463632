//! Taking back a pay-out whose file nobody has fetched, or that the bank has not carried out.

use axum::extract::Path;

use crate::business::failure::Failure;
use crate::business::payments::{self, Batch, batch_number};
use crate::business::permission::Permission;
use crate::business::view::View;
use crate::portals::deed::{Deed, Reason, deed_page};
use crate::portals::office::frame;
use crate::portals::office::payouts::batch_id;
use crate::portals::office::subjects::batch_path;
use crate::text;
use crate::texts;
use crate::values::BatchId;
use crate::web::parts::Link;
use crate::web::{Answer, Complaints, Page, Routes, Typed, Visit, redirect_with_message};

pub fn routes() -> Routes {
    Routes::new()
        .page("/office/payouts/{batch}/cancel", show)
        .form("/office/payouts/{batch}/cancel", cancel)
        .behind(Permission::PaymentsView)
}

pub fn cancel_path(id: BatchId) -> String {
    format!("{}/cancel", batch_path(id))
}

fn loaded(view: &View<'_>, id: BatchId) -> Result<Batch, Failure> {
    // Who may do it depends on whether the file has left.
    view.require(Permission::PaymentsPayOut).or_else(|_| view.require(Permission::PaymentsApprove))?;
    payments::batch(view, id).ok_or_else(Failure::not_found)
}

async fn show(visit: Visit, Path(id): Path<String>) -> Answer {
    let id = batch_id(&id)?;
    let batch = visit.read(|view| loaded(view, id))?;
    frame::show(&visit, &cancel_page(&visit, id, &batch, "", &Complaints::default()))
}

async fn cancel(visit: Visit, Path(id): Path<String>, typed: Typed) -> Answer {
    let id = batch_id(&id)?;
    let reason = typed.text("reason").to_owned();
    let Err(failure) = visit.write(move |tx| payments::cancel_batch(tx, id, &reason)).await else {
        return Ok(redirect_with_message(&batch_path(id), "office_payouts.told.cancelled"));
    };
    let complaints = Complaints::of(visit.language, failure)?;
    let batch = visit.read(|view| loaded(view, id))?;
    frame::refuse(&visit, &cancel_page(&visit, id, &batch, typed.text("reason"), &complaints))
}

fn cancel_page(visit: &Visit, id: BatchId, batch: &Batch, reason: &str, complaints: &Complaints) -> Page {
    let language = visit.language;
    let number = batch_number(id);
    let amount = texts::money(language, batch.total);
    let deed = Deed {
        title: text!(language, "office_payouts.cancel.title", number = number),
        lead: None,
        what: vec![text!(language, "office_payouts.cancel.what", amount = amount)],
        reason: Some(Reason { label: text!(language, "office_payouts.cancel.reason"), hint: None, typed: reason }),
        action: cancel_path(id),
        confirm: text!(language, "office_payouts.cancel.confirm"),
        back: Link::new(text!(language, "office_payouts.sheet.title", number = number), batch_path(id)),
    };
    deed_page(visit, deed, complaints)
}
