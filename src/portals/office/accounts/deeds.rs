//! What can be done to an account on its sheet: one form a deed.

use axum::extract::Path;

use crate::business::access::{self, Handing};
use crate::business::failure::{Complaint, Failure};
use crate::portals::office::accounts::one_time_link::show_link;
use crate::portals::office::accounts::sheet::{Sheet, session_named, sheet_page};
use crate::portals::office::accounts::sheet_path;
use crate::portals::office::frame;
use crate::values::{AccountId, RoleId};
use crate::web::{Answer, Complaints, Reading, Routes, Typed, Visit, hex, random, redirect_with_message};

pub fn routes() -> Routes {
    Routes::new()
        .form("/office/accounts/{id}/give-role", give_role)
        .form("/office/accounts/{id}/take-role", take_role)
        .form("/office/accounts/{id}/end-session", end_session)
        .form("/office/accounts/{id}/end-sessions", end_sessions)
        .form("/office/accounts/{id}/link", send_link)
        .form("/office/accounts/{id}/email", change_email)
        .form("/office/accounts/{id}/lock", lock)
        .form("/office/accounts/{id}/unlock", unlock)
}

pub fn path(id: AccountId, deed: &str) -> String {
    format!("{}/{deed}", sheet_path(id))
}

async fn give_role(visit: Visit, Path(id): Path<String>, typed: Typed) -> Answer {
    let account = known(&id)?;
    let outcome = match RoleId::parse(typed.text("role")) {
        Some(role) => visit.write(move |tx| access::give_role(tx, account, role)).await,
        None => Err(Complaint::new("web.reading.no_choice").at("role").into()),
    };
    answered(&visit, &id, &typed, outcome, "office_accounts.told.role_given")
}

async fn take_role(visit: Visit, Path(id): Path<String>, typed: Typed) -> Answer {
    let account = known(&id)?;
    let role = RoleId::parse(typed.text("role")).ok_or_else(Failure::not_found)?;
    let outcome = visit.write(move |tx| access::take_role(tx, account, role)).await;
    answered(&visit, &id, &typed, outcome, "office_accounts.told.role_taken")
}

async fn end_session(visit: Visit, Path(id): Path<String>, typed: Typed) -> Answer {
    let account = known(&id)?;
    let hash = visit.read(|view| session_named(view, account, typed.text("session")))?;
    let outcome = visit.write(move |tx| access::end_session_of(tx, account, &hash)).await;
    answered(&visit, &id, &typed, outcome, "office_accounts.told.session_ended")
}

async fn end_sessions(visit: Visit, Path(id): Path<String>, typed: Typed) -> Answer {
    let account = known(&id)?;
    let outcome = visit.write(move |tx| access::end_sessions_of(tx, account)).await;
    answered(&visit, &id, &typed, outcome, "office_accounts.told.sessions_ended")
}

async fn send_link(visit: Visit, Path(id): Path<String>, typed: Typed) -> Answer {
    let account = known(&id)?;
    let secret = hex(&random::<32>());
    let sent = secret.clone();
    match visit.write(move |tx| access::send_password_link(tx, account, &sent)).await {
        Ok(Handing::ByHand) => {
            let name = visit.read(|view| Ok(access::name_of(view, account)))?;
            show_link(&visit, account, &name, &secret)
        }
        Ok(Handing::ByMail) => answered(&visit, &id, &typed, Ok(()), "office_accounts.told.link_sent"),
        Err(failure) => answered(&visit, &id, &typed, Err(failure), "office_accounts.told.link_sent"),
    }
}

async fn change_email(visit: Visit, Path(id): Path<String>, typed: Typed) -> Answer {
    let account = known(&id)?;
    let mut reading = Reading::of(&typed);
    let email = reading.email("email");
    let outcome = match email {
        Some(email) => visit.write(move |tx| access::change_email(tx, account, &email)).await,
        None => Err(reading.into_complaints().into()),
    };
    answered(&visit, &id, &typed, outcome, "office_accounts.told.email_changed")
}

async fn lock(visit: Visit, Path(id): Path<String>, typed: Typed) -> Answer {
    let account = known(&id)?;
    let reason = typed.text("reason").to_owned();
    let outcome = visit.write(move |tx| access::lock_account(tx, account, &reason)).await;
    answered(&visit, &id, &typed, outcome, "office_accounts.told.locked")
}

async fn unlock(visit: Visit, Path(id): Path<String>, typed: Typed) -> Answer {
    let account = known(&id)?;
    let outcome = visit.write(move |tx| access::unlock_account(tx, account)).await;
    answered(&visit, &id, &typed, outcome, "office_accounts.told.unlocked")
}

fn known(id: &str) -> Result<AccountId, Failure> {
    AccountId::parse(id).ok_or_else(Failure::not_found)
}

/// Back to the sheet with what was done, or the sheet with what was wrong.
fn answered(visit: &Visit, id: &str, typed: &Typed, outcome: Result<(), Failure>, told: &'static str) -> Answer {
    match outcome {
        Ok(()) => Ok(redirect_with_message(&sheet_path(known(id)?), told)),
        Err(failure) => {
            let complaints = Complaints::of(visit.language, failure)?;
            let sheet = visit.read(|view| Sheet::of(view, visit, id))?;
            frame::refuse(visit, &sheet_page(&sheet, typed, &complaints))
        }
    }
}
