//! The first door: one's own firm, and its first administrator.

use maud::{Markup, html};

use crate::business::access::{self, Founding, password};
use crate::business::actor::Actor;
use crate::business::failure::{Complaint, Failure};
use crate::business::firm::NewFirm;
use crate::business::people::{Person, PersonKind};
use crate::portals::fields::Filled;
use crate::portals::frames::home_path;
use crate::portals::new_password::new_password_field;
use crate::portals::site::founding::{founding_path, require_claim};
use crate::portals::site::sign_in::open;
use crate::text;
use crate::texts;
use crate::values::{Country, Currency};
use crate::web::parts::{
    Choice, Field, Form, Link, Loudness, email_field, field_row, fieldset, form, link_button, select_field,
    submit_button, text_field,
};
use crate::web::{Answer, Complaints, Frame, Page, Reading, Routes, Typed, Visit, random, redirect_with_message};

/// The currency that people pay with where the firm is at home.
const USUAL: &str = "usual";

pub fn routes() -> Routes {
    Routes::new().page(firm_path(), show).form(firm_path(), found)
}

pub const fn firm_path() -> &'static str {
    "/start/firm"
}

async fn show(visit: Visit) -> Answer {
    require_claim(&visit)?;
    let typed = Typed::from_pairs(vec![
        ("address.country".to_owned(), Country::AT.code().to_owned()),
        ("currency".to_owned(), USUAL.to_owned()),
    ]);
    let page = firm_page(&visit, &typed, &Complaints::default());
    visit.page(Frame::Bare, &visit.base_facts(), &page)
}

async fn found(visit: Visit, typed: Typed) -> Answer {
    require_claim(&visit)?;
    let named = if typed.text("legal_name").trim().is_empty() { "trade_name" } else { "legal_name" };
    let name = typed.text(named).to_owned();
    let typed = typed.with("address.name", &name);
    let (asked, password) = match read(&typed, &visit) {
        Ok(read) => read,
        Err(complaints) => return refused(&visit, &typed, &Complaints::said(visit.language, &complaints)),
    };
    let hash = visit.app.passwords().keep(password, random()).await.map_err(Failure::from)?;
    let founding = Founding { password_hash: hash.clone(), ..asked };
    // The link was printed for whoever sits at the machine, who may do everything there.
    let operator = Actor { language: visit.language, ..Actor::operator() };
    let founded = visit.app.door().write(&operator, move |tx| access::found_firm(tx, &founding)).await;
    let account = match founded {
        Ok(account) => account,
        Err(failure) => return refused(&visit, &typed, &Complaints::of(visit.language, failure)?),
    };
    visit.app.end_claim();
    let (secret, portal) = open(&visit, account, hash).await?;
    Ok(visit.with_session(redirect_with_message(home_path(portal), "site.founding.founded"), &secret))
}

fn refused(visit: &Visit, typed: &Typed, complaints: &Complaints) -> Answer {
    visit.refused_page(Frame::Bare, &visit.base_facts(), &firm_page(visit, typed, complaints))
}

/// Firm and administrator, and the password apart from them: it must not go where they go.
fn read(typed: &Typed, visit: &Visit) -> Result<(Founding, String), Vec<Complaint>> {
    let mut reading = Reading::of(typed);
    let trade_name = reading.required_line("trade_name");
    let legal_name = reading.line("legal_name");
    let address = reading.address("address");
    let vat_id = reading.optional_vat_id("vat_id");
    let currency = reading.choice("currency", |word| match word {
        USUAL => Some(None),
        code => Currency::parse(code).map(Some),
    });
    let firm_email = reading.email("firm_email");
    let first_name = reading.required_line("first_name");
    let last_name = reading.required_line("last_name");
    let email = reading.email("email");
    let password = typed.text("password").to_owned();
    let mut complaints = beside_their_fields(reading.into_complaints());
    let words = [trade_name.as_str(), &legal_name, &first_name, &last_name, typed.text("email")];
    complaints.extend(password::complaints(&password, &words));
    match (address, currency, firm_email, email) {
        (Some(address), Some(currency), Some(firm_email), Some(email)) if complaints.is_empty() => {
            let legal_name = if legal_name.is_empty() { trade_name.clone() } else { legal_name };
            let firm = NewFirm { legal_name, trade_name, address, vat_id, email: firm_email, currency }.begin();
            let person = Person {
                kind: PersonKind::Private,
                first_name,
                last_name,
                company: String::new(),
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
            };
            Ok((Founding { firm, person, email, password_hash: String::new() }, password))
        }
        _ => Err(complaints),
    }
}

/// The address has no field for its name: it is that of the firm, and what is wrong with that is told there.
fn beside_their_fields(mut complaints: Vec<Complaint>) -> Vec<Complaint> {
    let is_of_address = |complaint: &Complaint| complaint.field.as_deref() == Some("address.name");
    let is_told = complaints.iter().any(|complaint| complaint.field.as_deref() == Some("trade_name"));
    if is_told {
        complaints.retain(|complaint| !is_of_address(complaint));
    }
    complaints
        .into_iter()
        .map(|complaint| if is_of_address(&complaint) { complaint.at("trade_name") } else { complaint })
        .collect()
}

fn firm_page(visit: &Visit, typed: &Typed, complaints: &Complaints) -> Page {
    let language = visit.language;
    let filled = Filled { language, typed, complaints };
    let body = form(
        language,
        &Form {
            action: firm_path(),
            csrf: visit.csrf(),
            guards_changes: true,
            complaints: complaints.summary(),
            body: html! {
                (fieldset(&text!(language, "site.founding.firm.firm"), firm_fields(&filled)))
                (fieldset(&text!(language, "site.founding.firm.administrator"), administrator_fields(&filled)))
            },
            buttons: vec![
                submit_button(&text!(language, "site.founding.firm.found"), Loudness::Primary),
                link_button(&Link::new(text!(language, "site.founding.back"), founding_path()), Loudness::Quiet),
            ],
            ..Form::default()
        },
    );
    Page {
        title: text!(language, "site.founding.firm.title"),
        lead: Some(text!(language, "site.founding.firm.later")),
        body,
        ..Page::default()
    }
}

fn firm_fields(filled: &Filled) -> Markup {
    let language = filled.language;
    html! {
        (text_field(language, &Field {
            hint: Some(text!(language, "fields.trade_name_hint")),
            autocomplete: "organization",
            ..filled.field("trade_name", text!(language, "fields.trade_name"))
        }))
        (text_field(language, &Field {
            hint: Some(text!(language, "fields.legal_name_hint")),
            optional: true,
            ..filled.field("legal_name", text!(language, "fields.legal_name"))
        }))
        (filled.address_without_name("address"))
        (currency_field(filled))
        (email_field(language, &Field {
            hint: Some(text!(language, "fields.firm_email_hint")),
            ..filled.field("firm_email", text!(language, "fields.firm_email"))
        }))
        (text_field(language, &Field {
            hint: Some(text!(language, "fields.vat_id_hint")),
            optional: true,
            ..filled.field("vat_id", text!(language, "fields.vat_id"))
        }))
    }
}

/// It is asked here because it never changes: every price and every posting is in it.
fn currency_field(filled: &Filled) -> Markup {
    let language = filled.language;
    let mut choices = vec![Choice::new(USUAL, text!(language, "site.founding.firm.currency_usual"))];
    choices.extend(Currency::known().map(|currency| {
        let label = format!("{} ({})", texts::currency_name(language, currency), currency.code());
        Choice::new(currency.code(), label)
    }));
    let field = Field {
        hint: Some(text!(language, "site.founding.firm.currency_hint")),
        ..filled.field("currency", text!(language, "site.founding.firm.currency"))
    };
    select_field(language, &field, &choices)
}

fn administrator_fields(filled: &Filled) -> Markup {
    let language = filled.language;
    html! {
        (field_row(&[
            text_field(language, &Field {
                autocomplete: "given-name",
                ..filled.field("first_name", text!(language, "fields.first_name"))
            }),
            text_field(language, &Field {
                autocomplete: "family-name",
                ..filled.field("last_name", text!(language, "fields.last_name"))
            }),
        ]))
        (email_field(language, &Field {
            hint: Some(text!(language, "fields.sign_in_email_hint")),
            autocomplete: "username",
            ..filled.field("email", text!(language, "fields.email"))
        }))
        (new_password_field(language, filled.complaints))
    }
}
