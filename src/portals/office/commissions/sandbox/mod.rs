//! The sandbox: what closed periods would have paid by a changed plan. Nothing of it is kept or booked.
//!
//! A comparison is long work: asked for, looked at under an address of its own while it goes on, and forgotten an hour
//! later.

mod file;
mod form;
mod result;
mod work;

use maud::{Markup, html};

use crate::app::{ReplayAsked, SandboxDesk};
use crate::business::commissions::{PERIODS_MAX, Plan, Run, closed_runs, plan_source};
use crate::business::failure::Failure;
use crate::business::permission::Permission;
use crate::business::view::View;
use crate::portals::office::commissions::{list_path, plans};
use crate::portals::office::frame;
use crate::text;
use crate::values::{Language, RunId};
use crate::web::parts::{Empty, Link, Meaning, Notice, empty, notice, section};
use crate::web::{Answer, Complaints, Page, Routes, Typed, Visit, encoded, random, redirect};

pub fn routes() -> Routes {
    Routes::new().page(PATH, show).form(PATH, compare).and(work::routes()).behind(Permission::CommissionsView)
}

const PATH: &str = "/office/commissions/sandbox";

pub fn sandbox_path(plan: &str) -> String {
    format!("{PATH}?plan={}", encoded(plan))
}

/// Everything around the result: which plan, and which of its periods are closed.
struct Desk {
    language: Language,
    csrf: String,
    /// Plans with posted runs beside the one that is meant.
    others: Vec<Plan>,
    plan: Option<Plan>,
    source: String,
    closed: Vec<(RunId, Run)>,
}

impl Desk {
    fn of(view: &View<'_>, visit: &Visit, wanted: &str) -> Result<Desk, Failure> {
        view.require(Permission::CommissionsView)?;
        let mut settled = Vec::new();
        for plan in plans::plans_today(view) {
            if !closed_runs(view, &plan.name, 1)?.is_empty() {
                settled.push(plan);
            }
        }
        let at = settled.iter().position(|plan| plan.name == wanted).unwrap_or(0);
        let plan = (at < settled.len()).then(|| settled.remove(at));
        let source = plan.as_ref().and_then(|plan| plan_source(view, &plan.name, plan.version));
        let closed = match &plan {
            Some(plan) => closed_runs(view, &plan.name, PERIODS_MAX)?,
            None => Vec::new(),
        };
        let source = source.map(|source| source.text).unwrap_or_default();
        Ok(Desk { language: visit.language, csrf: visit.csrf().to_owned(), others: settled, plan, source, closed })
    }
}

async fn show(visit: Visit) -> Answer {
    let wanted = visit.query("plan").unwrap_or_default();
    let desk = visit.read(|view| Desk::of(view, &visit, &wanted))?;
    frame::show(&visit, &page(&desk, &form::first_typed(&desk), &Complaints::default(), None))
}

async fn compare(visit: Visit, typed: Typed) -> Answer {
    let desk = visit.read(|view| Desk::of(view, &visit, typed.text("plan")))?;
    let plan = desk.plan.as_ref().map(|plan| plan.name.clone()).ok_or_else(Failure::not_found)?;
    let begun = match form::asked(visit.language, &typed) {
        Ok((changed, periods)) => {
            let asked = ReplayAsked { plan, source: typed.text("source").to_owned(), periods };
            SandboxDesk::begin(&visit.app, &visit.actor, random::<16>(), (asked, changed)).await
        }
        Err(failure) => Err(failure),
    };
    match begun {
        Ok(key) => Ok(redirect(&work::work_path(&key))),
        Err(failure) => {
            let complaints = Complaints::of(visit.language, failure)?;
            frame::refuse(&visit, &page(&desk, &typed, &complaints, None))
        }
    }
}

/// The form, below what was found by the one before.
fn page(desk: &Desk, typed: &Typed, complaints: &Complaints, found: Option<Markup>) -> Page {
    let language = desk.language;
    let back = Link::new(text!(language, "office_commissions.page.title"), list_path());
    let body = match &desk.plan {
        None => empty(&Empty {
            sentence: text!(language, "office_commissions.sandbox.nothing_closed"),
            action: Some(back.clone()),
        }),
        Some(plan) => html! {
            (nothing_is_kept(language))
            @if let Some(found) = found { (found) }
            (section(
                &text!(language, "office_commissions.sandbox.changed"),
                form::fields(desk, plan, typed, complaints),
            ))
        },
    };
    Page {
        title: text!(language, "office_commissions.page.sandbox"),
        lead: desk.plan.as_ref().map(|plan| {
            let title = plan.title.get(language);
            text!(language, "office_commissions.sandbox.lead", plan = title, version = plan.version)
        }),
        back: Some(back),
        body,
        ..Page::default()
    }
}

fn nothing_is_kept(language: Language) -> Markup {
    let sentence = text!(language, "office_commissions.sandbox.not_kept");
    notice(&Notice { meaning: Meaning::Information, sentence, more: None })
}
