//! A partner's particulars as a form: to register somebody, and to change address or bank account.

use axum::extract::Path;
use axum::http::StatusCode;
use maud::{Markup, html};

use crate::business::failure::{Complaint, Failure};
use crate::business::partners::{self, NewPartner, change_particulars, particulars_seen, register_partner_for};
use crate::business::people::{self, Person};
use crate::business::permission::Permission;
use crate::business::tx::Tx;
use crate::business::view::View;
use crate::portals::fields::{Filled, address_pairs};
use crate::portals::new_partner::{person_fields, read_person, with_name_of_address};
use crate::portals::office::frame;
use crate::portals::office::partners::list::list_path;
use crate::portals::office::partners::{by_number, partner_id};
use crate::portals::office::subjects::{partner_name, partner_path};
use crate::portals::once::sent_once;
use crate::text;
use crate::values::PartnerId;
use crate::web::parts::{
    Breadth, Field, Form, Link, Loudness, Meaning, Notice, field_row, fieldset, form, hidden_field, link_button,
    notice, submit_button, text_field,
};
use crate::web::{Answer, Complaints, Page, Reading, Routes, Typed, Visit, hex, random, redirect_with_message};

pub fn routes() -> Routes {
    Routes::new()
        .page(new_path(), show_new)
        .form(new_path(), register)
        .page("/office/partners/{id}/edit", show_edit)
        .form("/office/partners/{id}/edit", change)
        .behind(Permission::PartnersEdit)
}

pub const fn new_path() -> &'static str {
    "/office/partners/new"
}

async fn show_new(visit: Visit) -> Answer {
    let typed = Typed::default()
        .with("language", visit.language.tag())
        .with("address.country", "AT")
        .with("sponsor", &visit.query("sponsor").unwrap_or_default())
        .with("idempotency_key", &hex(&random::<16>()));
    frame::show(&visit, &new_page(&visit, &typed, &Complaints::default()))
}

async fn register(visit: Visit, typed: Typed) -> Answer {
    let typed = with_name_of_address(typed);
    let mut reading = Reading::of(&typed);
    let person = read_person(&mut reading, visit.now);
    let numbers = ["sponsor", "enroller"].map(|field| (field, reading.line(field)));
    let [sponsor, enroller] = visit.read(|view| Ok(numbers.clone().map(|(_, number)| by_number(view, &number))))?;
    for ((field, number), found) in numbers.into_iter().zip([sponsor, enroller]) {
        if !number.is_empty() && found.is_none() {
            reading.complain(Complaint::new("partners.refusal.upline_unknown").at(field));
        }
    }
    let complaints = reading.into_complaints();
    if !complaints.is_empty() {
        let complaints = Complaints::said(visit.language, &complaints);
        return frame::refuse(&visit, &new_page(&visit, &typed, &complaints));
    }
    let new = NewPartner { person, sponsor, secret: random() };
    let command = move |tx: &mut Tx<'_, '_, '_>| register_partner_for(tx, &new, enroller.or(sponsor));
    match sent_once(&visit, &typed, command).await {
        Ok(id) => {
            let to = id.map_or_else(|| list_path().to_owned(), partner_path);
            Ok(redirect_with_message(&to, "office_partners.told.registered"))
        }
        Err(failure) => {
            let complaints = Complaints::of(visit.language, failure)?;
            frame::refuse(&visit, &new_page(&visit, &typed, &complaints))
        }
    }
}

fn new_page(visit: &Visit, typed: &Typed, complaints: &Complaints) -> Page {
    let language = visit.language;
    let filled = Filled { language, typed, complaints };
    Page {
        title: text!(language, "office_partners.page.new"),
        lead: Some(text!(language, "office_partners.form.lead")),
        back: Some(Link::new(text!(language, "office_partners.page.title"), list_path())),
        body: form(
            language,
            &Form {
                action: new_path(),
                csrf: visit.csrf(),
                idempotency_key: Some(typed.text("idempotency_key")),
                guards_changes: true,
                complaints: complaints.summary(),
                body: html! { (person_fields(&filled)) (place_fields(&filled)) },
                buttons: vec![
                    submit_button(&text!(language, "office_partners.form.register"), Loudness::Primary),
                    link_button(&Link::new(text!(language, "office.form.cancel"), list_path()), Loudness::Quiet),
                ],
                ..Form::default()
            },
        ),
        ..Page::default()
    }
}

fn place_fields(filled: &Filled) -> Markup {
    let language = filled.language;
    let of = |name: &'static str, label: String, hint: String| {
        let field = Field {
            hint: Some(hint),
            optional: true,
            breadth: Breadth::Short,
            autocomplete: "off",
            ..filled.field(name, label)
        };
        text_field(language, &field)
    };
    fieldset(
        &text!(language, "office_partners.form.place"),
        field_row(&[
            of(
                "sponsor",
                text!(language, "office_partners.form.sponsor"),
                text!(language, "office_partners.form.sponsor_hint"),
            ),
            of(
                "enroller",
                text!(language, "office_partners.form.enroller"),
                text!(language, "office_partners.form.enroller_hint"),
            ),
        ]),
    )
}

/// A partner's person as it is kept.
struct Known {
    id: PartnerId,
    name: String,
    person: Person,
}

fn known(view: &View<'_>, id: &str) -> Result<Known, Failure> {
    let id = partner_id(id)?;
    let partner = partners::see_partner(view, id)?;
    let person = people::person(view, partner.person).ok_or_else(Failure::not_found)?;
    Ok(Known { id, name: partner_name(view, id), person })
}

async fn show_edit(visit: Visit, Path(id): Path<String>) -> Answer {
    let known = visit.read(|view| known(view, &id))?;
    let typed = typed_of(&known.person);
    frame::show(&visit, &edit_page(&visit, &known, &typed, &Complaints::default(), false))
}

async fn change(visit: Visit, Path(id): Path<String>, typed: Typed) -> Answer {
    let before = visit.read(|view| known(view, &id))?;
    let typed = with_name_of_address(typed);
    let mut reading = Reading::of(&typed);
    let read = read_person(&mut reading, visit.now);
    let complaints = reading.into_complaints();
    if !complaints.is_empty() {
        let complaints = Complaints::said(visit.language, &complaints);
        return frame::refuse(&visit, &edit_page(&visit, &before, &typed, &complaints, false));
    }
    // What the form does not ask stays as it was.
    let person = Person { vat_id: before.person.vat_id.clone(), bic: bic_of(&before.person, &read), ..read };
    let (partner, seen) = (before.id, typed.text("seen").to_owned());
    match visit.write(move |tx| change_particulars(tx, partner, &seen, &person)).await {
        Ok(()) => Ok(redirect_with_message(&partner_path(partner), "office_partners.told.changed")),
        Err(failure) => {
            let conflict = failure.is_conflict();
            let complaints = Complaints::of(visit.language, failure)?;
            if !conflict {
                return frame::refuse(&visit, &edit_page(&visit, &before, &typed, &complaints, false));
            }
            // What was typed stays; sent once more it replaces what somebody else has saved.
            let typed = typed.with("seen", &particulars_seen(&before.person));
            let page = edit_page(&visit, &before, &typed, &Complaints::default(), true);
            frame::refuse_with(&visit, StatusCode::CONFLICT, &page)
        }
    }
}

/// The bank belongs to its account.
fn bic_of(before: &Person, read: &Person) -> Option<crate::values::Bic> {
    before.bic.clone().filter(|_| before.iban == read.iban)
}

fn typed_of(person: &Person) -> Typed {
    let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
    let mut pairs = vec![
        pair("seen", &particulars_seen(person)),
        pair("first_name", &person.first_name),
        pair("last_name", &person.last_name),
        pair("company", &person.company),
        pair("email", &person.email.as_ref().map(ToString::to_string).unwrap_or_default()),
        pair("phone", &person.phone),
        pair("language", person.language.tag()),
        pair("iban", &person.iban.as_ref().map(ToString::to_string).unwrap_or_default()),
        pair("account_holder", &person.account_holder),
    ];
    match &person.address {
        Some(address) => pairs.extend(address_pairs("address", address)),
        None => pairs.push(pair("address.country", "AT")),
    }
    Typed::from_pairs(pairs)
}

fn edit_page(visit: &Visit, known: &Known, typed: &Typed, complaints: &Complaints, conflict: bool) -> Page {
    let language = visit.language;
    let filled = Filled { language, typed, complaints };
    let sheet = partner_path(known.id);
    let button = if conflict { "office_partners.form.save_mine" } else { "office_partners.form.save" };
    Page {
        title: text!(language, "office_partners.form.change", name = known.name),
        body: html! {
            @if conflict {
                (notice(&Notice {
                    meaning: Meaning::Attention,
                    sentence: text!(language, "partners.refusal.changed_meanwhile"),
                    more: Some(crate::web::parts::text_link(
                        &Link::new(text!(language, "office_partners.form.see_theirs"), sheet.clone()),
                    )),
                }))
            }
            (form(language, &Form {
                action: &format!("{sheet}/edit"),
                csrf: visit.csrf(),
                guards_changes: true,
                complaints: complaints.summary(),
                body: html! { (hidden_field("seen", typed.text("seen"))) (person_fields(&filled)) },
                buttons: vec![
                    submit_button(&text!(language, button), Loudness::Primary),
                    link_button(&Link::new(text!(language, "office.form.cancel"), sheet.clone()), Loudness::Quiet),
                ],
                ..Form::default()
            }))
        },
        back: Some(Link::new(known.name.clone(), sheet)),
        ..Page::default()
    }
}
