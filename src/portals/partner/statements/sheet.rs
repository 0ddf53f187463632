//! One statement: the sum, what it is made of, and every line with the sale, the level and the rate behind it.
//! A running period is shown in the same way, as it would be settled now.

mod lines;
mod page;
mod shown;

use std::sync::Arc;

use axum::extract::Path;

use crate::business::failure::Failure;
use crate::portals::asked::Asked;
use crate::portals::partner::statements::list::list_path;
use crate::portals::partner::statements::sheet::lines::lines_file;
use crate::portals::partner::statements::sheet::page::statement_page;
use crate::portals::partner::statements::sheet::shown::Shown;
use crate::portals::partner::statements::statement_path;
use crate::portals::partner::{frame, own_partner};
use crate::portals::statement_lines::BONUS;
use crate::text;
use crate::values::{Period, RunId};
use crate::web::parts::{Empty, Link, empty};
use crate::web::{Answer, Page, Routes, Visit, see_file};

pub(super) use shown::reason_of;

pub fn routes() -> Routes {
    Routes::new()
        .page(running_path(), running)
        .page("/partner/statements/running/lines.csv", running_file)
        .page("/partner/statements/{id}", show)
        .page("/partner/statements/{id}/lines.csv", file)
        .page("/partner/statements/{id}/statement.pdf", paper)
}

pub const fn running_path() -> &'static str {
    "/partner/statements/running"
}

/// The same for what one of the plans settles in periods of one kind.
pub fn running_path_of(plan: &str, period: Period) -> String {
    format!("{}?{}", running_path(), running_query(plan, period))
}

fn running_query(plan: &str, period: Period) -> String {
    format!("{EVERY}={}&{PLAN}={plan}", period.kind().word())
}

/// Which kind of period is asked for.
const EVERY: &str = "every";
/// Of which plan, where several settle in such periods.
const PLAN: &str = "plan";
const KNOWN: &[&str] = &[BONUS, EVERY, PLAN];

/// The preview that is asked for; what is left empty asks for nothing.
struct PreviewWish {
    every: String,
    plan: String,
}

impl PreviewWish {
    fn of(visit: &Visit) -> PreviewWish {
        let asked = |name: &str| visit.query(name).unwrap_or_default();
        PreviewWish { every: asked(EVERY), plan: asked(PLAN) }
    }
}

async fn show(visit: Visit, Path(id): Path<String>) -> Answer {
    let id = RunId::parse(&id).ok_or_else(Failure::not_found)?;
    let shown = visit.read(|view| Shown::posted(view, id, visit.language))?;
    let asked = Asked::of(&visit, statement_path(id), KNOWN);
    frame::show(&visit, &statement_page(visit.language, &asked, &shown))
}

async fn running(visit: Visit) -> Answer {
    let app = Arc::clone(&visit.app);
    let wish = PreviewWish::of(&visit);
    let shown = visit.read_aside(move |view| Shown::running(view, &app, &wish)).await?;
    let asked = Asked::of(&visit, running_path(), KNOWN);
    let page = match &shown {
        Some(shown) => statement_page(visit.language, &asked, shown),
        None => Page {
            title: text!(visit.language, "partner.statements.running"),
            back: Some(Link::new(text!(visit.language, "partner.statements.title"), list_path())),
            body: empty(&Empty::new(text!(visit.language, "partner.statements.no_plan"))),
            ..Page::default()
        },
    };
    frame::show(&visit, &page)
}

async fn file(visit: Visit, Path(id): Path<String>) -> Answer {
    let id = RunId::parse(&id).ok_or_else(Failure::not_found)?;
    let shown = visit.read(|view| Shown::posted(view, id, visit.language))?;
    Ok(lines_file(visit.language, &shown))
}

async fn running_file(visit: Visit) -> Answer {
    let app = Arc::clone(&visit.app);
    let wish = PreviewWish::of(&visit);
    let shown =
        visit.read_aside(move |view| Shown::running(view, &app, &wish)).await?.ok_or_else(Failure::not_found)?;
    Ok(lines_file(visit.language, &shown))
}

async fn paper(visit: Visit, Path(id): Path<String>) -> Answer {
    let id = RunId::parse(&id).ok_or_else(Failure::not_found)?;
    let app = Arc::clone(&visit.app);
    let document = visit.read_aside(move |view| {
        let (own, _) = own_partner(view)?;
        app.statement_paper(view, id, own)
    });
    let document = document.await?;
    Ok(see_file(&document.name, "application/pdf", document.bytes.clone()))
}
