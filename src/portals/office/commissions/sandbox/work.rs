//! One comparison: how far it is, and what it came to.

use axum::extract::Path;
use maud::{Markup, html};

use crate::app::{ReplayKey, ReplayStanding, Replaying};
use crate::business::failure::Failure;
use crate::portals::office::commissions::sandbox::result::Shown;
use crate::portals::office::commissions::sandbox::{Desk, PATH, file, page, result, sandbox_path};
use crate::portals::office::frame;
use crate::portals::sheet_file::counted;
use crate::text;
use crate::web::parts::{
    DocumentLink, Link, Loudness, PostButton, Progress, documents, link_list, paragraph, post_button, progress,
};
use crate::web::{Answer, Complaints, Page, Routes, Typed, Visit, from_hex, hex, redirect, redirect_with_message};

pub(super) fn routes() -> Routes {
    Routes::new()
        .page("/office/commissions/sandbox/{key}", show)
        .page("/office/commissions/sandbox/{key}/partners.csv", partners)
        .form("/office/commissions/sandbox/{key}/cancel", cancel)
}

/// How often the page looks how far it is.
const REFRESH_SECONDS: u32 = 2;

pub(super) fn work_path(key: &ReplayKey) -> String {
    format!("{PATH}/{}", hex(key))
}

/// What somebody asked for; after an hour it is forgotten.
fn found(visit: &Visit, key: &str) -> Option<(ReplayKey, ReplayStanding)> {
    let key = from_hex::<16>(key)?;
    Some((key, visit.app.sandbox_desk().standing(&visit.actor, &key)?))
}

async fn show(visit: Visit, Path(key): Path<String>) -> Answer {
    let Some((key, standing)) = found(&visit, &key) else {
        return Ok(redirect_with_message(PATH, "office_commissions.sandbox.forgotten"));
    };
    let desk = visit.read(|view| Desk::of(view, &visit, &standing.asked.plan))?;
    let (asked, nothing) = (&standing.asked, Complaints::default());
    let typed = Typed::default().with("source", &asked.source).with("periods", &asked.periods.to_string());
    match standing.stage {
        Replaying::UnderWay => frame::show(&visit, &under_way(&visit, &key, &standing)),
        Replaying::Done(comparison) => {
            let shown = visit.read(|view| Ok(Shown::of(view, comparison)))?;
            let sections = html! {
                (result::sections(visit.language, &shown))
                (documents(&[as_file(&visit, &key)]))
            };
            frame::show(&visit, &page(&desk, &typed, &nothing, Some(sections)))
        }
        Replaying::Cancelled => {
            Ok(redirect_with_message(&sandbox_path(&asked.plan), "office_commissions.sandbox.cancelled"))
        }
        Replaying::Refused(failure) => {
            let complaints = Complaints::of(visit.language, failure)?;
            frame::refuse(&visit, &page(&desk, &typed, &complaints, None))
        }
    }
}

async fn partners(visit: Visit, Path(key): Path<String>) -> Answer {
    let (_, standing) = found(&visit, &key).ok_or_else(Failure::not_found)?;
    let Replaying::Done(comparison) = standing.stage else { return Err(Failure::not_found().into()) };
    let shown = visit.read(|view| Ok(Shown::of(view, comparison)))?;
    Ok(file::file(visit.language, &shown))
}

async fn cancel(visit: Visit, Path(key): Path<String>, _: Typed) -> Answer {
    let (key, _) = found(&visit, &key).ok_or_else(Failure::not_found)?;
    // Too late is no mistake: the page shows what it came to.
    visit.app.sandbox_desk().cancel(&visit.actor, &key);
    Ok(redirect(&work_path(&key)))
}

fn as_file(visit: &Visit, key: &ReplayKey) -> DocumentLink {
    DocumentLink {
        label: text!(visit.language, "office_commissions.sandbox.csv"),
        href: format!("{}/partners.csv", work_path(key)),
        kind: "CSV".to_owned(),
        note: None,
    }
}

fn under_way(visit: &Visit, key: &ReplayKey, standing: &ReplayStanding) -> Page {
    let language = visit.language;
    Page {
        title: text!(language, "office_commissions.page.sandbox"),
        back: Some(Link::new(text!(language, "office_commissions.page.sandbox"), sandbox_path(&standing.asked.plan))),
        body: how_far(visit, key, standing),
        refresh_seconds: Some(REFRESH_SECONDS),
        ..Page::default()
    }
}

fn how_far(visit: &Visit, key: &ReplayKey, standing: &ReplayStanding) -> Markup {
    let language = visit.language;
    let number = |count: usize| u64::try_from(count).unwrap_or(u64::MAX);
    let (done, total) = (counted(language, standing.done), counted(language, standing.total));
    let how_far = match standing.total {
        0 => String::new(),
        _ => text!(language, "office_commissions.sandbox.how_far", done = done, total = total),
    };
    let cancel = format!("{}/cancel", work_path(key));
    html! {
        (progress(language, &Progress {
            what: text!(language, "office_commissions.sandbox.comparing"),
            done: number(standing.done),
            total: (standing.total > 0).then(|| number(standing.total)),
            how_far,
            ..Progress::default()
        }))
        @if standing.is_cancelled { (paragraph(&text!(language, "office_commissions.sandbox.cancelling"))) }
        @else {
            (post_button(&PostButton {
                label: text!(language, "office_commissions.sandbox.cancel"),
                action: &cancel,
                csrf: visit.csrf(),
                loudness: Loudness::Secondary,
                hidden: Vec::new(),
            }))
        }
        (link_list(&[Link::new(text!(language, "office_commissions.sandbox.look_again"), work_path(key))]))
    }
}
