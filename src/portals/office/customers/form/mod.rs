//! A customer's particulars as a form: to add one and to change one.

mod fields;
mod values;

use axum::extract::Path;
use axum::http::StatusCode;
use maud::html;

use crate::business::customers::{self, CustomerGroup, NewCustomer};
use crate::business::failure::{Complaint, Failure, Refusal, RefusalKind};
use crate::business::people::{self, Person};
use crate::business::permission::Permission;
use crate::business::tx::Tx;
use crate::business::view::View;
use crate::portals::fields::Filled;
use crate::portals::office::conflict::{Difference, conflict, save_buttons};
use crate::portals::office::customers::customer_id;
use crate::portals::office::customers::form::fields::{NAMED, fields, label_of};
use crate::portals::office::customers::form::values::{fingerprint, read, typed_of};
use crate::portals::office::customers::list::list_path;
use crate::portals::office::frame;
use crate::portals::office::subjects::customer_path;
use crate::portals::once::sent_once;
use crate::text;
use crate::values::{CustomerId, Language, PartnerId};
use crate::web::parts::{Form, Link, form, hidden_field};
use crate::web::{Answer, Complaints, Page, Routes, Typed, Visit, hex, random, redirect_with_message};

pub fn routes() -> Routes {
    Routes::new()
        .page(new_path(), show_new)
        .form(new_path(), add)
        .page("/office/customers/{id}/edit", show_edit)
        .form("/office/customers/{id}/edit", change)
        .behind(Permission::CustomersEdit)
}

pub const fn new_path() -> &'static str {
    "/office/customers/new"
}

async fn show_new(visit: Visit) -> Answer {
    let typed = Typed::from_pairs(vec![
        ("idempotency_key".to_owned(), hex(&random::<16>())),
        ("kind".to_owned(), "private".to_owned()),
        ("language".to_owned(), visit.language.tag().to_owned()),
        ("address.country".to_owned(), "AT".to_owned()),
    ]);
    frame::show(&visit, &form_page(&Filling::new(&visit, None, &typed, Complaints::default())))
}

async fn add(visit: Visit, typed: Typed) -> Answer {
    let outcome = match visit.read(|view| read(view, &typed, None)) {
        Ok(new) => {
            let command = move |tx: &mut Tx<'_, '_, '_>| {
                let person = people::create_person(tx, &new.person)?;
                let opened = NewCustomer { person, group: new.group, partner: new.partner, number: String::new() };
                customers::open_customer(tx, &opened)
            };
            sent_once(&visit, &typed, command).await
        }
        Err(failure) => Err(failure),
    };
    match outcome {
        Ok(Some(id)) => Ok(redirect_with_message(&customer_path(id), "office_customers.told.added")),
        Ok(None) => Ok(redirect_with_message(list_path(), "office_customers.told.added")),
        Err(failure) => {
            let complaints = Complaints::of(visit.language, failure)?;
            frame::refuse(&visit, &form_page(&Filling::new(&visit, None, &typed, complaints)))
        }
    }
}

async fn show_edit(visit: Visit, Path(id): Path<String>) -> Answer {
    let id = customer_id(&id)?;
    let typed = visit.read(|view| {
        let (person, group, partner) = known(view, id)?;
        Ok(typed_of(view, &person, group, partner))
    })?;
    frame::show(&visit, &form_page(&Filling::new(&visit, Some(id), &typed, Complaints::default())))
}

async fn change(visit: Visit, Path(id): Path<String>, typed: Typed) -> Answer {
    let id = customer_id(&id)?;
    let before = visit.read(|view| known(view, id).map(|(person, _, _)| person))?;
    let seen = typed.text("seen").to_owned();
    let outcome = match visit.read(|view| read(view, &typed, Some(&before))) {
        Ok(new) => {
            let command = visit.write(move |tx| {
                let customer = customers::customer(tx, id).ok_or_else(Failure::not_found)?;
                let person = people::person(tx, customer.person).ok_or_else(Failure::not_found)?;
                if fingerprint(&person, customer.group, customer.partner) != seen {
                    let complaint = Complaint::new("office.conflict.changed");
                    return Err(Refusal::of(RefusalKind::Conflict, complaint).into());
                }
                people::change_person(tx, customer.person, &new.person)?;
                if (new.group, new.partner) != (customer.group, customer.partner) {
                    customers::change_customer(tx, id, new.group, new.partner)?;
                }
                Ok(())
            });
            command.await
        }
        Err(failure) => Err(failure),
    };
    match outcome {
        Ok(()) => Ok(redirect_with_message(&customer_path(id), "office_customers.told.changed")),
        Err(failure) => refused(&visit, id, &typed, failure),
    }
}

/// What was typed stays; after a conflict it stands beside what somebody else has saved.
fn refused(visit: &Visit, id: CustomerId, typed: &Typed, failure: Failure) -> Answer {
    let conflict = failure.is_conflict();
    let complaints = Complaints::of(visit.language, failure)?;
    if !conflict {
        return frame::refuse(visit, &form_page(&Filling::new(visit, Some(id), typed, complaints)));
    }
    let saved = visit.read(|view| {
        let (person, group, partner) = known(view, id)?;
        Ok(typed_of(view, &person, group, partner))
    })?;
    let filling = Filling { saved: Some(&saved), ..Filling::new(visit, Some(id), typed, Complaints::default()) };
    frame::refuse_with(visit, StatusCode::CONFLICT, &form_page(&filling))
}

type Known = (Person, CustomerGroup, Option<PartnerId>);

fn known(view: &View<'_>, id: CustomerId) -> Result<Known, Failure> {
    view.require(Permission::CustomersEdit)?;
    let customer = customers::customer(view, id).ok_or_else(Failure::not_found)?;
    let person = people::person(view, customer.person).ok_or_else(Failure::not_found)?;
    Ok((person, customer.group, customer.partner))
}

/// The form as it stands on a page.
struct Filling<'f> {
    language: Language,
    csrf: &'f str,
    /// Nobody yet, for somebody new.
    id: Option<CustomerId>,
    typed: &'f Typed,
    complaints: Complaints,
    /// What somebody else has saved meanwhile.
    saved: Option<&'f Typed>,
}

impl<'f> Filling<'f> {
    fn new(visit: &'f Visit, id: Option<CustomerId>, typed: &'f Typed, complaints: Complaints) -> Filling<'f> {
        Filling { language: visit.language, csrf: visit.csrf(), id, typed, complaints, saved: None }
    }

    fn filled(&self) -> Filled<'_> {
        Filled { language: self.language, typed: self.typed, complaints: &self.complaints }
    }
}

fn form_page(filling: &Filling) -> Page {
    let language = filling.language;
    let (title, action, back) = match filling.id {
        None => (
            text!(language, "office_customers.page.new"),
            new_path().to_owned(),
            Link::new(text!(language, "office_customers.page.title"), list_path()),
        ),
        Some(id) => (
            text!(language, "office_customers.form.change"),
            format!("{}/edit", customer_path(id)),
            Link::new(text!(language, "office_customers.form.back"), customer_path(id)),
        ),
    };
    let save = text!(language, "office_customers.form.save");
    let seen = filling.saved.unwrap_or(filling.typed).text("seen");
    Page {
        title,
        body: html! {
            @if let Some(saved) = filling.saved { (conflict(language, differences(filling, saved))) }
            (form(language, &Form {
                action: &action,
                csrf: filling.csrf,
                idempotency_key: filling.id.is_none().then(|| filling.typed.text("idempotency_key")),
                guards_changes: true,
                complaints: filling.complaints.summary_with_names(|name| label_of(language, name)),
                body: html! { (hidden_field("seen", seen)) (fields(filling)) },
                buttons: save_buttons(language, filling.saved.is_some(), save, &back.href),
                ..Form::default()
            }))
        },
        back: Some(back),
        ..Page::default()
    }
}

/// What differs, field by field.
fn differences(filling: &Filling, saved: &Typed) -> Vec<Difference> {
    let told = |(name, key): &(&str, &str)| Difference {
        label: text!(filling.language, key),
        mine: filling.typed.text(name).to_owned(),
        theirs: saved.text(name).to_owned(),
    };
    NAMED.iter().filter(|(name, _)| saved.text(name) != filling.typed.text(name)).map(told).collect()
}
