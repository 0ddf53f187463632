//! The customer has another account: the amendment of a mandate.

use axum::extract::Path;
use maud::html;

use crate::business::failure::Failure;
use crate::business::payments::mandates::{MandateRow, NewAccount, change_mandate_account, see_mandate};
use crate::business::permission::Permission;
use crate::portals::fields::Filled;
use crate::portals::office::frame;
use crate::portals::office::mandates::mandate_id;
use crate::portals::office::subjects::mandate_path;
use crate::text;
use crate::values::MandateId;
use crate::web::parts::{
    Breadth, Field, Form, Link, Loudness, form, link_button, paragraph, submit_button, text_field,
};
use crate::web::{Answer, Complaints, Page, Reading, Routes, Typed, Visit, redirect_with_message};

pub fn routes() -> Routes {
    Routes::new()
        .page("/office/mandates/{id}/account", show)
        .form("/office/mandates/{id}/account", change)
        .behind(Permission::PaymentsMandates)
}

pub fn account_path(id: MandateId) -> String {
    format!("{}/account", mandate_path(id))
}

async fn show(visit: Visit, Path(id): Path<String>) -> Answer {
    let id = mandate_id(&id)?;
    let row = visit.read(|view| see_mandate(view, id))?;
    let typed = Typed::from_pairs(vec![("holder".to_owned(), row.mandate.holder.clone())]);
    frame::show(&visit, &page(&visit, &row, &typed, &Complaints::default()))
}

async fn change(visit: Visit, Path(id): Path<String>, typed: Typed) -> Answer {
    let id = mandate_id(&id)?;
    let mut reading = Reading::of(&typed);
    let new =
        NewAccount { holder: reading.line("holder"), iban: reading.line("iban"), bic: reading.optional_bic("bic") };
    let complaints = reading.into_complaints();
    let outcome = if complaints.is_empty() {
        visit.write(move |tx| change_mandate_account(tx, id, &new)).await
    } else {
        Err(Failure::from(complaints))
    };
    match outcome {
        Ok(()) => Ok(redirect_with_message(&mandate_path(id), "office_mandates.told.account")),
        Err(failure) => {
            let complaints = Complaints::of(visit.language, failure)?;
            let row = visit.read(|view| see_mandate(view, id))?;
            frame::refuse(&visit, &page(&visit, &row, &typed, &complaints))
        }
    }
}

fn page(visit: &Visit, row: &MandateRow, typed: &Typed, complaints: &Complaints) -> Page {
    let language = visit.language;
    let filled = Filled { language, typed, complaints };
    let of = |name: &'static str, key: &'static str| Field {
        autocomplete: "off",
        ..filled.field(name, text!(language, key))
    };
    let back =
        Link::new(text!(language, "office_mandates.sheet.title", number = row.mandate.number), mandate_path(row.id));
    let asked = form(
        language,
        &Form {
            action: &account_path(row.id),
            csrf: visit.csrf(),
            complaints: complaints.summary(),
            body: html! {
                (text_field(language, &Field {
                    hint: Some(text!(language, "mandates.field.holder_hint")),
                    ..of("holder", "mandates.field.holder")
                }))
                (text_field(language, &of("iban", "fields.iban")))
                (text_field(language, &Field {
                    optional: true,
                    breadth: Breadth::Medium,
                    ..of("bic", "mandates.field.bic")
                }))
            },
            buttons: vec![
                submit_button(&text!(language, "office_mandates.account.confirm"), Loudness::Primary),
                link_button(&Link::new(text!(language, "office.form.cancel"), mandate_path(row.id)), Loudness::Quiet),
            ],
            ..Form::default()
        },
    );
    Page {
        title: text!(language, "office_mandates.account.title"),
        lead: Some(format!("{} · {}", row.name, row.mandate.number)),
        back: Some(back),
        body: html! {
            (paragraph(&text!(language, "office_mandates.account.now", iban = row.mandate.iban.grouped())))
            (paragraph(&text!(language, "office_mandates.account.what")))
            (asked)
        },
        ..Page::default()
    }
}
