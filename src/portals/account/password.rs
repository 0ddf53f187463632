//! Changing one's own password. Whoever sits at an open browser must know the old one.

use maud::{Markup, html};

use crate::app::Counted;
use crate::business::access::{self, NewPassword, password};
use crate::business::failure::{Complaint, Failure};
use crate::portals::account::{Own, Refused, account_path, refuse};
use crate::portals::new_password::{known_words, new_password_field};
use crate::text;
use crate::web::parts::{Field, Form, Loudness, form, hidden_field, password_field, submit_button};
use crate::web::{Answer, Complaints, Routes, Typed, Visit, random, redirect_with_message};

pub fn routes() -> Routes {
    Routes::new().form(change_path(), change)
}

pub const fn change_path() -> &'static str {
    "/account/password"
}

async fn change(visit: Visit, typed: Typed) -> Answer {
    let signed_in = visit.signed_in.as_ref().ok_or_else(Failure::not_found)?;
    let (account, session) = (signed_in.account, signed_in.session_hash);
    let (judged_hash, words) = visit.read(|view| {
        let kept = access::account(view, account).map(|account| account.password_hash);
        Ok((kept.unwrap_or_default(), known_words(view, account)))
    })?;
    let chosen = typed.text("password").to_owned();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let mut complaints = password::complaints(&chosen, &words);
    let counted = [Counted::Account(format!("own {account}"))];
    if let Err(seconds) = visit.app.throttle().begin(&counted, visit.now) {
        complaints.push(Complaint::new("account.password.wait").with("count", (seconds + 59) / 60).at("old_password"));
    } else {
        let typed_old = typed.text("old_password").to_owned();
        let fits = visit.app.passwords().fits(typed_old, judged_hash.clone()).await.map_err(Failure::from)?;
        if fits {
            visit.app.throttle().forgive(&counted);
        } else {
            complaints.push(Complaint::new("access.refusal.wrong_old_password").at("old_password"));
        }
    }
    if !complaints.is_empty() {
        return refused(&visit, Complaints::said(visit.language, &complaints));
    }
    let hash = visit.app.passwords().keep(chosen, random()).await.map_err(Failure::from)?;
    let new = NewPassword { judged_hash, hash, session };
    match visit.write(move |tx| access::change_own_password(tx, &new)).await {
        Ok(()) => Ok(redirect_with_message(account_path(), "account.password.changed")),
        Err(failure) => refused(&visit, Complaints::of(visit.language, failure)?),
    }
}

fn refused(visit: &Visit, complaints: Complaints) -> Answer {
    refuse(visit, &Refused { password: Some(complaints), ..Refused::default() })
}

pub(super) fn form_of(visit: &Visit, own: &Own, refused: Option<&Complaints>) -> Markup {
    let language = visit.language;
    let none = Complaints::default();
    let complaints = refused.unwrap_or(&none);
    form(
        language,
        &Form {
            action: change_path(),
            csrf: visit.csrf(),
            complaints: complaints.summary(),
            body: html! {
                // For password managers, which want to know whose password it is.
                (hidden_field("username", own.account.email.as_str()))
                (password_field(language, &Field {
                    name: "old_password",
                    label: text!(language, "account.password.old"),
                    error: complaints.about("old_password"),
                    autocomplete: "current-password",
                    ..Field::default()
                }))
                (new_password_field(language, complaints))
            },
            buttons: vec![submit_button(&text!(language, "account.password.change"), Loudness::Secondary)],
            ..Form::default()
        },
    )
}
