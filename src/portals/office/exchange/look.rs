//! What a table would do, before it does it; how far it is; and what it did.

use axum::extract::Path;
use axum::http::StatusCode;
use maud::{Markup, html};

use crate::app::{ImportBegun, ImportCounts, ImportDesk, ImportKey, ImportStage, ImportStanding, ImportTrouble};
use crate::business::failure::Failure;
use crate::exchange::tables::Problem;
use crate::portals::office::exchange::{exchange_path, kind_name};
use crate::portals::office::frame;
use crate::portals::sheet_file::counted;
use crate::text;
use crate::texts;
use crate::values::Language;
use crate::web::parts::{
    Column, Empty, Form, Link, Loudness, Meaning, Notice, PostButton, Progress, Row, Table, Tile, form, hidden_field,
    link_button, link_list, notice, paragraph, post_button, progress, section, submit_button, table, tiles,
};
use crate::web::{Answer, Page, Routes, Typed, Visit, from_hex, hex, redirect};

pub fn routes() -> Routes {
    Routes::new().page("/office/exchange/imports/{key}", show).form(take_path(), take).form(cancel_path(), cancel)
}

pub const fn take_path() -> &'static str {
    "/office/exchange/take"
}

pub const fn cancel_path() -> &'static str {
    "/office/exchange/cancel"
}

pub fn import_path(key: &ImportKey) -> String {
    format!("{}/imports/{}", exchange_path(), hex(key))
}

/// After so many bad lines one mends the file first.
const PROBLEMS_SHOWN: usize = 200;
/// From here on it is worth saying how long others will wait.
const LONG_SECONDS: i64 = 3;

async fn show(visit: Visit, Path(key): Path<String>) -> Answer {
    let key = from_hex::<16>(&key).ok_or_else(Failure::not_found)?;
    let standing = visit.app.import_desk().standing(&visit.actor, &key).ok_or_else(Failure::not_found)?;
    frame::show(&visit, &import_page(&visit, &key, &standing, None))
}

async fn take(visit: Visit, typed: Typed) -> Answer {
    let key = from_hex::<16>(typed.text("import")).ok_or_else(Failure::not_found)?;
    let standing = visit.app.import_desk().standing(&visit.actor, &key).ok_or_else(Failure::not_found)?;
    match ImportDesk::take_in(&visit.app, &visit.actor, key) {
        // Sent twice it is under way already, which its page shows.
        ImportBegun::Yes | ImportBegun::NotReady => Ok(redirect(&import_path(&key))),
        ImportBegun::AnotherRuns => {
            let why = text!(visit.language, "office_exchange.refusal.another_runs");
            frame::refuse_with(&visit, StatusCode::CONFLICT, &import_page(&visit, &key, &standing, Some(why)))
        }
    }
}

async fn cancel(visit: Visit, typed: Typed) -> Answer {
    let key = from_hex::<16>(typed.text("import")).ok_or_else(Failure::not_found)?;
    visit.app.import_desk().standing(&visit.actor, &key).ok_or_else(Failure::not_found)?;
    // Too late is no mistake: its page shows what became of it.
    visit.app.import_desk().cancel(&visit.actor, &key);
    Ok(redirect(&import_path(&key)))
}

fn import_page(visit: &Visit, key: &ImportKey, standing: &ImportStanding, refused_because: Option<String>) -> Page {
    let language = visit.language;
    let body = match &standing.stage {
        ImportStage::Trying => under_way(visit, key, standing, text!(language, "office_exchange.look.trying")),
        ImportStage::Taking => under_way(visit, key, standing, text!(language, "office_exchange.look.taking")),
        ImportStage::Tried(Ok(counts)) => tried(visit, key, standing, *counts),
        ImportStage::Taken(Ok(counts)) => taken(language, *counts),
        ImportStage::Tried(Err(trouble)) | ImportStage::Taken(Err(trouble)) => refused(language, standing, trouble),
    };
    let body = html! {
        @if let Some(why) = refused_because { (told(why)) }
        (body)
    };
    let title = text!(
        language,
        "office_exchange.look.title",
        kind = kind_name(language, standing.kind.word()),
        file = standing.file_name
    );
    Page {
        title,
        back: Some(Link::new(text!(language, "office_exchange.page.title"), exchange_path())),
        body,
        refresh_seconds: standing.stage.is_under_way().then_some(2),
        ..Page::default()
    }
}

fn under_way(visit: &Visit, key: &ImportKey, standing: &ImportStanding, what: String) -> Markup {
    let language = visit.language;
    let written = |count: u64| texts::number(language, i64::try_from(count).unwrap_or(i64::MAX));
    let (done, total) = (written(standing.done), written(standing.total));
    let how_far = match standing.total {
        0 => String::new(),
        _ => text!(language, "office_exchange.look.how_far", done = done, total = total),
    };
    html! {
        (progress(language, &Progress {
            what,
            done: standing.done,
            total: Some(standing.total).filter(|total| *total > 0),
            how_far,
            meanwhile: html! {
                @if standing.stage == ImportStage::Taking {
                    (paragraph(&text!(language, "office_exchange.look.others_wait")))
                }
            },
        }))
        @if standing.is_cancelled { (paragraph(&text!(language, "office_exchange.look.cancelling"))) }
        @else {
            (post_button(&PostButton {
                label: text!(language, "office_exchange.look.cancel"),
                action: cancel_path(),
                csrf: visit.csrf(),
                loudness: Loudness::Quiet,
                hidden: vec![("import", hex(key))],
            }))
        }
        (link_list(&[Link::new(text!(language, "office_exchange.look.again"), import_path(key))]))
    }
}

fn figures(language: Language, counts: ImportCounts) -> Markup {
    let tile = |name: &str, count: u32| Tile {
        label: text!(language, &format!("office_exchange.count.{name}")),
        figure: texts::number(language, i64::from(count)),
        ..Tile::default()
    };
    let mut all = vec![tile("new", counts.new), tile("changed", counts.changed), tile("same", counts.same)];
    if counts.customers > 0 {
        all.push(tile("customers", counts.customers));
    }
    if counts.products > 0 {
        all.push(tile("products", counts.products));
    }
    tiles(&all)
}

fn tried(visit: &Visit, key: &ImportKey, standing: &ImportStanding, counts: ImportCounts) -> Markup {
    let language = visit.language;
    let changes = counts.new + counts.changed + counts.customers + counts.products > 0;
    let sentence = if changes { "office_exchange.look.good" } else { "office_exchange.look.nothing_new" };
    let meaning = if changes { Meaning::Good } else { Meaning::Information };
    html! {
        (notice(&Notice { meaning, sentence: text!(language, sentence), more: None }))
        (figures(language, counts))
        @if changes && standing.seconds >= LONG_SECONDS {
            (paragraph(&text!(language, "office_exchange.look.takes_long", count = standing.seconds)))
        }
        @if changes {
            (form(language, &Form {
                action: take_path(),
                csrf: visit.csrf(),
                body: hidden_field("import", &hex(key)),
                buttons: vec![
                    submit_button(&text!(language, "office_exchange.look.take"), Loudness::Primary),
                    link_button(
                        &Link::new(text!(language, "office.form.cancel"), exchange_path()),
                        Loudness::Quiet,
                    ),
                ],
                ..Form::default()
            }))
        }
        (section(&text!(language, "office_exchange.look.first_rows"), first_rows(language, standing)))
    }
}

fn first_rows(language: Language, standing: &ImportStanding) -> Markup {
    let line = Column::figure(text!(language, "office_exchange.problem.line"));
    let rows = standing.first_rows.iter().map(|(line, cells)| {
        let line = html! { (line) };
        Row::new([line].into_iter().chain(cells.iter().map(|cell| html! { (cell) })).collect())
    });
    table(
        language,
        &Table {
            caption: text!(language, "office_exchange.look.first_rows"),
            columns: [line].into_iter().chain(standing.headings.iter().cloned().map(Column::text)).collect(),
            rows: rows.collect(),
            empty: Empty::new(text!(language, "office_exchange.look.no_rows")),
            ..Table::default()
        },
    )
}

fn taken(language: Language, counts: ImportCounts) -> Markup {
    html! {
        (notice(&Notice {
            meaning: Meaning::Good,
            sentence: text!(language, "office_exchange.look.taken"),
            more: None,
        }))
        (figures(language, counts))
        (link_list(&[Link::new(text!(language, "office_exchange.look.next"), exchange_path())]))
    }
}

fn refused(language: Language, standing: &ImportStanding, trouble: &ImportTrouble) -> Markup {
    let problems = match trouble {
        ImportTrouble::Problems(problems) => problems,
        ImportTrouble::Interrupted if standing.is_cancelled => {
            return told(text!(language, "office_exchange.look.cancelled"));
        }
        ImportTrouble::Interrupted => {
            return told(text!(language, "office_exchange.look.interrupted"));
        }
        ImportTrouble::Failure(Failure::Refused(refusal)) => {
            let sentences: Vec<String> = refusal.complaints.iter().map(|complaint| complaint.say(language)).collect();
            return told(sentences.join(" "));
        }
        ImportTrouble::Failure(Failure::Fault(_)) => return told(text!(language, "office_exchange.look.fault")),
    };
    html! {
        (told(text!(language, "office_exchange.look.bad", count = problems.len())))
        (problem_table(language, problems))
        @if problems.len() > PROBLEMS_SHOWN {
            (paragraph(&text!(language, "office_exchange.look.more", count = counted(language, PROBLEMS_SHOWN))))
        }
        (link_list(&[Link::new(text!(language, "office_exchange.look.next"), exchange_path())]))
    }
}

fn told(sentence: String) -> Markup {
    notice(&Notice { meaning: Meaning::Bad, sentence, more: None })
}

fn problem_table(language: Language, problems: &[Problem]) -> Markup {
    let heading = |name: &str| text!(language, &format!("office_exchange.problem.{name}"));
    let rows = problems.iter().take(PROBLEMS_SHOWN).map(|problem| {
        let line = if problem.line == 0 { String::new() } else { problem.line.to_string() };
        Row::new(vec![
            html! { (line) },
            html! { (problem.column) },
            html! { (problem.value) },
            html! { (problem.complaint.say(language)) },
        ])
    });
    table(
        language,
        &Table {
            caption: heading("caption"),
            columns: vec![
                Column::figure(heading("line")),
                Column::text(heading("column")),
                Column::text(heading("value")),
                Column::text(heading("what")),
            ],
            rows: rows.collect(),
            ..Table::default()
        },
    )
}
