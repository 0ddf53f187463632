//! What staff decide of a mandate: the bank knows of it, it may be used again, it ends.

use axum::extract::Path;

use crate::business::failure::Failure;
use crate::business::payments::mandates::{confirm_mandate, resume_mandate, revoke_mandate, see_mandate};
use crate::business::permission::Permission;
use crate::business::view::View;
use crate::portals::deed::{Deed, Reason, deed_page};
use crate::portals::office::frame;
use crate::portals::office::mandates::mandate_id;
use crate::portals::office::subjects::mandate_path;
use crate::text;
use crate::values::MandateId;
use crate::web::parts::Link;
use crate::web::{Answer, Complaints, Page, Routes, Typed, Visit, redirect_with_message};

pub fn routes() -> Routes {
    Routes::new()
        .form("/office/mandates/{id}/confirm", confirm)
        .page("/office/mandates/{id}/resume", |visit: Visit, path: Path<String>| ask(visit, path, "resume"))
        .form("/office/mandates/{id}/resume", resume)
        .page("/office/mandates/{id}/revoke", |visit: Visit, path: Path<String>| ask(visit, path, "revoke"))
        .form("/office/mandates/{id}/revoke", revoke)
        .behind(Permission::PaymentsMandates)
}

pub fn deed_path(id: MandateId, deed: &str) -> String {
    format!("{}/{deed}", mandate_path(id))
}

async fn confirm(visit: Visit, Path(id): Path<String>, _typed: Typed) -> Answer {
    let id = mandate_id(&id)?;
    visit.write(move |tx| confirm_mandate(tx, id)).await?;
    Ok(redirect_with_message(&mandate_path(id), "office_mandates.told.confirmed"))
}

async fn ask(visit: Visit, Path(id): Path<String>, deed: &'static str) -> Answer {
    let id = mandate_id(&id)?;
    let lead = visit.read(|view| named(view, id))?;
    frame::show(&visit, &page(&visit, id, deed, lead, "", &Complaints::default()))
}

async fn resume(visit: Visit, Path(id): Path<String>, typed: Typed) -> Answer {
    let id = mandate_id(&id)?;
    let reason = typed.text("reason").to_owned();
    let outcome = visit.write(move |tx| resume_mandate(tx, id, &reason)).await;
    answered(&visit, id, "resume", &typed, outcome)
}

async fn revoke(visit: Visit, Path(id): Path<String>, typed: Typed) -> Answer {
    let id = mandate_id(&id)?;
    let reason = typed.text("reason").to_owned();
    let outcome = visit.write(move |tx| revoke_mandate(tx, id, &reason)).await;
    answered(&visit, id, "revoke", &typed, outcome)
}

fn answered(visit: &Visit, id: MandateId, deed: &'static str, typed: &Typed, outcome: Result<(), Failure>) -> Answer {
    let told = if deed == "resume" { "office_mandates.told.resumed" } else { "office_mandates.told.revoked" };
    match outcome {
        Ok(()) => Ok(redirect_with_message(&mandate_path(id), told)),
        Err(failure) => {
            let complaints = Complaints::of(visit.language, failure)?;
            let lead = visit.read(|view| named(view, id))?;
            frame::refuse(visit, &page(visit, id, deed, lead, typed.text("reason"), &complaints))
        }
    }
}

fn named(view: &View<'_>, id: MandateId) -> Result<String, Failure> {
    let row = see_mandate(view, id)?;
    Ok(format!("{} · {}", row.name, row.mandate.number))
}

fn page(visit: &Visit, id: MandateId, deed: &str, lead: String, reason: &str, complaints: &Complaints) -> Page {
    let language = visit.language;
    let say = |what: &str| text!(language, &format!("office_mandates.{deed}.{what}"));
    let asked = Deed {
        title: say("title"),
        lead: Some(lead),
        what: vec![say("what")],
        reason: Some(Reason { label: say("reason"), hint: None, typed: reason }),
        action: deed_path(id, deed),
        confirm: say("confirm"),
        back: Link::new(text!(language, "office_mandates.page.title"), mandate_path(id)),
    };
    deed_page(visit, asked, complaints)
}
