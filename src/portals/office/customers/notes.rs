//! Notes on a customer: a line of the history with the words of a colleague.

use axum::extract::Path;
use maud::{Markup, html};

use crate::business::customers;
use crate::business::failure::Failure;
use crate::business::people;
use crate::business::permission::Permission;
use crate::business::tx::Tx;
use crate::portals::office::customers::customer_id;
use crate::portals::office::customers::sheet::{CustomerSheet, customer_page};
use crate::portals::office::frame;
use crate::portals::office::subjects::customer_path;
use crate::portals::once::{form_key, sent_once};
use crate::text;
use crate::values::{CustomerId, Language};
use crate::web::parts::{Field, Form, Loudness, form, submit_button, textarea_field};
use crate::web::{Answer, Complaints, Routes, Typed, Visit, redirect_with_message};

pub fn routes() -> Routes {
    Routes::new().form("/office/customers/{id}/notes", write).behind(Permission::CustomersEdit)
}

pub fn notes_path(id: CustomerId) -> String {
    format!("{}/notes", customer_path(id))
}

async fn write(visit: Visit, Path(id): Path<String>, typed: Typed) -> Answer {
    let customer = customer_id(&id)?;
    let words = typed.text("note").to_owned();
    let outcome = sent_once(&visit, &typed, move |tx: &mut Tx<'_, '_, '_>| {
        let person = customers::customer(tx, customer).ok_or_else(Failure::not_found)?.person;
        people::add_note(tx, person, &words)
    });
    match outcome.await {
        Ok(_) => Ok(redirect_with_message(&customer_path(customer), "office_customers.told.noted")),
        Err(failure) => {
            let complaints = Complaints::of(visit.language, failure)?;
            let sheet = visit.read(|view| CustomerSheet::of(view, &visit, &id))?;
            frame::refuse(&visit, &customer_page(&sheet, &typed, &complaints))
        }
    }
}

/// The little form above the history.
pub fn note_form(language: Language, action: &str, csrf: &str, typed: &Typed, complaints: &Complaints) -> Markup {
    let field = Field {
        name: "note",
        label: text!(language, "office_customers.note.label"),
        value: typed.text("note"),
        error: complaints.about("note"),
        ..Field::default()
    };
    let key = form_key(typed);
    html! {
        (form(language, &Form {
            action,
            csrf,
            idempotency_key: Some(&key),
            body: textarea_field(language, &field, 2),
            buttons: vec![submit_button(&text!(language, "office_customers.note.save"), Loudness::Secondary)],
            ..Form::default()
        }))
    }
}
