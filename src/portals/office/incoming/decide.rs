//! What a person decides of an incoming invoice: it is right, it goes back, or the decision is taken back.

use axum::extract::Path;

use crate::business::billing::{self, check_incoming, reject_incoming, reopen_incoming};
use crate::business::failure::Failure;
use crate::business::permission::Permission;
use crate::business::view::View;
use crate::portals::deed::{Deed, Reason, deed_page};
use crate::portals::office::frame;
use crate::portals::office::incoming::incoming_id;
use crate::portals::office::subjects::incoming_path;
use crate::text;
use crate::values::IncomingId;
use crate::web::parts::Link;
use crate::web::{Answer, Complaints, Page, Routes, Typed, Visit, redirect_with_message};

pub fn routes() -> Routes {
    Routes::new()
        .form("/office/incoming/{id}/check", check)
        .page("/office/incoming/{id}/reject", |visit: Visit, path: Path<String>| ask(visit, path, "reject"))
        .form("/office/incoming/{id}/reject", reject)
        .page("/office/incoming/{id}/reopen", |visit: Visit, path: Path<String>| ask(visit, path, "reopen"))
        .form("/office/incoming/{id}/reopen", reopen)
        .behind(Permission::BillingReceive)
}

async fn check(visit: Visit, Path(id): Path<String>, _typed: Typed) -> Answer {
    let id = incoming_id(&id)?;
    visit.write(move |tx| check_incoming(tx, id)).await?;
    Ok(redirect_with_message(&incoming_path(id), "office_incoming.told.checked"))
}

async fn ask(visit: Visit, Path(id): Path<String>, deed: &'static str) -> Answer {
    let id = incoming_id(&id)?;
    let lead = visit.read(|view| named(view, id))?;
    frame::show(&visit, &page(&visit, id, deed, lead, "", &Complaints::default()))
}

async fn reject(visit: Visit, Path(id): Path<String>, typed: Typed) -> Answer {
    let id = incoming_id(&id)?;
    let reason = typed.text("reason").to_owned();
    let outcome = visit.write(move |tx| reject_incoming(tx, id, &reason)).await;
    answered(&visit, id, "reject", &typed, outcome)
}

async fn reopen(visit: Visit, Path(id): Path<String>, typed: Typed) -> Answer {
    let id = incoming_id(&id)?;
    let reason = typed.text("reason").to_owned();
    let outcome = visit.write(move |tx| reopen_incoming(tx, id, &reason)).await;
    answered(&visit, id, "reopen", &typed, outcome)
}

fn answered(visit: &Visit, id: IncomingId, deed: &'static str, typed: &Typed, outcome: Result<(), Failure>) -> Answer {
    let told = if deed == "reject" { "office_incoming.told.rejected" } else { "office_incoming.told.reopened" };
    match outcome {
        Ok(()) => Ok(redirect_with_message(&incoming_path(id), told)),
        Err(failure) => {
            let complaints = Complaints::of(visit.language, failure)?;
            let lead = visit.read(|view| named(view, id))?;
            frame::refuse(visit, &page(visit, id, deed, lead, typed.text("reason"), &complaints))
        }
    }
}

fn named(view: &View<'_>, id: IncomingId) -> Result<String, Failure> {
    view.require(Permission::BillingReceive)?;
    let says = billing::incoming(view, id).ok_or_else(Failure::not_found)?.says;
    Ok(format!("{} · {}", says.sender.name, says.number))
}

fn page(visit: &Visit, id: IncomingId, deed: &str, lead: String, reason: &str, complaints: &Complaints) -> Page {
    let language = visit.language;
    let say = |what: &str| text!(language, &format!("office_incoming.{deed}.{what}"));
    let asked = Deed {
        title: say("title"),
        lead: Some(lead),
        what: vec![say("what")],
        reason: Some(Reason { label: say("reason"), hint: None, typed: reason }),
        action: format!("{}/{deed}", incoming_path(id)),
        confirm: say("confirm"),
        back: Link::new(text!(language, "office_incoming.sheet.back"), incoming_path(id)),
    };
    deed_page(visit, asked, complaints)
}
