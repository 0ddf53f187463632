//! The page behind the link of a letter by which somebody confirms the new address of an account. Opening it
//! changes nothing: programs that look at letters open links too.

use axum::extract::Path;
use maud::html;

use crate::app::Links;
use crate::business::access;
use crate::business::actor::Actor;
use crate::business::failure::Failure;
use crate::portals::account::account_path;
use crate::portals::site::sign_in::{facts, sign_in_path};
use crate::text;
use crate::values::{AccountId, Email, Language};
use crate::web::parts::{Empty, Form, Link, Loudness, empty, form, paragraph, submit_button};
use crate::web::{Answer, Complaints, Frame, Page, Routes, Typed, Visit, redirect_with_message};

pub fn routes() -> Routes {
    Routes::new().page("/email/{account}/{secret}", show).form("/email/{account}/{secret}", confirm)
}

fn confirm_path(id: AccountId, secret: &str) -> String {
    format!("{}/{id}/{secret}", Links::EMAIL)
}

async fn show(visit: Visit, Path((id, secret)): Path<(String, String)>) -> Answer {
    match wished(&visit, &id, &secret)? {
        Some((id, email)) => visit.page(Frame::Bare, &facts(&visit), &confirm_page(&visit, id, &secret, &email)),
        None => visit.refused_page(Frame::Bare, &facts(&visit), &over_page(visit.language, None)),
    }
}

async fn confirm(visit: Visit, Path((id, secret)): Path<(String, String)>, _typed: Typed) -> Answer {
    let Some((id, _)) = wished(&visit, &id, &secret)? else {
        return visit.refused_page(Frame::Bare, &facts(&visit), &over_page(visit.language, None));
    };
    let own = visit.signed_in.as_ref().filter(|signed_in| signed_in.account == id);
    let kept = own.map(|signed_in| signed_in.session_hash);
    let hash = access::secret_hash(&secret);
    // Whoever is signed in here may be somebody else: the secret alone says whose address it is.
    let visitor = Actor::visitor(visit.language);
    let outcome =
        visit.app.door().write(&visitor, move |tx| access::confirm_new_email(tx, id, &hash, kept.as_ref())).await;
    match outcome {
        Ok(()) => {
            let to = if kept.is_some() { account_path() } else { sign_in_path() };
            Ok(redirect_with_message(to, "site.new_email.changed"))
        }
        Err(failure) => {
            let complaints = Complaints::of(visit.language, failure)?;
            let why = complaints.summary().into_iter().next().map(|complaint| complaint.sentence);
            visit.refused_page(Frame::Bare, &facts(&visit), &over_page(visit.language, why))
        }
    }
}

fn wished(visit: &Visit, id: &str, secret: &str) -> Result<Option<(AccountId, Email)>, Failure> {
    let Some(id) = AccountId::parse(id) else { return Ok(None) };
    visit.read(|view| {
        let email = access::valid_email_change(view, id, &access::secret_hash(secret), view.now());
        Ok(email.map(|email| (id, email)))
    })
}

fn confirm_page(visit: &Visit, id: AccountId, secret: &str, email: &Email) -> Page {
    let language = visit.language;
    let body = html! {
        (paragraph(&text!(language, "site.new_email.lead", email = email.as_str())))
        (form(language, &Form {
            action: &confirm_path(id, secret),
            csrf: visit.csrf(),
            buttons: vec![submit_button(&text!(language, "site.new_email.confirm"), Loudness::Primary)],
            ..Form::default()
        }))
    };
    Page { title: text!(language, "site.new_email.title"), body, ..Page::default() }
}

fn over_page(language: Language, why: Option<String>) -> Page {
    let body = empty(&Empty {
        sentence: why.unwrap_or_else(|| text!(language, "site.new_email.over")),
        action: Some(Link::new(text!(language, "site.new_email.to_account"), account_path())),
    });
    Page { title: text!(language, "site.new_email.over_title"), body, ..Page::default() }
}
