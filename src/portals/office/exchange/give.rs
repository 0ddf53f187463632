//! Every table as a file, now or for a period.

use std::sync::Arc;
use std::time::Duration;

use axum::extract::Path;
use maud::{Markup, html};

use crate::app::{ExportKind, Narrowing, file_name, ready_to_export, write_export};
use crate::business::failure::{Complaint, Failure};
use crate::portals::fields::Filled;
use crate::portals::office::exchange::{exchange_path, kind_name};
use crate::text;
use crate::values::{Language, Period};
use crate::web::parts::{
    Column, Empty, Field, Link, QueryForm, Row, Section, Table, query_form, section_with, small, table, text_field,
    text_link, two_lines,
};
use crate::web::{Answer, Complaints, Download, Routes, Typed, Visit, download_written};

/// It is written from one moment of the data, and as long as that is held, no room in the store is used again.
const GIVING_LONGEST: Duration = Duration::from_secs(30 * 60);

pub fn routes() -> Routes {
    Routes::new().page("/office/exchange/export/{kind}", give)
}

/// A file of all there is, or of what lies in a period.
pub fn export_path(kind: ExportKind, period: Option<Period>) -> String {
    let path = format!("{}/export/{}", exchange_path(), kind.word());
    period.map_or_else(|| path.clone(), |period| format!("{path}?period={period}"))
}

async fn give(visit: Visit, Path(kind): Path<String>) -> Answer {
    let kind = offered(&visit).into_iter().find(|known| known.word() == kind).ok_or_else(Failure::not_found)?;
    let period = asked_period(&visit).map_err(Failure::from)?;
    if needs_period(kind) && period.is_none() {
        return Err(Failure::not_found().into());
    }
    visit.read(|view| ready_to_export(view, kind, period))?;
    let name = file_name(kind, period);
    let mime = match name.rsplit_once('.').map(|(_, ending)| ending) {
        Some("csv") => "text/csv; charset=utf-8",
        Some("jsonl") => "application/jsonl",
        _ => "application/x-tar",
    };
    let (app, actor) = (Arc::clone(&visit.app), visit.actor.clone());
    let sent = Download { name: &name, mime, length: None, longest: GIVING_LONGEST };
    Ok(download_written(&sent, move |out| app.door().read(&actor, |view| write_export(view, kind, period, out))))
}

/// The period in the address; none where nothing stands there.
pub fn asked_period(visit: &Visit) -> Result<Option<Period>, Complaint> {
    match visit.query("period").unwrap_or_default().trim() {
        "" => Ok(None),
        typed => {
            let wrong = || Complaint::new("office_exchange.refusal.no_period").at("period");
            Period::parse(typed).map(Some).ok_or_else(wrong)
        }
    }
}

/// What this person may have. Payment files are handed out where the payouts are, for that is recorded; the
/// auditor's folder is as large as the firm is old, and is written where there is room.
fn offered(visit: &Visit) -> Vec<ExportKind> {
    let elsewhere = [ExportKind::Sepa, ExportKind::Auditor];
    let all = ExportKind::ALL.into_iter().filter(|kind| !elsewhere.contains(kind));
    all.filter(|kind| visit.actor.may(kind.needs())).collect()
}

/// All documents of all years at once are too much for one answer.
fn needs_period(kind: ExportKind) -> bool {
    matches!(kind, ExportKind::Invoices | ExportKind::Einvoices)
}

pub fn ways_out(visit: &Visit, typed: &Typed, complaints: &Complaints) -> Markup {
    let language = visit.language;
    let kinds = offered(visit);
    let period = asked_period(visit).ok().flatten();
    let rows = kinds.iter().map(|kind| {
        let about = text!(language, &format!("office_exchange.about.{}", kind.word().replace('-', "_")));
        Row::new(vec![two_lines(&kind_name(language, kind.word()), &about), way(language, *kind, period)])
    });
    let list = Table {
        caption: text!(language, "office_exchange.give.heading"),
        columns: vec![
            Column::text(text!(language, "office_exchange.give.what")),
            Column::text(text!(language, "office_exchange.give.file")),
        ],
        rows: rows.collect(),
        empty: Empty::new(text!(language, "office_exchange.give.nothing")),
        ..Table::default()
    };
    let narrowed = kinds.iter().any(|kind| kind.narrowing() == Narrowing::Period);
    section_with(&Section {
        heading: text!(language, "office_exchange.give.heading"),
        lead: Some(text!(language, "office_exchange.give.lead")),
        body: html! {
            @if narrowed { (period_form(language, typed, complaints)) }
            (table(language, &list))
        },
        ..Section::default()
    })
}

/// A link that is called as the file is.
fn way(language: Language, kind: ExportKind, period: Option<Period>) -> Markup {
    let period = period.filter(|_| kind.narrowing() == Narrowing::Period);
    if period.is_none() && needs_period(kind) {
        return small(&text!(language, "office_exchange.give.by_period"));
    }
    text_link(&Link::new(file_name(kind, period), export_path(kind, period)))
}

fn period_form(language: Language, typed: &Typed, complaints: &Complaints) -> Markup {
    let filled = Filled { language, typed, complaints };
    let period = Field {
        optional: true,
        hint: Some(text!(language, "office_exchange.give.period_hint")),
        ..filled.field("period", text!(language, "office_exchange.give.period"))
    };
    query_form(
        language,
        &QueryForm { action: exchange_path(), hidden: Vec::new(), body: text_field(language, &period) },
    )
}
