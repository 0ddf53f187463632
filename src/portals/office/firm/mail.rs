//! The mail server that takes our letters, and a letter to try it.

use axum::http::StatusCode;
use maud::{Markup, html};

use crate::business::access;
use crate::business::failure::Failure;
use crate::business::firm::{FirmPart, MailSecurity, MailServer, record_mail_trial};
use crate::portals::fields::Filled;
use crate::portals::office::firm::{Office, PartForm, answered, pair, part_form, save, tab_page};
use crate::portals::office::frame;
use crate::text;
use crate::web::parts::{
    Breadth, Choice, Confirmation, Field, Form, Loudness, Meaning, Notice, confirmation, email_field, field_row, form,
    notice, number_field, paragraph, password_field, section, select_field, submit_button, text_field,
};
use crate::web::{Answer, Complaints, Page, Reading, Routes, Typed, Visit, redirect_with_message};

pub fn routes() -> Routes {
    Routes::new()
        .page(path(), show)
        .form(path(), change)
        .form("/office/firm/mail/remove", remove)
        .form("/office/firm/mail/try", try_server)
}

pub const fn path() -> &'static str {
    "/office/firm/mail"
}

const SECURITIES: [(MailSecurity, &str); 3] =
    [(MailSecurity::StartTls, "starttls"), (MailSecurity::Tls, "tls"), (MailSecurity::None, "none")];

fn security(word: &str) -> Option<MailSecurity> {
    SECURITIES.into_iter().find(|(_, known)| *known == word).map(|(security, _)| security)
}

async fn show(visit: Visit) -> Answer {
    let office = visit.read(|view| Office::of(view, &visit))?;
    frame::show(&visit, &page(&visit, &office, &stored(&office), &Complaints::default(), None))
}

async fn change(visit: Visit, typed: Typed) -> Answer {
    let before = visit.read(|view| Office::of(view, &visit))?.firm.mail_server;
    let outcome = match read(&visit, &typed, before.as_ref()) {
        Ok(server) => save(&visit, &typed, FirmPart::Mail(Some(server))).await,
        Err(failure) => Err(failure),
    };
    answered(&visit, path(), outcome, |office, complaints| page(&visit, office, &typed, complaints, None))
}

async fn remove(visit: Visit, typed: Typed) -> Answer {
    let outcome = save(&visit, &typed, FirmPart::Mail(None)).await;
    answered(&visit, path(), outcome, |office, complaints| page(&visit, office, &stored(office), complaints, None))
}

/// The password is sealed before it goes anywhere. One that is not typed again stays as long as it goes to the same
/// server in the same way; to another it is never sent unasked.
fn read(visit: &Visit, typed: &Typed, before: Option<&MailServer>) -> Result<MailServer, Failure> {
    let mut reading = Reading::of(typed);
    let host = reading.required_line("host");
    let port = reading.number("port", 1, 65_535).and_then(|port| u16::try_from(port).ok());
    let security = reading.choice("security", security);
    let user = reading.line("user");
    let from = reading.email("from");
    let complaints = reading.into_complaints();
    let (Some(port), Some(security), Some(from), true) = (port, security, from, complaints.is_empty()) else {
        return Err(complaints.into());
    };
    let password = match typed.text("password") {
        _ if user.is_empty() => String::new(),
        "" => {
            let same = |before: &&MailServer| {
                (before.host.as_str(), before.port, before.security, before.user.as_str())
                    == (host.as_str(), port, security, user.as_str())
            };
            before.filter(same).map_or(String::new(), |before| before.password.clone())
        }
        typed => {
            let kept = before.map_or("", |before| before.password.as_str());
            visit.app.secrets().seal(typed, &[kept])?
        }
    };
    Ok(MailServer { host, port, security, user, password, from })
}

async fn try_server(visit: Visit, typed: Typed) -> Answer {
    let mut reading = Reading::of(&typed);
    let to = reading.email("to");
    let complaints = reading.into_complaints();
    let office = visit.read(|view| Office::of(view, &visit))?;
    let Some(to) = to.filter(|_| complaints.is_empty()) else {
        let complaints = Complaints::said(visit.language, &complaints);
        let typed = stored(&office).with("to", typed.text("to"));
        return frame::refuse(&visit, &page(&visit, &office, &typed, &complaints, None));
    };
    let answer = visit.app.try_mail_server(&to, visit.language).await?;
    let worked = answer.is_ok();
    visit.write(move |tx| record_mail_trial(tx, worked)).await?;
    match answer {
        Ok(()) => Ok(redirect_with_message(path(), "office_firm.told.mail_taken")),
        Err(words) => {
            let typed = stored(&office).with("to", to.as_str());
            let page = page(&visit, &office, &typed, &Complaints::default(), Some(&words));
            frame::refuse_with(&visit, StatusCode::UNPROCESSABLE_ENTITY, &page)
        }
    }
}

fn stored(office: &Office) -> Typed {
    let Some(server) = &office.firm.mail_server else {
        return Typed::from_pairs(vec![
            pair("port", "587"),
            pair("security", "starttls"),
            pair("from", office.firm.email.as_str()),
        ]);
    };
    let security = SECURITIES.iter().find(|(known, _)| *known == server.security).map_or("", |(_, word)| word);
    Typed::from_pairs(vec![
        pair("host", &server.host),
        pair("port", &server.port.to_string()),
        pair("security", security),
        pair("user", &server.user),
        pair("from", server.from.as_str()),
    ])
}

/// `answer` is what the server said when it was tried and did not take the letter.
fn page(visit: &Visit, office: &Office, typed: &Typed, complaints: &Complaints, answer: Option<&str>) -> Page {
    let language = visit.language;
    let seen = FirmPart::Mail(office.firm.mail_server.clone()).mark();
    let about_trial = complaints.about("to").is_some();
    let none = Complaints::default();
    let (of_server, of_trial) = if about_trial { (&none, complaints) } else { (complaints, &none) };
    let fields = fields(&Filled { language, typed, complaints: of_server }, office);
    let body = html! {
        @if let Some(words) = answer { (refused_by_server(visit, words)) }
        @if office.firm.mail_server.is_none() {
            (notice(&Notice {
                meaning: Meaning::Attention,
                sentence: text!(language, "office_firm.mail.none"),
                more: None,
            }))
        }
        (part_form(visit, &PartForm { path: path(), seen: seen.clone(), complaints: of_server, fields }))
        @if office.firm.mail_server.is_some() {
            (section(&text!(language, "office_firm.mail.try"), trial(visit, typed, of_trial)))
            (section(&text!(language, "office_firm.mail.remove"), removing(visit, seen)))
        }
    };
    tab_page(visit, office, path(), body)
}

/// The words of the server itself; where they are ours, they are the key of a sentence.
fn refused_by_server(visit: &Visit, words: &str) -> Markup {
    let language = visit.language;
    let sentence = text!(language, "office_firm.mail.refused", words = text!(language, words));
    let more = paragraph(&text!(language, "office_firm.mail.what_to_check"));
    notice(&Notice { meaning: Meaning::Bad, sentence, more: Some(more) })
}

fn fields(filled: &Filled, office: &Office) -> Markup {
    let language = filled.language;
    let of = |name: &'static str, key: &'static str, optional: bool| Field {
        optional,
        autocomplete: "off",
        ..filled.field(name, text!(language, key))
    };
    let kinds =
        SECURITIES.map(|(_, word)| Choice::new(word, text!(language, &format!("office_firm.mail.security_{word}"))));
    let has_password = office.firm.mail_server.as_ref().is_some_and(|server| !server.password.is_empty());
    let hint = if has_password { "office_firm.mail.password_kept" } else { "office_firm.mail.password_hint" };
    html! {
        (field_row(&[
            text_field(language, &of("host", "office_firm.mail.host", false)),
            number_field(language, &Field { breadth: Breadth::Short, ..of("port", "office_firm.mail.port", false) }),
        ]))
        (select_field(language, &Field {
            breadth: Breadth::Medium,
            ..of("security", "office_firm.mail.security", false)
        }, &kinds))
        (text_field(language, &of("user", "office_firm.mail.user", true)))
        (password_field(language, &Field {
            hint: Some(text!(language, hint)),
            autocomplete: "new-password",
            ..of("password", "office_firm.mail.password", true)
        }))
        (email_field(language, &Field {
            hint: Some(text!(language, "office_firm.mail.from_hint")),
            ..of("from", "office_firm.mail.from", false)
        }))
    }
}

fn trial(visit: &Visit, typed: &Typed, complaints: &Complaints) -> Markup {
    let language = visit.language;
    let own = visit.read(|view| Ok(visit.actor.account().and_then(|id| access::account(view, id))));
    let own = own.ok().flatten().map(|account| account.email.to_string()).unwrap_or_default();
    let to = if typed.has("to") { typed.text("to") } else { own.as_str() };
    let field = Field {
        name: "to",
        label: text!(language, "office_firm.mail.to"),
        value: to,
        error: complaints.about("to"),
        ..Field::default()
    };
    form(
        language,
        &Form {
            action: "/office/firm/mail/try",
            csrf: visit.csrf(),
            complaints: complaints.summary(),
            body: html! {
                (paragraph(&text!(language, "office_firm.mail.try_what")))
                (email_field(language, &field))
            },
            buttons: vec![submit_button(&text!(language, "office_firm.mail.try_now"), Loudness::Secondary)],
            ..Form::default()
        },
    )
}

fn removing(visit: &Visit, seen: String) -> Markup {
    let language = visit.language;
    confirmation(
        language,
        &Confirmation {
            id: "remove-server",
            opener: text!(language, "office_firm.mail.remove"),
            heading: text!(language, "office_firm.mail.remove_question"),
            consequence: text!(language, "office_firm.mail.remove_consequence"),
            action: "/office/firm/mail/remove",
            csrf: visit.csrf(),
            hidden: vec![("seen", seen)],
            confirm: text!(language, "office_firm.mail.remove_now"),
            ..Confirmation::default()
        },
    )
}
