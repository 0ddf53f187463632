//! What is done with a reason: cancelling a collection, leaving out one debit, fetching the file once more.

use axum::extract::Path;

use crate::business::failure::Failure;
use crate::business::payments::collections::{cancel_collection, collection_number, leave_out_debit, see_collection};
use crate::business::permission::Permission;
use crate::portals::deed::{Deed, Reason, deed_page};
use crate::portals::office::collections::collection_id;
use crate::portals::office::collections::sheet::fetched;
use crate::portals::office::frame;
use crate::portals::office::subjects::collection_path;
use crate::text;
use crate::texts;
use crate::values::CollectionId;
use crate::web::parts::Link;
use crate::web::{Answer, Complaints, Page, Routes, Typed, Visit, redirect_with_message};

pub fn routes() -> Routes {
    // Who may cancel depends on whether the file has left.
    let cancelling = Routes::new()
        .page("/office/collections/{id}/cancel", ask_cancel)
        .form("/office/collections/{id}/cancel", cancel)
        .behind(Permission::PaymentsView);
    let collecting = Routes::new()
        .page("/office/collections/{id}/leave-out/{debit}", ask_leave_out)
        .form("/office/collections/{id}/leave-out/{debit}", leave_out)
        .page("/office/collections/{id}/again", ask_again)
        .form("/office/collections/{id}/again", again)
        .behind(Permission::PaymentsCollect);
    cancelling.and(collecting)
}

pub fn cancel_path(id: CollectionId) -> String {
    format!("{}/cancel", collection_path(id))
}

pub fn leave_out_path(id: CollectionId, debit: &str) -> String {
    format!("{}/leave-out/{debit}", collection_path(id))
}

pub fn again_path(id: CollectionId) -> String {
    format!("{}/again", collection_path(id))
}

async fn ask_cancel(visit: Visit, Path(id): Path<String>) -> Answer {
    let id = collection_id(&id)?;
    frame::show(&visit, &cancel_page(&visit, id, "", &Complaints::default())?)
}

async fn cancel(visit: Visit, Path(id): Path<String>, typed: Typed) -> Answer {
    let id = collection_id(&id)?;
    let reason = typed.text("reason").to_owned();
    let Err(failure) = visit.write(move |tx| cancel_collection(tx, id, &reason)).await else {
        return Ok(redirect_with_message(&collection_path(id), "office_collections.told.cancelled"));
    };
    let complaints = Complaints::of(visit.language, failure)?;
    frame::refuse(&visit, &cancel_page(&visit, id, typed.text("reason"), &complaints)?)
}

fn cancel_page(visit: &Visit, id: CollectionId, reason: &str, complaints: &Complaints) -> Result<Page, Failure> {
    let total = visit.read(|view| see_collection(view, id))?.total();
    let amount = texts::money(visit.language, total);
    let what = text!(visit.language, "office_collections.cancel.what", amount = amount);
    Ok(deed(visit, id, ("cancel", cancel_path(id)), what, reason, complaints))
}

async fn ask_leave_out(visit: Visit, Path((id, debit)): Path<(String, String)>) -> Answer {
    let id = collection_id(&id)?;
    frame::show(&visit, &leave_out_page(&visit, id, &debit, "", &Complaints::default())?)
}

async fn leave_out(visit: Visit, Path((id, debit)): Path<(String, String)>, typed: Typed) -> Answer {
    let id = collection_id(&id)?;
    let (reason, wanted) = (typed.text("reason").to_owned(), debit.clone());
    let Err(failure) = visit.write(move |tx| leave_out_debit(tx, id, &wanted, &reason)).await else {
        return Ok(redirect_with_message(&collection_path(id), "office_collections.told.left_out"));
    };
    let complaints = Complaints::of(visit.language, failure)?;
    frame::refuse(&visit, &leave_out_page(&visit, id, &debit, typed.text("reason"), &complaints)?)
}

fn leave_out_page(
    visit: &Visit,
    id: CollectionId,
    debit: &str,
    reason: &str,
    complaints: &Complaints,
) -> Result<Page, Failure> {
    let found = visit.read(|view| see_collection(view, id))?;
    let found = found.debits.into_iter().find(|known| known.end_to_end_id == debit).ok_or_else(Failure::not_found)?;
    let (document, amount) = (found.document.clone(), texts::money(visit.language, found.amount));
    let what = text!(visit.language, "office_collections.leave_out.what", document = document, amount = amount);
    Ok(deed(visit, id, ("leave_out", leave_out_path(id, debit)), what, reason, complaints))
}

async fn ask_again(visit: Visit, Path(id): Path<String>) -> Answer {
    let id = collection_id(&id)?;
    frame::show(&visit, &again_page(&visit, id, "", &Complaints::default())?)
}

async fn again(visit: Visit, Path(id): Path<String>, typed: Typed) -> Answer {
    let id = collection_id(&id)?;
    match fetched(&visit, id, typed.text("reason")).await {
        Ok(answer) => Ok(answer),
        Err(failure) => {
            let complaints = Complaints::of(visit.language, failure)?;
            frame::refuse(&visit, &again_page(&visit, id, typed.text("reason"), &complaints)?)
        }
    }
}

fn again_page(visit: &Visit, id: CollectionId, reason: &str, complaints: &Complaints) -> Result<Page, Failure> {
    visit.read(|view| see_collection(view, id))?;
    let what = text!(visit.language, "office_collections.again.what");
    Ok(deed(visit, id, ("again", again_path(id)), what, reason, complaints))
}

fn deed(
    visit: &Visit,
    id: CollectionId,
    (word, action): (&str, String),
    what: String,
    reason: &str,
    complaints: &Complaints,
) -> Page {
    let language = visit.language;
    let number = collection_number(id);
    let say = |part: &str| text!(language, &format!("office_collections.{word}.{part}"));
    let deed = Deed {
        title: say("title"),
        lead: Some(number.clone()),
        what: vec![what],
        reason: Some(Reason { label: text!(language, "office_collections.reason"), hint: None, typed: reason }),
        action,
        confirm: say("confirm"),
        back: Link::new(text!(language, "office_collections.sheet.title", number = number), collection_path(id)),
    };
    deed_page(visit, deed, complaints)
}
