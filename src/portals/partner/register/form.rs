//! The form by which a partner brings somebody new: the letter with the terms leaves at once.

use maud::{Markup, html};

use crate::business::failure::Complaint;
use crate::business::firm;
use crate::business::partners::{self, NewPartner, PartnerState, partner, partner_by_number, register_partner};
use crate::business::tx::Tx;
use crate::business::view::View;
use crate::portals::fields::Filled;
use crate::portals::new_partner::{person_fields, read_person, with_name_of_address};
use crate::portals::once::sent_once;
use crate::portals::partner::register::waiting_path;
use crate::portals::partner::{frame, own_partner, team};
use crate::text;
use crate::values::PartnerId;
use crate::web::parts::{
    Breadth, Empty, Field, Form, Link, Loudness, Meaning, Notice, empty, fieldset, form, link_button, notice,
    submit_button, text_field,
};
use crate::web::{Answer, Complaints, Page, Reading, Routes, Typed, Visit, hex, random, redirect_with_message};

pub fn routes() -> Routes {
    Routes::new().page(register_path(), show).form(register_path(), register)
}

pub const fn register_path() -> &'static str {
    "/partner/register"
}

/// What the page needs besides what was typed.
struct Around {
    may: bool,
    own_number: String,
    no_mail_server: bool,
}

impl Around {
    fn of(view: &View<'_>) -> Result<Around, crate::business::failure::Failure> {
        let (_, own) = own_partner(view)?;
        let no_mail_server = firm::firm(view).is_none_or(|firm| firm.mail_server.is_none());
        Ok(Around { may: own.state == PartnerState::Active, own_number: own.number, no_mail_server })
    }
}

async fn show(visit: Visit) -> Answer {
    let around = visit.read(Around::of)?;
    let sponsor = visit.query("sponsor").unwrap_or_else(|| around.own_number.clone());
    let typed = Typed::default()
        .with("sponsor", &sponsor)
        .with("language", visit.language.tag())
        .with("address.country", "AT")
        .with("idempotency_key", &hex(&random::<16>()));
    frame::show(&visit, &register_page(&visit, &around, &typed, &Complaints::default()))
}

async fn register(visit: Visit, typed: Typed) -> Answer {
    let around = visit.read(Around::of)?;
    let typed = with_name_of_address(typed);
    let mut reading = Reading::of(&typed);
    let person = read_person(&mut reading, visit.now);
    let number = reading.line("sponsor");
    let sponsor = visit.read(|view| Ok(sponsor_of(view, &number)))?;
    if sponsor.is_none() {
        reading.complain(Complaint::new("partners.refusal.sponsor_outside_team").at("sponsor"));
    }
    let complaints = reading.into_complaints();
    if !complaints.is_empty() {
        let complaints = Complaints::said(visit.language, &complaints);
        return frame::refuse(&visit, &register_page(&visit, &around, &typed, &complaints));
    }
    let new = NewPartner { person, sponsor, secret: random() };
    let command = move |tx: &mut Tx<'_, '_, '_>| register_partner(tx, &new);
    match sent_once(&visit, &typed, command).await {
        Ok(_) => Ok(redirect_with_message(waiting_path(), "partner.register.sent")),
        Err(failure) => {
            let complaints = Complaints::of(visit.language, failure)?;
            frame::refuse(&visit, &register_page(&visit, &around, &typed, &complaints))
        }
    }
}

/// The sponsor by number, while he stands in the own team: whether others exist is told to nobody.
fn sponsor_of(view: &View<'_>, number: &str) -> Option<PartnerId> {
    let own = view.actor().partner?;
    if number.is_empty() {
        return Some(own);
    }
    let id = partner_by_number(view, &number.to_uppercase()).or_else(|| partner_by_number(view, number))?;
    let stands = partners::is_in_team(view, id, own, view.today());
    (stands && partner(view, id).is_some()).then_some(id)
}

fn register_page(visit: &Visit, around: &Around, typed: &Typed, complaints: &Complaints) -> Page {
    let language = visit.language;
    let title = text!(language, "partner.register.title");
    let back = Some(Link::new(text!(language, "partner.team.title"), team::team_path()));
    if !around.may {
        let sentence = text!(language, "partners.refusal.own_contract_not_active");
        return Page { title, back, body: empty(&Empty::new(sentence)), ..Page::default() };
    }
    let filled = Filled { language, typed, complaints };
    Page {
        title,
        lead: Some(text!(language, "partner.register.lead")),
        back,
        body: html! {
            @if around.no_mail_server {
                (notice(&Notice {
                    meaning: Meaning::Attention,
                    sentence: text!(language, "partner.register.no_mail_server"),
                    more: None,
                }))
            }
            (form(language, &Form {
                action: register_path(),
                csrf: visit.csrf(),
                idempotency_key: Some(typed.text("idempotency_key")),
                guards_changes: true,
                complaints: complaints.summary(),
                body: html! { (person_fields(&filled)) (place_fields(&filled)) },
                buttons: vec![
                    submit_button(&text!(language, "partner.register.send"), Loudness::Primary),
                    link_button(
                        &Link::new(text!(language, "office.form.cancel"), team::team_path()),
                        Loudness::Quiet,
                    ),
                ],
                ..Form::default()
            }))
        },
        ..Page::default()
    }
}

fn place_fields(filled: &Filled) -> Markup {
    let language = filled.language;
    let field = Field {
        hint: Some(text!(language, "partner.register.sponsor_hint")),
        breadth: Breadth::Short,
        autocomplete: "off",
        ..filled.field("sponsor", text!(language, "partner.register.sponsor"))
    };
    fieldset(&text!(language, "partner.register.place"), text_field(language, &field))
}
