//! Making a customer account: the address is confirmed by a link, and with it the password is chosen.

use maud::{Markup, html};

use crate::app::Counted;
use crate::business::access::{self, Registration};
use crate::business::actor::Actor;
use crate::business::failure::Complaint;
use crate::business::pages::{LegalKind, legal_text};
use crate::business::people::{ConsentKind, NewConsent, Person, PersonKind};
use crate::business::view::View;
use crate::portals::fields::Filled;
use crate::portals::shop::frame;
use crate::text;
use crate::values::Email;
use crate::web::parts::{
    Field, Form, Link, Loudness, consent_field, email_field, field_row, form, link_list, paragraph, submit_button,
    text_field, text_link,
};
use crate::web::{Answer, Complaints, Page, Reading, Routes, Typed, Visit, hex, random, redirect};

pub fn routes() -> Routes {
    Routes::new().page(register_path(), show).form(register_path(), register).page(sent_path(), sent)
}

pub const fn register_path() -> &'static str {
    "/register"
}

const fn sent_path() -> &'static str {
    "/register/sent"
}

/// What is accepted, in the version that holds today; empty while the firm has not written it.
struct Versions {
    terms: String,
    privacy: String,
}

async fn show(visit: Visit) -> Answer {
    if visit.signed_in.is_some() {
        return Ok(redirect("/account"));
    }
    frame::show(&visit, &register_page(&visit, &Typed::default(), &Complaints::default()))
}

async fn register(visit: Visit, typed: Typed) -> Answer {
    let versions = visit.read(|view| Ok(versions(view)))?;
    let asked = match read(&typed, &visit, &versions) {
        Ok(asked) => asked,
        Err(complaints) => return refused(&visit, &typed, &complaints),
    };
    let counted = [Counted::Letters(asked.email.to_string()), Counted::Letters(visit.address.clone())];
    if let Err(seconds) = visit.app.throttle().begin(&counted, visit.now) {
        let complaint = Complaint::new("site.sign_in.wait_minutes").with("count", (seconds + 59) / 60);
        return refused(&visit, &typed, &[complaint]);
    }
    let visitor = Actor::visitor(visit.language);
    match visit.app.door().write(&visitor, move |tx| access::register(tx, &asked)).await {
        Ok(()) => Ok(redirect(sent_path())),
        Err(failure) => {
            let complaints = Complaints::of(visit.language, failure)?;
            frame::refuse(&visit, &register_page(&visit, &typed, &complaints))
        }
    }
}

fn refused(visit: &Visit, typed: &Typed, complaints: &[Complaint]) -> Answer {
    let complaints = Complaints::said(visit.language, complaints);
    frame::refuse(visit, &register_page(visit, typed, &complaints))
}

fn versions(view: &View<'_>) -> Versions {
    let version = |kind| legal_text(view, kind, view.today()).map_or_else(String::new, |text| text.version);
    Versions { terms: version(LegalKind::Terms), privacy: version(LegalKind::Privacy) }
}

fn read(typed: &Typed, visit: &Visit, versions: &Versions) -> Result<Registration, Vec<Complaint>> {
    let mut reading = Reading::of(typed);
    let company = reading.line("company");
    let first_name = reading.line("first_name");
    let last_name = reading.required_line("last_name");
    let email = reading.email("email");
    for name in ["terms", "privacy"] {
        if !reading.ticked(name) {
            reading.complain(Complaint::new("shop.register.consent_missing").at(name));
        }
    }
    let complaints = reading.into_complaints();
    match email {
        Some(email) if complaints.is_empty() => Ok(Registration {
            person: person(visit, company, first_name, last_name, &email),
            email,
            consents: vec![
                NewConsent { kind: ConsentKind::Terms, version: versions.terms.clone() },
                NewConsent { kind: ConsentKind::Privacy, version: versions.privacy.clone() },
            ],
            secret: hex(&random::<32>()),
        }),
        _ => Err(complaints),
    }
}

fn person(visit: &Visit, company: String, first_name: String, last_name: String, email: &Email) -> Person {
    Person {
        kind: if company.is_empty() { PersonKind::Private } else { PersonKind::Company },
        first_name,
        last_name,
        company,
        email: Some(email.clone()),
        phone: String::new(),
        language: visit.language,
        address: None,
        vat_id: None,
        iban: None,
        bic: None,
        account_holder: String::new(),
        consents: Vec::new(),
        created_at: visit.now,
    }
}

/// The same for everybody: whether the address had an account stays between us and the mailbox.
async fn sent(visit: Visit) -> Answer {
    let language = visit.language;
    let body = html! {
        (paragraph(&text!(language, "shop.register.sent")))
        (link_list(&[Link::new(text!(language, "shop.register.to_shop"), "/shop")]))
    };
    frame::show(&visit, &Page { title: text!(language, "shop.register.sent_title"), body, ..Page::default() })
}

fn register_page(visit: &Visit, typed: &Typed, complaints: &Complaints) -> Page {
    let language = visit.language;
    let filled = Filled { language, typed, complaints };
    let body = html! {
        (form(language, &Form {
            action: register_path(),
            csrf: visit.csrf(),
            complaints: complaints.summary(),
            body: fields(&filled),
            buttons: vec![submit_button(&text!(language, "shop.register.send"), Loudness::Primary)],
            ..Form::default()
        }))
        (link_list(&[Link::new(text!(language, "shop.register.have_one"), "/sign-in")]))
    };
    Page {
        title: text!(language, "shop.register.title"),
        lead: Some(text!(language, "shop.register.lead")),
        body,
        ..Page::default()
    }
}

fn fields(filled: &Filled) -> Markup {
    let language = filled.language;
    let consent = |name: &'static str, key: &'static str, href: &str, label: String| {
        let field = filled.field(name, String::new());
        consent_field(
            language,
            &field,
            html! {
                (text!(language, key)) " " (text_link(&Link::new(label, href)))
            },
        )
    };
    html! {
        (field_row(&[
            text_field(language, &Field {
                optional: true,
                autocomplete: "given-name",
                ..filled.field("first_name", text!(language, "fields.first_name"))
            }),
            text_field(language, &Field {
                autocomplete: "family-name",
                ..filled.field("last_name", text!(language, "fields.last_name"))
            }),
        ]))
        (text_field(language, &Field {
            optional: true,
            autocomplete: "organization",
            hint: Some(text!(language, "shop.register.company_hint")),
            ..filled.field("company", text!(language, "fields.company"))
        }))
        (email_field(language, &Field {
            hint: Some(text!(language, "shop.register.email_hint")),
            autocomplete: "email",
            ..filled.field("email", text!(language, "fields.email"))
        }))
        (consent(
            "terms",
            "shop.checkout.accept_terms",
            "/legal/terms",
            text!(language, "frames.legal.terms"),
        ))
        (consent(
            "privacy",
            "shop.checkout.accept_privacy",
            "/legal/privacy",
            text!(language, "frames.legal.privacy"),
        ))
    }
}
