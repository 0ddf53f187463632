//! Writing down that the VAT number of a customer was asked for, and what was answered.

use axum::extract::Path;
use maud::html;

use crate::business::customers;
use crate::business::failure::Failure;
use crate::business::people::{note_vat_check, person};
use crate::business::permission::Permission;
use crate::business::view::View;
use crate::portals::fields::Filled;
use crate::portals::office::customers::customer_id;
use crate::portals::office::frame;
use crate::portals::office::subjects::{customer_name, customer_path};
use crate::text;
use crate::values::{CustomerId, PersonId};
use crate::web::parts::{Field, Form, Link, Loudness, form, link_button, paragraph, submit_button, text_field};
use crate::web::{Answer, Complaints, Page, Routes, Typed, Visit, redirect_with_message};

pub fn routes() -> Routes {
    Routes::new()
        .page("/office/customers/{id}/vat", show)
        .form("/office/customers/{id}/vat", note)
        .behind(Permission::CustomersEdit)
}

pub fn vat_check_path(id: CustomerId) -> String {
    format!("{}/vat", customer_path(id))
}

struct Asked {
    person: PersonId,
    /// `Name · DE 123 456 789`.
    lead: String,
}

async fn show(visit: Visit, Path(id): Path<String>) -> Answer {
    let id = customer_id(&id)?;
    let asked = visit.read(|view| asked(view, id))?;
    frame::show(&visit, &page(&visit, id, asked.lead, &Typed::default(), &Complaints::default()))
}

async fn note(visit: Visit, Path(id): Path<String>, typed: Typed) -> Answer {
    let id = customer_id(&id)?;
    let Asked { person, lead } = visit.read(|view| asked(view, id))?;
    let answer = typed.text("answer").to_owned();
    match visit.write(move |tx| note_vat_check(tx, person, &answer)).await {
        Ok(()) => Ok(redirect_with_message(&customer_path(id), "office_customers.told.vat_checked")),
        Err(failure) => {
            let complaints = Complaints::of(visit.language, failure)?;
            frame::refuse(&visit, &page(&visit, id, lead, &typed, &complaints))
        }
    }
}

/// Whose number it is; nothing where there is none.
fn asked(view: &View<'_>, id: CustomerId) -> Result<Asked, Failure> {
    view.require(Permission::CustomersEdit)?;
    let customer = customers::customer(view, id).ok_or_else(Failure::not_found)?;
    let vat_id = person(view, customer.person).and_then(|person| person.vat_id).ok_or_else(Failure::not_found)?;
    Ok(Asked { person: customer.person, lead: format!("{} · {vat_id}", customer_name(view, id)) })
}

fn page(visit: &Visit, id: CustomerId, lead: String, typed: &Typed, complaints: &Complaints) -> Page {
    let language = visit.language;
    let say = |what: &str| text!(language, &format!("office_customers.vat.{what}"));
    let back = Link::new(text!(language, "office_customers.form.back"), customer_path(id));
    let filled = Filled { language, typed, complaints };
    let field = Field { hint: Some(say("answer_hint")), autocomplete: "off", ..filled.field("answer", say("answer")) };
    let action = vat_check_path(id);
    Page {
        title: say("title"),
        lead: Some(lead),
        body: html! {
            (paragraph(&say("what")))
            (form(language, &Form {
                action: &action,
                csrf: visit.csrf(),
                complaints: complaints.summary_with_names(|_| Some(say("answer"))),
                body: text_field(language, &field),
                buttons: vec![
                    submit_button(&say("confirm"), Loudness::Primary),
                    link_button(&Link::new(text!(language, "office.form.cancel"), back.href.clone()), Loudness::Quiet),
                ],
                ..Form::default()
            }))
        },
        back: Some(back),
        ..Page::default()
    }
}
