//! In which format a customer gets invoices, and under which reference.

use axum::extract::Path;
use axum::http::StatusCode;
use maud::{Markup, html};

use crate::business::customers::{self, EinvoiceTerms, einvoice_terms, set_einvoice_terms};
use crate::business::failure::{Complaint, Failure, Refusal, RefusalKind};
use crate::business::permission::Permission;
use crate::business::view::View;
use crate::exchange::einvoice::ATTRIBUTION;
use crate::portals::fields::Filled;
use crate::portals::office::conflict::{Difference, conflict, save_buttons};
use crate::portals::office::customers::customer_id;
use crate::portals::office::frame;
use crate::portals::office::subjects::{customer_name, customer_path};
use crate::text;
use crate::values::{CustomerId, EinvoiceFormat, Language};
use crate::web::parts::{Breadth, Choice, Field, Form, Link, form, hidden_field, radio_group, small, text_field};
use crate::web::{Answer, Complaints, Page, Reading, Routes, Typed, Visit, redirect_with_message};

pub fn routes() -> Routes {
    Routes::new()
        .page("/office/customers/{id}/einvoice", show)
        .form("/office/customers/{id}/einvoice", change)
        .behind(Permission::CustomersEdit)
}

pub fn einvoice_terms_path(id: CustomerId) -> String {
    format!("{}/einvoice", customer_path(id))
}

async fn show(visit: Visit, Path(id): Path<String>) -> Answer {
    let id = customer_id(&id)?;
    let (name, terms) = visit.read(|view| known(view, id))?;
    frame::show(&visit, &page(&visit, id, &name, &typed_of(&terms), &Complaints::default(), None))
}

async fn change(visit: Visit, Path(id): Path<String>, typed: Typed) -> Answer {
    let id = customer_id(&id)?;
    let seen = typed.text("seen").to_owned();
    let outcome = match read(&typed) {
        Ok(terms) => {
            let command = visit.write(move |tx| {
                if einvoice_terms(tx, id).mark() != seen {
                    return Err(Refusal::of(RefusalKind::Conflict, Complaint::new("office.conflict.changed")).into());
                }
                set_einvoice_terms(tx, id, &terms)
            });
            command.await
        }
        Err(failure) => Err(failure),
    };
    match outcome {
        Ok(()) => Ok(redirect_with_message(&customer_path(id), "office_customers.told.einvoice")),
        Err(failure) => refused(&visit, id, &typed, failure),
    }
}

/// What was typed stays; after a conflict it stands beside what somebody else has saved.
fn refused(visit: &Visit, id: CustomerId, typed: &Typed, failure: Failure) -> Answer {
    let is_conflict = failure.is_conflict();
    let complaints = Complaints::of(visit.language, failure)?;
    let (name, terms) = visit.read(|view| known(view, id))?;
    if is_conflict {
        let saved = typed_of(&terms);
        let shown = page(visit, id, &name, typed, &Complaints::default(), Some(&saved));
        return frame::refuse_with(visit, StatusCode::CONFLICT, &shown);
    }
    frame::refuse(visit, &page(visit, id, &name, typed, &complaints, None))
}

fn known(view: &View<'_>, id: CustomerId) -> Result<(String, EinvoiceTerms), Failure> {
    view.require(Permission::CustomersEdit)?;
    customers::customer(view, id).ok_or_else(Failure::not_found)?;
    Ok((customer_name(view, id), einvoice_terms(view, id)))
}

fn read(typed: &Typed) -> Result<EinvoiceTerms, Failure> {
    let mut reading = Reading::of(typed);
    let format = reading.choice("format", EinvoiceFormat::from_word);
    let buyer_reference = reading.line("buyer_reference");
    let complaints = reading.into_complaints();
    match format {
        Some(format) if complaints.is_empty() => Ok(EinvoiceTerms { format, buyer_reference }),
        _ => Err(complaints.into()),
    }
}

fn typed_of(terms: &EinvoiceTerms) -> Typed {
    let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
    Typed::from_pairs(vec![
        pair("seen", &terms.mark()),
        pair("format", terms.format.word()),
        pair("buyer_reference", &terms.buyer_reference),
    ])
}

fn page(
    visit: &Visit,
    id: CustomerId,
    name: &str,
    typed: &Typed,
    complaints: &Complaints,
    saved: Option<&Typed>,
) -> Page {
    let language = visit.language;
    let back = Link::new(text!(language, "office_customers.form.back"), customer_path(id));
    let action = einvoice_terms_path(id);
    let seen = saved.unwrap_or(typed).text("seen");
    Page {
        title: text!(language, "office_customers.einvoice.title"),
        lead: Some(name.to_owned()),
        body: html! {
            @if let Some(saved) = saved { (conflict(language, differences(language, typed, saved))) }
            (form(language, &Form {
                action: &action,
                csrf: visit.csrf(),
                guards_changes: true,
                complaints: complaints.summary_with_names(|name| Some(label_of(language, name))),
                body: html! {
                    (hidden_field("seen", seen))
                    (fields(&Filled { language, typed, complaints }))
                },
                buttons: save_buttons(
                    language,
                    saved.is_some(),
                    text!(language, "office_customers.form.save"),
                    &back.href,
                ),
                ..Form::default()
            }))
            p { (small(ATTRIBUTION)) }
        },
        back: Some(back),
        ..Page::default()
    }
}

fn fields(filled: &Filled) -> Markup {
    let language = filled.language;
    let choices = EinvoiceFormat::ALL.map(|format| Choice {
        hint: Some(text!(language, &format!("einvoice.about.{}", format.word()))),
        ..Choice::new(format.word(), text!(language, &format!("einvoice.format.{}", format.word())))
    });
    html! {
        (radio_group(language, &Field {
            hint: Some(text!(language, "office_customers.einvoice.format_hint")),
            ..filled.field("format", text!(language, "office_customers.einvoice.format"))
        }, &choices))
        (text_field(language, &Field {
            optional: true,
            breadth: Breadth::Medium,
            autocomplete: "off",
            hint: Some(text!(language, "office_customers.einvoice.reference_hint")),
            ..filled.field("buyer_reference", text!(language, "office_customers.einvoice.reference"))
        }))
    }
}

fn label_of(language: Language, name: &str) -> String {
    match name {
        "format" => text!(language, "office_customers.einvoice.format"),
        _ => text!(language, "office_customers.einvoice.reference"),
    }
}

/// What differs, field by field.
fn differences(language: Language, typed: &Typed, saved: &Typed) -> Vec<Difference> {
    ["format", "buyer_reference"]
        .into_iter()
        .filter(|name| saved.text(name) != typed.text(name))
        .map(|name| Difference {
            label: label_of(language, name),
            mine: typed.text(name).to_owned(),
            theirs: saved.text(name).to_owned(),
        })
        .collect()
}
