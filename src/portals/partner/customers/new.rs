//! A partner brings a new customer, for whom orders can be placed from then on.

use maud::{Markup, html};

use crate::business::partners::{bring_customer, working_partner};
use crate::business::people::{Person, PersonKind};
use crate::business::permission::Permission;
use crate::business::tx::Tx;
use crate::portals::fields::{Filled, language_choices};
use crate::portals::new_partner::with_name_of_address;
use crate::portals::once::sent_once;
use crate::portals::partner::customers::{customer_path, list};
use crate::portals::partner::frame;
use crate::text;
use crate::values::{Instant, Language};
use crate::web::parts::{
    Breadth, Empty, Field, Form, Link, Loudness, email_field, empty, field_row, fieldset, form, link_button,
    select_field, submit_button, telephone_field, text_field,
};
use crate::web::{Answer, Complaints, Page, Reading, Routes, Typed, Visit, hex, random, redirect_with_message};

pub fn routes() -> Routes {
    Routes::new().page(new_path(), show).form(new_path(), keep).behind(Permission::PartnerOrderForCustomer)
}

pub const fn new_path() -> &'static str {
    "/partner/customers/new"
}

async fn show(visit: Visit) -> Answer {
    let typed = Typed::default()
        .with("language", visit.language.tag())
        .with("address.country", "AT")
        .with("idempotency_key", &hex(&random::<16>()));
    if visit.read(|view| Ok(working_partner(view, view.actor())))?.is_none() {
        return frame::show(&visit, &ended_page(visit.language));
    }
    frame::show(&visit, &new_page(&visit, &typed, &Complaints::default()))
}

/// Whoever has left brings nobody any more.
fn ended_page(language: Language) -> Page {
    Page {
        title: text!(language, "partner.customers.new"),
        back: Some(Link::new(text!(language, "partner.customers.title"), list::list_path())),
        body: empty(&Empty::new(text!(language, "partners.refusal.own_contract_ended"))),
        ..Page::default()
    }
}

async fn keep(visit: Visit, typed: Typed) -> Answer {
    let typed = with_name_of_address(typed);
    let mut reading = Reading::of(&typed);
    let person = read(&mut reading, visit.now);
    let complaints = reading.into_complaints();
    if !complaints.is_empty() {
        let complaints = Complaints::said(visit.language, &complaints);
        return frame::refuse(&visit, &new_page(&visit, &typed, &complaints));
    }
    let command = move |tx: &mut Tx<'_, '_, '_>| bring_customer(tx, &person);
    match sent_once(&visit, &typed, command).await {
        Ok(id) => {
            let path = id.map_or_else(|| list::list_path().to_owned(), customer_path);
            Ok(redirect_with_message(&path, "partner.customers.kept"))
        }
        Err(failure) => {
            let complaints = Complaints::of(visit.language, failure)?;
            frame::refuse(&visit, &new_page(&visit, &typed, &complaints))
        }
    }
}

fn read(reading: &mut Reading, now: Instant) -> Person {
    let first_name = reading.line("first_name");
    let last_name = reading.required_line("last_name");
    let company = reading.line("company");
    let email = reading.email("email");
    let phone = reading.line("phone");
    let language = reading.choice("language", Language::parse).unwrap_or_default();
    let address = reading.address("address");
    Person {
        kind: if company.is_empty() { PersonKind::Private } else { PersonKind::Company },
        first_name,
        last_name,
        company,
        email,
        phone,
        language,
        address,
        vat_id: None,
        iban: None,
        bic: None,
        account_holder: String::new(),
        consents: Vec::new(),
        created_at: now,
    }
}

fn new_page(visit: &Visit, typed: &Typed, complaints: &Complaints) -> Page {
    let language = visit.language;
    let filled = Filled { language, typed, complaints };
    Page {
        title: text!(language, "partner.customers.new"),
        lead: Some(text!(language, "partner.customers.new_lead")),
        back: Some(Link::new(text!(language, "partner.customers.title"), list::list_path())),
        body: form(
            language,
            &Form {
                action: new_path(),
                csrf: visit.csrf(),
                idempotency_key: Some(typed.text("idempotency_key")),
                guards_changes: true,
                complaints: complaints.summary(),
                body: fields(&filled),
                buttons: vec![
                    submit_button(&text!(language, "partner.customers.keep"), Loudness::Primary),
                    link_button(&Link::new(text!(language, "office.form.cancel"), list::list_path()), Loudness::Quiet),
                ],
                ..Form::default()
            },
        ),
        ..Page::default()
    }
}

fn fields(filled: &Filled) -> Markup {
    let language = filled.language;
    let of = |name: &'static str, label: String, optional: bool| Field {
        optional,
        autocomplete: "off",
        ..filled.field(name, label)
    };
    html! {
        (field_row(&[
            text_field(language, &of("first_name", text!(language, "fields.first_name"), true)),
            text_field(language, &of("last_name", text!(language, "fields.last_name"), false)),
        ]))
        (text_field(language, &Field {
            hint: Some(text!(language, "partner.customers.company_hint")),
            ..of("company", text!(language, "fields.company"), true)
        }))
        (email_field(language, &Field {
            hint: Some(text!(language, "partner.customers.email_hint")),
            ..of("email", text!(language, "fields.email"), false)
        }))
        (telephone_field(language, &of("phone", text!(language, "fields.phone"), true)))
        (select_field(
            language,
            &Field { breadth: Breadth::Medium, ..of("language", text!(language, "fields.language"), false) },
            &language_choices(),
        ))
        (fieldset(&text!(language, "fields.address.title"), filled.address_without_name("address")))
    }
}
