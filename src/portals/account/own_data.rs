//! One's own name, telephone, address, language, and for partners the bank account that is paid to.

use axum::http::header;
use maud::{Markup, html};

use crate::business::people::{Person, PersonKind, change_own_particulars};
use crate::portals::account::{Own, Refused, account_path, refuse};
use crate::portals::fields::{Filled, address_pairs, language_choices};
use crate::text;
use crate::values::Language;
use crate::web::parts::{
    Breadth, Field, Form, Loudness, field_row, fieldset, form, select_field, submit_button, telephone_field, text_field,
};
use crate::web::{Answer, Complaints, Reading, Routes, Typed, Visit, redirect_with_message};

pub fn routes() -> Routes {
    Routes::new().form(change_path(), change)
}

pub const fn change_path() -> &'static str {
    "/account/data"
}

async fn change(visit: Visit, typed: Typed) -> Answer {
    let before = visit.read(|view| super::own(view, &visit))?.person;
    let person = match read(&typed, &before, visit.actor.partner.is_some()) {
        Ok(person) => person,
        Err(complaints) => {
            let complaints = Complaints::said(visit.language, &complaints);
            return refuse(&visit, &Refused { own_data: Some((typed, complaints)), ..Refused::default() });
        }
    };
    let language = person.language;
    match visit.write(move |tx| change_own_particulars(tx, &person)).await {
        Ok(()) => {
            let mut response = redirect_with_message(account_path(), "account.data.saved");
            let cookie = visit.language_cookie(language);
            response.headers_mut().append(header::SET_COOKIE, cookie);
            Ok(response)
        }
        Err(failure) => {
            let complaints = Complaints::of(visit.language, failure)?;
            refuse(&visit, &Refused { own_data: Some((typed, complaints)), ..Refused::default() })
        }
    }
}

fn read(typed: &Typed, before: &Person, is_partner: bool) -> Result<Person, Vec<crate::business::failure::Complaint>> {
    let mut reading = Reading::of(typed);
    let first_name = reading.line("first_name");
    let last_name = reading.line("last_name");
    let company = if before.kind == PersonKind::Company { reading.required_line("company") } else { String::new() };
    let phone = reading.line("phone");
    let language = reading.choice("language", Language::parse);
    let parts = ["street", "house_number", "postcode", "town"];
    let has_address = parts.iter().any(|part| !typed.text(&format!("address.{part}")).trim().is_empty());
    let address = if has_address { reading.address("address") } else { None };
    let mut person = Person { first_name, last_name, company, phone, address, ..before.clone() };
    if is_partner {
        person.iban = reading.optional_iban("iban");
        person.account_holder = reading.line("account_holder");
    }
    person.language = language.unwrap_or(before.language);
    let complaints = reading.into_complaints();
    if complaints.is_empty() { Ok(person) } else { Err(complaints) }
}

fn stored(person: &Person) -> Typed {
    let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
    let mut pairs = vec![
        pair("first_name", &person.first_name),
        pair("last_name", &person.last_name),
        pair("company", &person.company),
        pair("phone", &person.phone),
        pair("language", person.language.tag()),
        pair("iban", &person.iban.as_ref().map_or(String::new(), ToString::to_string)),
        pair("account_holder", &person.account_holder),
    ];
    pairs.extend(person.address.iter().flat_map(|address| address_pairs("address", address)));
    Typed::from_pairs(pairs)
}

pub(super) fn form_of(visit: &Visit, own: &Own, refused: Option<&(Typed, Complaints)>) -> Markup {
    let fresh = (stored(&own.person), Complaints::default());
    let (typed, complaints) = refused.unwrap_or(&fresh);
    let filled = Filled { language: visit.language, typed, complaints };
    form(
        visit.language,
        &Form {
            action: change_path(),
            csrf: visit.csrf(),
            guards_changes: true,
            complaints: complaints.summary(),
            body: fields(visit, own, &filled),
            buttons: vec![submit_button(&text!(visit.language, "account.data.save"), Loudness::Primary)],
            ..Form::default()
        },
    )
}

fn fields(visit: &Visit, own: &Own, filled: &Filled) -> Markup {
    let language = visit.language;
    let of = |name: &'static str, label: String, autocomplete: &'static str, optional: bool| Field {
        autocomplete,
        optional,
        ..filled.field(name, label)
    };
    let is_company = own.person.kind == PersonKind::Company;
    html! {
        @if is_company {
            (text_field(language, &of("company", text!(language, "fields.company"), "organization", false)))
        }
        (field_row(&[
            text_field(language, &of("first_name", text!(language, "fields.first_name"), "given-name", true)),
            text_field(language, &of("last_name", text!(language, "fields.last_name"), "family-name", is_company)),
        ]))
        (telephone_field(language, &of("phone", text!(language, "fields.phone"), "tel", true)))
        (select_field(
            language,
            &Field { breadth: Breadth::Medium, ..of("language", text!(language, "fields.language"), "language", false) },
            &language_choices(),
        ))
        (fieldset(&text!(language, "fields.address.title"), filled.address("address", true)))
        @if visit.actor.partner.is_some() {
            (fieldset(&text!(language, "account.data.bank"), html! {
                (text_field(language, &of("iban", text!(language, "fields.iban"), "off", true)))
                (text_field(language, &Field {
                    hint: Some(text!(language, "account.data.holder_hint")),
                    ..of("account_holder", text!(language, "fields.account_holder"), "off", true)
                }))
            }))
        }
    }
}
