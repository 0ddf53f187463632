//! The first page of a new data folder: three doors, open only to whoever holds the one-time link, on this machine.

mod demo;
mod firm;
mod restore;

use axum::http::{HeaderValue, header};
use maud::{Markup, html};

use crate::app::{FoundingStanding, FoundingWork};
use crate::business::failure::{Complaint, Failure, Refusal, RefusalKind};
use crate::portals::site::sign_in::sign_in_path;
use crate::text;
use crate::web::parts::{
    Empty, Link, Loudness, Meaning, Notice, Progress, columns, empty, link_button, link_list, notice, paragraph,
    progress, section,
};
use crate::web::{Answer, CLAIM_COOKIE, Cookie, Frame, Page, Routes, Visit, redirect, redirect_with_message};

/// The page that the printed link opens, with the token in its query.
pub const fn founding_path() -> &'static str {
    "/start"
}

const fn progress_path() -> &'static str {
    "/start/progress"
}

const CLAIM_SECONDS: u64 = 30 * 60;

pub fn routes() -> Routes {
    Routes::new()
        .page(founding_path(), show)
        .page(progress_path(), show_progress)
        .and(firm::routes())
        .and(demo::routes())
        .and(restore::routes())
}

async fn show(visit: Visit) -> Answer {
    if visit.is_set_up {
        let came_by_link = visit.query("claim").is_some();
        return if came_by_link { used_up(&visit) } else { Ok(redirect(sign_in_path())) };
    }
    match visit.query("claim") {
        Some(token) => Ok(take_token(&visit, &token)),
        None => without_referrer(visit.page(Frame::Bare, &visit.base_facts(), &doors_page(&visit, None))),
    }
}

/// The link for setting up, opened once more when there is a firm already.
fn used_up(visit: &Visit) -> Answer {
    let language = visit.language;
    let body = empty(&Empty {
        sentence: text!(language, "site.founding.used_up"),
        action: Some(Link::new(text!(language, "site.founding.to_sign_in"), sign_in_path())),
    });
    let page = Page { title: text!(language, "site.founding.used_up_title"), body, ..Page::default() };
    without_referrer(visit.page(Frame::Bare, &visit.base_facts(), &page))
}

/// Moves the token out of the address into a cookie that no script reads, and forgets the address.
fn take_token(visit: &Visit, token: &str) -> axum::response::Response {
    let mut response = redirect(founding_path());
    if visit.is_from_this_machine() && visit.app.claim_holds(token) {
        let cookie = Cookie {
            name: CLAIM_COOKIE,
            value: token,
            max_age_seconds: CLAIM_SECONDS,
            secure: visit.secure,
            http_only: true,
        };
        response.headers_mut().append(header::SET_COOKIE, cookie.header());
    }
    response.headers_mut().insert(header::REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    response
}

fn without_referrer(answer: Answer) -> Answer {
    answer.map(|mut response| {
        response.headers_mut().insert(header::REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
        response
    })
}

/// May this browser set the folder up?
fn holds_claim(visit: &Visit) -> bool {
    visit.is_from_this_machine() && visit.claim.as_deref().is_some_and(|token| visit.app.claim_holds(token))
}

/// Refuses everybody but the holder of the claim, and everybody once there is a firm.
fn require_claim(visit: &Visit) -> Result<(), Failure> {
    if visit.is_set_up {
        let complaint = Complaint::new("access.refusal.founded_already");
        return Err(Refusal::of(RefusalKind::Conflict, complaint).into());
    }
    if !holds_claim(visit) {
        let complaint = Complaint::new("site.founding.no_claim");
        return Err(Refusal::of(RefusalKind::NotAllowed, complaint).into());
    }
    Ok(())
}

fn doors_page(visit: &Visit, trouble: Option<&'static str>) -> Page {
    let language = visit.language;
    let open = holds_claim(visit);
    let door = |heading: String, words: String, button: String, href: &str, loudness: Loudness| {
        section(
            &heading,
            html! {
                (paragraph(&words))
                @if open { (link_button(&Link::new(button, href), loudness)) }
            },
        )
    };
    let body = html! {
        @if let Some(key) = trouble { (told(Meaning::Bad, text!(language, key))) }
        @if !open { (closed(visit)) }
        (columns(&[
            door(
                text!(language, "site.founding.firm.title"),
                text!(language, "site.founding.firm.lead"),
                text!(language, "site.founding.firm.open"),
                firm::firm_path(),
                Loudness::Primary,
            ),
            door(
                text!(language, "site.founding.demo.title"),
                text!(language, "site.founding.demo.lead"),
                text!(language, "site.founding.demo.open"),
                demo::demo_path(),
                Loudness::Secondary,
            ),
            door(
                text!(language, "site.founding.restore.title"),
                text!(language, "site.founding.restore.lead"),
                text!(language, "site.founding.restore.open"),
                restore::restore_path(),
                Loudness::Secondary,
            ),
        ]))
    };
    Page {
        title: text!(language, "site.founding.title"),
        lead: Some(text!(language, "site.founding.lead")),
        body,
        ..Page::default()
    }
}

/// Why the doors do not open from here.
fn closed(visit: &Visit) -> Markup {
    let language = visit.language;
    let sentence = if visit.is_from_this_machine() {
        text!(language, "site.founding.no_claim")
    } else {
        text!(language, "site.founding.elsewhere")
    };
    told(Meaning::Information, sentence)
}

fn told(meaning: Meaning, sentence: String) -> Markup {
    notice(&Notice { meaning, sentence, more: None })
}

async fn show_progress(visit: Visit) -> Answer {
    match visit.app.founding().standing() {
        None => Ok(redirect(founding_path())),
        Some(FoundingStanding { ended: Some(Ok(())), .. }) => {
            visit.app.end_claim();
            Ok(redirect_with_message(sign_in_path(), "site.founding.ready"))
        }
        Some(FoundingStanding { ended: Some(Err(key)), .. }) => {
            visit.refused_page(Frame::Bare, &visit.base_facts(), &doors_page(&visit, Some(key)))
        }
        Some(standing) => visit.page(Frame::Bare, &visit.base_facts(), &progress_page(&visit, &standing)),
    }
}

fn progress_page(visit: &Visit, standing: &FoundingStanding) -> Page {
    let language = visit.language;
    let (title, what) = match standing.work {
        FoundingWork::Demo => ("site.founding.demo.title", "site.founding.demo.under_way"),
        FoundingWork::Restore => ("site.founding.restore.title", "site.founding.restore.under_way"),
    };
    let percent = (standing.done * 100).checked_div(standing.total);
    let how_far =
        percent.map_or_else(String::new, |percent| text!(language, "site.founding.how_far", percent = percent));
    let body = html! {
        (progress(language, &Progress {
            what: text!(language, what),
            done: standing.done,
            total: Some(standing.total).filter(|total| *total > 0),
            how_far,
            meanwhile: html! {},
        }))
        (link_list(&[Link::new(text!(language, "site.founding.look_again"), progress_path())]))
    };
    Page { title: text!(language, title), body, refresh_seconds: Some(2), ..Page::default() }
}
