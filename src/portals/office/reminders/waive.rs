//! Letting somebody off what a reminder charged.

use axum::extract::Path;

use crate::business::billing::reminders::{self, waive_charges};
use crate::business::failure::Failure;
use crate::business::permission::Permission;
use crate::business::view::View;
use crate::portals::deed::{Deed, Reason, deed_page};
use crate::portals::office::frame;
use crate::portals::office::reminders::sheet::reminder_id;
use crate::portals::office::subjects::reminder_path;
use crate::text;
use crate::texts;
use crate::values::{Language, ReminderId};
use crate::web::parts::Link;
use crate::web::{Answer, Complaints, Page, Routes, Typed, Visit, redirect_with_message};

pub fn routes() -> Routes {
    Routes::new().page(PATH, ask).form(PATH, waive).behind(Permission::BillingRemind)
}

const PATH: &str = "/office/reminders/{id}/waive";

async fn ask(visit: Visit, Path(id): Path<String>) -> Answer {
    let id = reminder_id(&id)?;
    let lead = visit.read(|view| named(view, visit.language, id))?;
    frame::show(&visit, &page(&visit, id, lead, "", &Complaints::default()))
}

async fn waive(visit: Visit, Path(id): Path<String>, typed: Typed) -> Answer {
    let id = reminder_id(&id)?;
    let reason = typed.text("reason").to_owned();
    match visit.write(move |tx| waive_charges(tx, id, &reason)).await {
        Ok(()) => Ok(redirect_with_message(&reminder_path(id), "office_reminders.told.waived")),
        Err(failure) => {
            let complaints = Complaints::of(visit.language, failure)?;
            let lead = visit.read(|view| named(view, visit.language, id))?;
            frame::refuse(&visit, &page(&visit, id, lead, typed.text("reason"), &complaints))
        }
    }
}

fn named(view: &View<'_>, language: Language, id: ReminderId) -> Result<String, Failure> {
    view.require(Permission::BillingRemind)?;
    let reminder = reminders::reminder(view, id).ok_or_else(Failure::not_found)?;
    let amount = texts::money(language, reminder.charged());
    Ok(format!("{} · {} · {amount}", reminder.address.name, reminder.number))
}

fn page(visit: &Visit, id: ReminderId, lead: String, reason: &str, complaints: &Complaints) -> Page {
    let language = visit.language;
    let say = |what: &str| text!(language, &format!("office_reminders.waive.{what}"));
    let asked = Deed {
        title: say("title"),
        lead: Some(lead),
        what: vec![say("what")],
        reason: Some(Reason { label: say("reason"), hint: None, typed: reason }),
        action: format!("{}/waive", reminder_path(id)),
        confirm: say("confirm"),
        back: Link::new(text!(language, "office_reminders.sheet.back"), reminder_path(id)),
    };
    deed_page(visit, asked, complaints)
}
