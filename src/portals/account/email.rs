//! Changing the address with which one signs in: asked for with the password, confirmed by a link to the new
//! address.

use maud::{Markup, html};

use crate::app::Counted;
use crate::business::access::{self, EmailChange, NewEmail};
use crate::business::failure::{Complaint, Failure};
use crate::portals::account::{Own, Refused, account_path, refuse};
use crate::portals::fields::Filled;
use crate::text;
use crate::texts;
use crate::web::parts::{
    Field, Form, Loudness, Meaning, Notice, PostButton, email_field, form, notice, paragraph, password_field,
    post_button, submit_button,
};
use crate::web::{Answer, Complaints, Reading, Routes, Typed, Visit, hex, random, redirect_with_message};

pub fn routes() -> Routes {
    Routes::new().form(change_path(), ask).form(withdraw_path(), withdraw)
}

pub const fn change_path() -> &'static str {
    "/account/email"
}

pub const fn withdraw_path() -> &'static str {
    "/account/email/withdraw"
}

async fn ask(visit: Visit, typed: Typed) -> Answer {
    let account = visit.actor.account().ok_or_else(Failure::not_found)?;
    let mut reading = Reading::of(&typed);
    let email = reading.email("new_email");
    let mut complaints = reading.into_complaints();
    let judged_hash = visit
        .read(|view| Ok(access::account(view, account).map(|account| account.password_hash).unwrap_or_default()))?;
    // A letter to a stranger is counted as well as a guess at the password.
    let own = Counted::Account(format!("own {account}"));
    let mut counted = vec![own.clone()];
    counted.extend(email.iter().map(|email| Counted::Letters(email.to_string())));
    if let Err(seconds) = visit.app.throttle().begin(&counted, visit.now) {
        let wait = Complaint::new("account.password.wait").with("count", (seconds + 59) / 60);
        complaints.push(wait.at("email_password"));
    } else {
        let password = typed.text("email_password").to_owned();
        if visit.app.passwords().fits(password, judged_hash.clone()).await.map_err(Failure::from)? {
            visit.app.throttle().forgive(&[own]);
        } else {
            complaints.push(Complaint::new("access.refusal.wrong_password").at("email_password"));
        }
    }
    let Some(email) = email.filter(|_| complaints.is_empty()) else {
        let complaints = Complaints::said(visit.language, &complaints);
        return refused(&visit, typed, complaints);
    };
    let new = NewEmail { judged_hash, email, secret: hex(&random::<32>()) };
    match visit.write(move |tx| access::ask_for_new_email(tx, &new)).await {
        Ok(()) => Ok(redirect_with_message(account_path(), "account.email.asked")),
        Err(failure) => {
            let complaints = Complaints::of(visit.language, failure)?;
            refused(&visit, typed, complaints)
        }
    }
}

async fn withdraw(visit: Visit, _typed: Typed) -> Answer {
    visit.write(access::withdraw_new_email).await?;
    Ok(redirect_with_message(account_path(), "account.email.withdrawn"))
}

fn refused(visit: &Visit, typed: Typed, complaints: Complaints) -> Answer {
    refuse(visit, &Refused { email: Some((typed, complaints)), ..Refused::default() })
}

pub(super) fn form_of(visit: &Visit, own: &Own, refused: Option<&(Typed, Complaints)>) -> Markup {
    let language = visit.language;
    let fresh = (Typed::default(), Complaints::default());
    let (typed, complaints) = refused.unwrap_or(&fresh);
    let filled = Filled { language, typed, complaints };
    html! {
        (paragraph(&text!(language, "account.email.now", email = own.account.email.as_str())))
        @if let Some(change) = &own.email_change { (waiting(visit, own, change)) }
        (form(language, &Form {
            action: change_path(),
            csrf: visit.csrf(),
            complaints: complaints.summary(),
            body: html! {
                (email_field(language, &Field {
                    hint: Some(text!(language, "account.email.hint")),
                    autocomplete: "email",
                    ..filled.field("new_email", text!(language, "account.email.new"))
                }))
                (password_field(language, &Field {
                    name: "email_password",
                    label: text!(language, "account.email.password"),
                    error: complaints.about("email_password"),
                    autocomplete: "current-password",
                    ..Field::default()
                }))
            },
            buttons: vec![submit_button(&text!(language, "account.email.ask"), Loudness::Secondary)],
            ..Form::default()
        }))
    }
}

/// A change that its owner has not confirmed yet.
fn waiting(visit: &Visit, own: &Own, change: &EmailChange) -> Markup {
    let language = visit.language;
    let until = texts::instant(language, change.until, &visit.app.door().zone());
    let sentence = text!(
        language,
        "account.email.waiting",
        email = change.email.as_str(),
        until = until,
        now = own.account.email.as_str()
    );
    html! {
        (notice(&Notice { meaning: Meaning::Information, sentence, more: None }))
        @if !own.has_mail_server {
            (notice(&Notice {
                meaning: Meaning::Attention,
                sentence: text!(language, "account.email.no_mail_server"),
                more: None,
            }))
        }
        (post_button(&PostButton {
            label: text!(language, "account.email.withdraw"),
            action: withdraw_path(),
            csrf: visit.csrf(),
            loudness: Loudness::Quiet,
            hidden: Vec::new(),
        }))
    }
}
