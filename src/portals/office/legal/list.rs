//! Which legal texts hold today, and what comes next.

use maud::html;

use crate::business::failure::Failure;
use crate::business::pages::{LegalKind, LegalText, legal_text, legal_texts_of};
use crate::business::permission::Permission;
use crate::business::view::View;
use crate::portals::office::frame;
use crate::portals::office::legal::{kind_name, kind_path, list_path};
use crate::text;
use crate::texts;
use crate::values::Language;
use crate::web::parts::{Column, Empty, Meaning, Row, Table, state, table};
use crate::web::{Answer, Page, Routes, Visit};

pub fn routes() -> Routes {
    Routes::new().page(list_path(), list)
}

/// A kind with the version of today and the one that follows it.
struct Line {
    kind: LegalKind,
    now: Option<LegalText>,
    next: Option<LegalText>,
}

fn lines(view: &View<'_>) -> Result<Vec<Line>, Failure> {
    view.require(Permission::PagesEdit)?;
    let today = view.today();
    let line = |kind| Line {
        kind,
        now: legal_text(view, kind, today),
        next: legal_texts_of(view, kind).into_iter().rfind(|text| text.valid_from > today),
    };
    Ok(LegalKind::ALL.into_iter().map(line).collect())
}

async fn list(visit: Visit) -> Answer {
    let lines = visit.read(lines)?;
    let language = visit.language;
    let page = Page {
        title: text!(language, "office_legal.page.title"),
        lead: Some(text!(language, "office_legal.page.lead")),
        body: table(
            language,
            &Table {
                caption: text!(language, "office_legal.page.title"),
                columns: vec![
                    Column::text(text!(language, "office_legal.column.kind")),
                    Column::state(text!(language, "office_legal.column.version")),
                    Column::text(text!(language, "office_legal.column.valid_from")),
                    Column::text(text!(language, "office_legal.column.next")),
                ],
                rows: lines.iter().map(|line| row(language, line)).collect(),
                empty: Empty::default(),
                ..Table::default()
            },
        ),
        ..Page::default()
    };
    frame::show(&visit, &page)
}

fn row(language: Language, line: &Line) -> Row {
    let version = match &line.now {
        Some(text) => state(Meaning::Good, &text.version),
        None => state(Meaning::Attention, &text!(language, "office_legal.state.missing")),
    };
    let since = line.now.as_ref().map(|text| texts::day(language, text.valid_from)).unwrap_or_default();
    let next = line.next.as_ref().map(|text| {
        let day = texts::day(language, text.valid_from);
        text!(language, "office_legal.page.next", version = text.version, day = day)
    });
    let cells = vec![
        html! { (kind_name(language, line.kind)) },
        version,
        html! { (since) },
        html! { (next.unwrap_or_default()) },
    ];
    Row::leading_to(kind_path(line.kind), cells)
}
