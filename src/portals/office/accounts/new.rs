//! A new account: who, with which address, in which roles.

use maud::{Markup, html};

use crate::business::access::{Colleague, Handing, account_by_email, open_account};
use crate::business::failure::Complaint;
use crate::business::firm::firm;
use crate::business::people::{Person, PersonKind};
use crate::portals::fields::{Filled, language_choices};
use crate::portals::office::accounts::one_time_link::show_link;
use crate::portals::office::accounts::words::RolesToGive;
use crate::portals::office::accounts::{list_path, sheet_path};
use crate::portals::office::frame;
use crate::portals::once::{form_key, sent_once};
use crate::text;
use crate::values::{Email, Language, RoleId};
use crate::web::parts::{
    Breadth, Field, Form, Link, Loudness, checkbox_group, email_field, field_row, form, link_button, select_field,
    submit_button, text_field,
};
use crate::web::{Answer, Complaints, Page, Reading, Routes, Typed, Visit, hex, random, redirect_with_message};

pub fn routes() -> Routes {
    Routes::new().page(new_path(), show).form(new_path(), open)
}

pub const fn new_path() -> &'static str {
    "/office/accounts/new"
}

async fn show(visit: Visit) -> Answer {
    let typed = Typed::from_pairs(vec![("language".to_owned(), visit.language.tag().to_owned())]);
    let page = page(&visit, &typed, &Complaints::default())?;
    frame::show(&visit, &page)
}

async fn open(visit: Visit, typed: Typed) -> Answer {
    let secret = hex(&random::<32>());
    let outcome = match read(&visit, &typed, &secret) {
        Ok(colleague) => sent_once(&visit, &typed, move |tx| open_account(tx, &colleague)).await,
        Err(complaints) => Err(complaints.into()),
    };
    match outcome {
        Ok(None) => opened_before(&visit, &typed),
        Ok(Some((id, Handing::ByMail))) => Ok(redirect_with_message(&sheet_path(id), "office_accounts.told.invited")),
        Ok(Some((id, Handing::ByHand))) => {
            let name = visit.read(|view| Ok(crate::business::access::name_of(view, id)))?;
            show_link(&visit, id, &name, &secret)
        }
        Err(failure) => {
            let complaints = Complaints::of(visit.language, failure)?;
            let page = page(&visit, &typed, &complaints)?;
            frame::refuse(&visit, &page)
        }
    }
}

/// The second click: the account is there. Its link was in the answer to the first, and is not shown twice.
fn opened_before(visit: &Visit, typed: &Typed) -> Answer {
    let email = Email::parse(typed.text("email"));
    let id = visit.read(|view| Ok(email.and_then(|email| account_by_email(view, &email))))?;
    let to = id.map_or_else(|| list_path().to_owned(), sheet_path);
    Ok(redirect_with_message(&to, "office_accounts.told.opened_before"))
}

fn read(visit: &Visit, typed: &Typed, secret: &str) -> Result<Colleague, Vec<Complaint>> {
    let mut reading = Reading::of(typed);
    let first_name = reading.line("first_name");
    let last_name = reading.required_line("last_name");
    let email = reading.email("email");
    let language = reading.choice("language", Language::parse);
    let roles: Vec<RoleId> = typed.all("roles").iter().filter_map(|id| RoleId::parse(id)).collect();
    if roles.is_empty() {
        reading.complain(Complaint::new("access.refusal.role_missing").at("roles"));
    }
    let complaints = reading.into_complaints();
    match (email, language) {
        (Some(email), Some(language)) if complaints.is_empty() => Ok(Colleague {
            person: Person {
                kind: PersonKind::Private,
                first_name,
                last_name,
                company: String::new(),
                email: Some(email.clone()),
                phone: String::new(),
                language,
                address: None,
                vat_id: None,
                iban: None,
                bic: None,
                account_holder: String::new(),
                consents: Vec::new(),
                created_at: visit.now,
            },
            email,
            roles,
            secret: secret.to_owned(),
        }),
        _ => Err(complaints),
    }
}

/// What the page needs to know beside what was typed.
struct Offer {
    roles: RolesToGive,
    has_mail_server: bool,
}

fn page(visit: &Visit, typed: &Typed, complaints: &Complaints) -> Result<Page, crate::business::failure::Failure> {
    let language = visit.language;
    let offer = visit.read(|view| {
        Ok(Offer {
            roles: RolesToGive::of(view, None, language),
            has_mail_server: firm(view).is_some_and(|firm| firm.mail_server.is_some()),
        })
    })?;
    let filled = Filled { language, typed, complaints };
    let verb = if offer.has_mail_server { "office_accounts.new.invite" } else { "office_accounts.new.open" };
    let lead = if offer.has_mail_server { "office_accounts.new.by_mail" } else { "office_accounts.new.by_hand" };
    Ok(Page {
        title: text!(language, "office_accounts.new.title"),
        lead: Some(text!(language, lead)),
        back: Some(Link::new(text!(language, "office_accounts.page.title"), list_path())),
        body: form(
            language,
            &Form {
                action: new_path(),
                csrf: visit.csrf(),
                idempotency_key: Some(&form_key(typed)),
                guards_changes: true,
                complaints: complaints.summary(),
                body: fields(&filled, &offer),
                buttons: vec![
                    submit_button(&text!(language, verb), Loudness::Primary),
                    link_button(&Link::new(text!(language, "office.form.cancel"), list_path()), Loudness::Quiet),
                ],
                ..Form::default()
            },
        ),
        ..Page::default()
    })
}

fn fields(filled: &Filled, offer: &Offer) -> Markup {
    let language = filled.language;
    let chosen: Vec<&str> = filled.typed.all("roles").iter().map(String::as_str).collect();
    let name = |name: &'static str, key: &'static str, optional: bool| Field {
        optional,
        autocomplete: "off",
        ..filled.field(name, text!(language, key))
    };
    html! {
        (field_row(&[
            text_field(language, &name("first_name", "fields.first_name", true)),
            text_field(language, &name("last_name", "fields.last_name", false)),
        ]))
        (email_field(language, &Field {
            hint: Some(text!(language, "office_accounts.new.email_hint")),
            ..name("email", "fields.email", false)
        }))
        (select_field(
            language,
            &Field { breadth: Breadth::Medium, ..name("language", "fields.language", false) },
            &language_choices(),
        ))
        (checkbox_group(
            language,
            &Field {
                hint: Some(roles_hint(language, &offer.roles)),
                ..name("roles", "office_accounts.column.roles", false)
            },
            &offer.roles.choices,
            &chosen,
        ))
    }
}

fn roles_hint(language: Language, roles: &RolesToGive) -> String {
    let several = text!(language, "office_accounts.new.roles_hint");
    let missing = roles.hint(language);
    [several].into_iter().chain(missing).collect::<Vec<_>>().join(" ")
}
