//! How a partner stands to VAT, as the office was told.

use axum::extract::Path;
use maud::html;

use crate::business::failure::Failure;
use crate::business::partners::see_partner;
use crate::business::people::{TaxStatus, note_tax_status, tax_statuses};
use crate::business::permission::Permission;
use crate::business::view::View;
use crate::portals::fields::Filled;
use crate::portals::office::frame;
use crate::portals::office::partners::partner_id;
use crate::portals::office::subjects::{partner_name, partner_path};
use crate::portals::tax_status::{read_status, status_fields, status_table, stored_status};
use crate::text;
use crate::values::{Day, PartnerId, PersonId};
use crate::web::parts::{Breadth, Field, Form, Link, Loudness, form, link_button, section, submit_button, text_field};
use crate::web::{Answer, Complaints, Page, Reading, Routes, Typed, Visit, redirect_with_message};

pub fn routes() -> Routes {
    Routes::new()
        .page("/office/partners/{id}/tax", show)
        .form("/office/partners/{id}/tax", note)
        .behind(Permission::PartnersEdit)
}

pub fn tax_path(id: PartnerId) -> String {
    format!("{}/tax", partner_path(id))
}

struct Told {
    id: PartnerId,
    person: PersonId,
    name: String,
    all: Vec<TaxStatus>,
    today: Day,
}

impl Told {
    fn of(view: &View<'_>, id: &str) -> Result<Told, Failure> {
        view.require(Permission::PartnersEdit)?;
        let id = partner_id(id)?;
        let person = see_partner(view, id)?.person;
        let all = tax_statuses(view, person);
        Ok(Told { id, person, name: partner_name(view, id), all, today: view.today() })
    }
}

async fn show(visit: Visit, Path(id): Path<String>) -> Answer {
    let told = visit.read(|view| Told::of(view, &id))?;
    let typed = stored_status(told.all.last(), told.today);
    frame::show(&visit, &page(&visit, &told, &typed, &Complaints::default()))
}

async fn note(visit: Visit, Path(id): Path<String>, typed: Typed) -> Answer {
    let told = visit.read(|view| Told::of(view, &id))?;
    let (person, reason) = (told.person, typed.text("reason").to_owned());
    let mut reading = Reading::of(&typed);
    let outcome = match read_status(&mut reading, &typed) {
        Some(new) => visit.write(move |tx| note_tax_status(tx, person, &new, &reason)).await,
        None => Err(reading.into_complaints().into()),
    };
    match outcome {
        Ok(()) => Ok(redirect_with_message(&tax_path(told.id), "tax_status.told.saved")),
        Err(failure) => {
            let complaints = Complaints::of(visit.language, failure)?;
            frame::refuse(&visit, &page(&visit, &told, &typed, &complaints))
        }
    }
}

fn page(visit: &Visit, told: &Told, typed: &Typed, complaints: &Complaints) -> Page {
    let language = visit.language;
    let filled = Filled { language, typed, complaints };
    let back = Link::new(told.name.clone(), partner_path(told.id));
    let reason = Field {
        breadth: Breadth::Full,
        hint: Some(text!(language, "tax_status.field_hint.reason")),
        ..filled.field("reason", text!(language, "tax_status.field.reason"))
    };
    Page {
        title: text!(language, "tax_status.title"),
        lead: Some(told.name.clone()),
        body: html! {
            (form(language, &Form {
                action: &tax_path(told.id),
                csrf: visit.csrf(),
                guards_changes: true,
                complaints: complaints.summary(),
                body: html! { (status_fields(&filled)) (text_field(language, &reason)) },
                buttons: vec![
                    submit_button(&text!(language, "tax_status.send"), Loudness::Primary),
                    link_button(&Link::new(text!(language, "office.form.cancel"), back.href.clone()), Loudness::Quiet),
                ],
                ..Form::default()
            }))
            (section(&text!(language, "tax_status.history"), status_table(language, &told.all)))
        },
        back: Some(back),
        ..Page::default()
    }
}
