//! Signing in and out, and going on in another role.

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::Response;
use maud::{Markup, html};

use crate::app::Counted;
use crate::business::access::{self, NewSession, Portal};
use crate::business::actor::Actor;
use crate::business::failure::{Complaint, Failure};
use crate::business::permission::Permission;
use crate::demo;
use crate::portals::frames::{home_path, legal_links};
use crate::portals::site::password::forgot_path;
use crate::text;
use crate::values::{AccountId, Email, RoleId};
use crate::web::parts::{Fact, Link, SignIn, facts as facts_of, paragraph, section, sign_in as sign_in_box, two_lines};
use crate::web::{
    Answer, Complaints, Frame, FrameFacts, Page, Routes, Typed, Visit, hex, own_path, random, redirect,
    redirect_with_message,
};

pub fn routes() -> Routes {
    let signed_in = Routes::new().form("/sign-out", sign_out).form("/role", switch_role);
    Routes::new().page(sign_in_path(), show).form(sign_in_path(), sign_in).and(signed_in.behind(Permission::AccountOwn))
}

pub const fn sign_in_path() -> &'static str {
    "/sign-in"
}

async fn show(visit: Visit) -> Answer {
    let to = own_path(visit.query("to").as_deref());
    if let Some(signed_in) = &visit.signed_in {
        return Ok(redirect(&destination(&to, signed_in.portal)));
    }
    visit.page(Frame::Bare, &facts(&visit), &sign_in_page(&visit, "", &to, &Complaints::default()))
}

async fn sign_in(visit: Visit, typed: Typed) -> Answer {
    let to = own_path(Some(typed.text("to")));
    let email = typed.text("email").trim().to_lowercase();
    let known = known_account(&visit, &email)?;
    let counted = counted(&visit, &email, known.as_ref());
    if let Err(seconds) = visit.app.throttle().begin(&counted, visit.now) {
        return wait(&visit, &email, &to, seconds);
    }
    let kept = known.as_ref().map_or(String::new(), |known| known.password_hash.clone());
    let fits = visit.app.passwords().fits(typed.text("password").to_owned(), kept).await.map_err(Failure::from)?;
    let Some(known) = known.filter(|_| fits) else {
        return refuse(&visit, &email, &to, Complaint::new("access.refusal.wrong").into());
    };
    match open(&visit, known.id, known.password_hash).await {
        Ok((secret, portal)) => {
            visit.app.throttle().forgive(&counted);
            Ok(visit.with_session(redirect(&destination(&to, portal)), &secret))
        }
        Err(failure) => refuse(&visit, &email, &to, failure),
    }
}

struct Known {
    id: AccountId,
    password_hash: String,
    is_administrator: bool,
}

fn known_account(visit: &Visit, email: &str) -> Result<Option<Known>, Failure> {
    visit.read(|view| {
        let id = Email::parse(email).and_then(|email| access::account_by_email(view, &email));
        let found = id.and_then(|id| Some((id, access::account(view, id)?)));
        Ok(found.map(|(id, account)| Known {
            id,
            is_administrator: access::is_administrator(view, &account),
            password_hash: account.password_hash,
        }))
    })
}

/// Whose tries these are. At the machine itself nobody is counted by address: a proxy in front of Kontor is at
/// the machine too, and would make all its visitors wait for one.
fn counted(visit: &Visit, email: &str, known: Option<&Known>) -> Vec<Counted> {
    if !visit.is_from_this_machine() {
        vec![Counted::Account(email.to_owned()), Counted::Address(visit.address.clone())]
    } else if known.is_some_and(|known| known.is_administrator) {
        vec![Counted::AccountAtTheMachine(email.to_owned())]
    } else {
        vec![Counted::Account(email.to_owned())]
    }
}

/// Opens a session for an account whose password was judged. Gives the secret for the cookie.
pub async fn open(visit: &Visit, id: AccountId, judged_hash: String) -> Result<(String, Portal), Failure> {
    let secret = hex(&random::<32>());
    let new = NewSession {
        hash: access::secret_hash(&secret),
        address: visit.address.clone(),
        browser: visit.browser.clone(),
    };
    let visitor = Actor::visitor(visit.language);
    let command = move |tx: &mut crate::business::tx::Tx<'_, '_, '_>| access::open_session(tx, id, &judged_hash, &new);
    let portal = visit.app.door().write(&visitor, command).await?;
    Ok((secret, portal))
}

async fn sign_out(visit: Visit, _typed: Typed) -> Answer {
    let Some(hash) = visit.signed_in.as_ref().map(|signed_in| signed_in.session_hash) else {
        return Ok(redirect("/"));
    };
    visit.write(move |tx| access::end_session(tx, &hash)).await?;
    Ok(visit.without_session(redirect_with_message("/", "site.sign_in.signed_out")))
}

async fn switch_role(visit: Visit, typed: Typed) -> Answer {
    let wanted = typed.text("role").parse::<u64>().map(RoleId::new).map_err(|_| Failure::not_found())?;
    let hash = visit.signed_in.as_ref().map(|signed_in| signed_in.session_hash).ok_or_else(Failure::not_found)?;
    let portal = visit.write(move |tx| access::switch_role(tx, &hash, wanted)).await?;
    Ok(redirect(home_path(portal)))
}

/// Where somebody wanted to go, unless that belongs to another portal than the one that she came in by.
fn destination(to: &str, portal: Portal) -> String {
    let of = |portal: Portal| to == home_path(portal) || to.starts_with(&format!("{}/", home_path(portal)));
    let elsewhere = match portal {
        Portal::Office => of(Portal::Partner),
        Portal::Partner => of(Portal::Office),
        Portal::Customer => of(Portal::Office) || of(Portal::Partner),
    };
    let nowhere = to == "/" || to.starts_with("/sign-in") || to.starts_with("/start");
    if elsewhere || nowhere { home_path(portal).to_owned() } else { to.to_owned() }
}

fn refuse(visit: &Visit, email: &str, to: &str, failure: Failure) -> Answer {
    let complaints = Complaints::of(visit.language, failure)?;
    visit.refused_page(Frame::Bare, &facts(visit), &sign_in_page(visit, email, to, &complaints))
}

fn wait(visit: &Visit, email: &str, to: &str, seconds: i64) -> Answer {
    let complaints = Complaints::said(visit.language, &[waiting(seconds)]);
    let page = sign_in_page(visit, email, to, &complaints);
    visit.page(Frame::Bare, &facts(visit), &page).map(|response| too_many(response, seconds))
}

/// How long somebody has to wait who tried too often.
pub fn waiting(seconds: i64) -> Complaint {
    if seconds < 60 {
        Complaint::new("site.sign_in.wait_seconds").with("count", seconds)
    } else {
        Complaint::new("site.sign_in.wait_minutes").with("count", (seconds + 59) / 60)
    }
}

/// Turns a page into an answer to too many tries (RFC 6585, 4).
pub fn too_many(mut response: Response, seconds: i64) -> Response {
    *response.status_mut() = StatusCode::TOO_MANY_REQUESTS;
    response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds.unsigned_abs()));
    response
}

/// The narrow frame around everything on the way in.
pub fn facts(visit: &Visit) -> FrameFacts {
    FrameFacts { footer: legal_links(visit.language), ..visit.base_facts() }
}

fn sign_in_page(visit: &Visit, email: &str, to: &str, complaints: &Complaints) -> Page {
    let language = visit.language;
    let form = SignIn {
        action: sign_in_path(),
        csrf: visit.csrf(),
        email,
        complaints: complaints.summary(),
        hidden: vec![("to", to.to_owned())],
        ways_out: vec![
            Link::new(text!(language, "site.sign_in.forgot"), forgot_path()),
            Link::new(text!(language, "site.sign_in.register"), "/register"),
        ],
    };
    Page {
        title: text!(language, "site.sign_in.title"),
        body: html! {
            @if to != "/" { (paragraph(&text!(language, "site.sign_in.first"))) }
            (sign_in_box(language, &form))
            @if visit.is_trial { (demo_accounts(visit)) }
        },
        ..Page::default()
    }
}

/// Whoever looks at the demo firm may be everybody in it.
fn demo_accounts(visit: &Visit) -> Markup {
    let language = visit.language;
    let accounts = demo::sign_ins(visit.app.door(), language).unwrap_or_default();
    let lines: Vec<Fact> =
        accounts.iter().map(|known| Fact::new(known.role.clone(), two_lines(&known.name, &known.email))).collect();
    html! {
        @if !lines.is_empty() {
            (section(&text!(language, "site.sign_in.demo_accounts"), html! {
                (facts_of(&lines))
                (paragraph(&text!(language, "site.sign_in.demo_password", password = demo::PASSWORD)))
            }))
        }
    }
}
