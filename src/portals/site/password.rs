//! Asking for a new password, and choosing one by the link of a letter.

use axum::extract::Path;
use maud::html;

use crate::app::{Counted, Links};
use crate::business::access::{self, password};
use crate::business::actor::Actor;
use crate::business::failure::Failure;
use crate::business::firm;
use crate::business::view::View;
use crate::portals::fields::Filled;
use crate::portals::frames::home_path;
use crate::portals::new_password::{known_words, new_password_field};
use crate::portals::site::sign_in::{facts, open, sign_in_path, too_many, waiting};
use crate::text;
use crate::values::{AccountId, Language};
use crate::web::parts::{
    Empty, Field, Form, Link, Loudness, Meaning, Notice, email_field, empty, form, link_list, notice, paragraph,
    submit_button,
};
use crate::web::{
    Answer, Complaints, Frame, Page, Reading, Routes, Typed, Visit, hex, random, redirect, redirect_with_message,
};

pub fn routes() -> Routes {
    Routes::new()
        .page(forgot_path(), ask)
        .form(forgot_path(), send)
        .page(sent_path(), sent)
        .page("/password/{secret}", choose)
        .form("/password/{secret}", keep)
}

pub const fn forgot_path() -> &'static str {
    "/password/forgot"
}

pub const fn sent_path() -> &'static str {
    "/password/sent"
}

/// The page behind the link of a letter.
pub fn choose_path(secret: &str) -> String {
    format!("{}/{secret}", Links::PASSWORD)
}

async fn ask(visit: Visit) -> Answer {
    let page = forgot_page(&visit, &Typed::default(), &Complaints::default());
    visit.page(Frame::Bare, &facts(&visit), &page)
}

async fn send(visit: Visit, typed: Typed) -> Answer {
    let mut reading = Reading::of(&typed);
    let email = reading.email("email");
    let complaints = reading.into_complaints();
    let Some(email) = email.filter(|_| complaints.is_empty()) else {
        let complaints = Complaints::said(visit.language, &complaints);
        return visit.refused_page(Frame::Bare, &facts(&visit), &forgot_page(&visit, &typed, &complaints));
    };
    let counted = [Counted::Letters(email.to_string()), Counted::Letters(visit.address.clone())];
    if let Err(seconds) = visit.app.throttle().begin(&counted, visit.now) {
        let complaints = Complaints::said(visit.language, &[waiting(seconds)]);
        let page = visit.page(Frame::Bare, &facts(&visit), &forgot_page(&visit, &typed, &complaints));
        return page.map(|response| too_many(response, seconds));
    }
    let secret = hex(&random::<32>());
    let visitor = Actor::visitor(visit.language);
    visit.app.door().write(&visitor, move |tx| access::ask_for_new_password(tx, &email, &secret)).await?;
    Ok(redirect(sent_path()))
}

/// The same for everybody: whether there is such an account stays between us and the mailbox.
async fn sent(visit: Visit) -> Answer {
    let waits = visit.read(|view| Ok(firm::firm(view).is_some_and(|firm| firm.mail_server.is_none())))?;
    let language = visit.language;
    let body = html! {
        (paragraph(&text!(language, "site.password.sent")))
        @if waits {
            (notice(&Notice {
                meaning: Meaning::Attention,
                sentence: text!(language, "site.password.no_mail_server"),
                more: None,
            }))
        }
        (link_list(&[Link::new(text!(language, "site.password.back"), sign_in_path())]))
    };
    let page = Page { title: text!(language, "site.password.sent_title"), body, ..Page::default() };
    visit.page(Frame::Bare, &facts(&visit), &page)
}

/// For whom a password is chosen, and the words that should not be in it.
struct Chooser {
    account: AccountId,
    email: String,
    words: Vec<String>,
}

async fn choose(visit: Visit, Path(secret): Path<String>) -> Answer {
    match visit.read(|view| Ok(chooser(view, &secret)))? {
        Some(chooser) => {
            let page = choose_page(&visit, &secret, &chooser, &Complaints::default());
            visit.page(Frame::Bare, &facts(&visit), &page)
        }
        None => visit.refused_page(Frame::Bare, &facts(&visit), &over_page(visit.language)),
    }
}

async fn keep(visit: Visit, Path(secret): Path<String>, typed: Typed) -> Answer {
    let Some(chooser) = visit.read(|view| Ok(chooser(view, &secret)))? else {
        return visit.refused_page(Frame::Bare, &facts(&visit), &over_page(visit.language));
    };
    let chosen = typed.text("password").to_owned();
    let words: Vec<&str> = chooser.words.iter().map(String::as_str).collect();
    let complaints = password::complaints(&chosen, &words);
    if !complaints.is_empty() {
        let complaints = Complaints::said(visit.language, &complaints);
        return visit.refused_page(Frame::Bare, &facts(&visit), &choose_page(&visit, &secret, &chooser, &complaints));
    }
    let hash = visit.app.passwords().keep(chosen, random()).await.map_err(Failure::from)?;
    let (link, kept) = (access::secret_hash(&secret), hash.clone());
    let visitor = Actor::visitor(visit.language);
    visit.app.door().write(&visitor, move |tx| access::choose_password(tx, &link, &kept)).await?;
    visit.app.throttle().forgive(&[Counted::Account(chooser.email.clone())]);
    let (secret, portal) = open(&visit, chooser.account, hash).await?;
    Ok(visit.with_session(redirect_with_message(home_path(portal), "site.password.chosen"), &secret))
}

fn chooser(view: &View<'_>, secret: &str) -> Option<Chooser> {
    let id = access::valid_link(view, &access::secret_hash(secret), view.now())?;
    let account = access::account(view, id)?;
    Some(Chooser { account: id, email: account.email.to_string(), words: known_words(view, id) })
}

fn forgot_page(visit: &Visit, typed: &Typed, complaints: &Complaints) -> Page {
    let language = visit.language;
    let filled = Filled { language, typed, complaints };
    let email =
        Field { autocomplete: "username", autofocus: true, ..filled.field("email", text!(language, "fields.email")) };
    let body = html! {
        (paragraph(&text!(language, "site.password.forgot_lead")))
        (form(language, &Form {
            action: forgot_path(),
            csrf: visit.csrf(),
            complaints: complaints.summary(),
            body: email_field(language, &email),
            buttons: vec![submit_button(&text!(language, "site.password.send"), Loudness::Primary)],
            ..Form::default()
        }))
        (link_list(&[Link::new(text!(language, "site.password.back"), sign_in_path())]))
    };
    Page { title: text!(language, "site.password.forgot_title"), body, ..Page::default() }
}

fn choose_page(visit: &Visit, secret: &str, chooser: &Chooser, complaints: &Complaints) -> Page {
    let language = visit.language;
    let body = html! {
        (form(language, &Form {
            action: &choose_path(secret),
            csrf: visit.csrf(),
            complaints: complaints.summary(),
            body: html! {
                (email_field(language, &Field {
                    name: "email",
                    label: text!(language, "fields.email"),
                    value: &chooser.email,
                    autocomplete: "username",
                    read_only: true,
                    ..Field::default()
                }))
                (new_password_field(language, complaints))
            },
            buttons: vec![submit_button(&text!(language, "site.password.keep"), Loudness::Primary)],
            ..Form::default()
        }))
    };
    Page { title: text!(language, "site.password.choose_title"), body, ..Page::default() }
}

fn over_page(language: Language) -> Page {
    let body = empty(&Empty {
        sentence: text!(language, "access.refusal.link_over"),
        action: Some(Link::new(text!(language, "site.password.ask_again"), forgot_path())),
    });
    Page { title: text!(language, "site.password.over_title"), body, ..Page::default() }
}
