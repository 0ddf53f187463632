//! Sending a table: which kind, which file, which map. It is tried at once, and looked at on the next page.

use maud::{Markup, html};

use crate::app::{ImportBegun, ImportDesk, ImportKind, ImportStage, ImportStanding, SentTable};
use crate::business::failure::Complaint;
use crate::exchange::tables::ColumnMap;
use crate::portals::fields::Filled;
use crate::portals::office::exchange::look::import_path;
use crate::portals::office::exchange::{exchange_page, kind_name};
use crate::portals::office::frame;
use crate::text;
use crate::web::parts::{
    Choice, Field, Form, Link, Loudness, Section, file_field, form, link_list, paragraph, section, section_with,
    select_field, submit_button,
};
use crate::web::{Answer, Complaints, Routes, Typed, Visit, random, redirect};

pub fn routes() -> Routes {
    Routes::new().form(preview_path(), preview)
}

pub const fn preview_path() -> &'static str {
    "/office/exchange/preview"
}

/// Larger tables are for the command line.
const FILE_BYTES_MAX: usize = 64 * 1024 * 1024;
const FILE_MEGABYTES_MAX: i64 = 64;

/// The kinds that this person may take in.
pub fn takable(visit: &Visit) -> Vec<ImportKind> {
    ImportKind::ALL.into_iter().filter(|kind| visit.actor.may(kind.needs())).collect()
}

async fn preview(visit: Visit, typed: Typed) -> Answer {
    match read(&visit, &typed) {
        Ok(table) => {
            let key = random::<16>();
            match ImportDesk::try_table(&visit.app, &visit.actor, key, table) {
                ImportBegun::Yes => Ok(redirect(&import_path(&key))),
                ImportBegun::NotReady | ImportBegun::AnotherRuns => {
                    refuse(&visit, &typed, &[Complaint::new("office_exchange.refusal.another_runs")])
                }
            }
        }
        Err(complaints) => refuse(&visit, &typed, &complaints),
    }
}

fn refuse(visit: &Visit, typed: &Typed, complaints: &[Complaint]) -> Answer {
    let complaints = Complaints::said(visit.language, complaints);
    frame::refuse(visit, &exchange_page(visit, typed, &complaints))
}

fn read(visit: &Visit, typed: &Typed) -> Result<SentTable, Vec<Complaint>> {
    let mut complaints = Vec::new();
    let kind = takable(visit).into_iter().find(|kind| kind.word() == typed.text("kind"));
    if kind.is_none() {
        complaints.push(Complaint::new("web.reading.no_choice").at("kind"));
    }
    let sent = typed.file("table").filter(|sent| !sent.bytes.is_empty());
    match sent {
        None => complaints.push(Complaint::new("office_exchange.refusal.no_file").at("table")),
        Some(sent) if sent.bytes.len() > FILE_BYTES_MAX => {
            let complaint = Complaint::new("office_exchange.refusal.too_large").at("table");
            complaints.push(complaint.with("most", FILE_MEGABYTES_MAX));
        }
        Some(_) => {}
    }
    let map = match typed.file("map").filter(|sent| !sent.bytes.is_empty()) {
        None => Ok(ColumnMap::default()),
        Some(sent) => ColumnMap::read(&String::from_utf8_lossy(&sent.bytes)),
    };
    if let Err(error) = &map {
        let complaint = Complaint::new("office_exchange.refusal.map_wrong").at("map");
        complaints.push(complaint.with("why", error.0.clone()));
    }
    match (kind, sent, map) {
        (Some(kind), Some(sent), Ok(map)) if complaints.is_empty() => {
            Ok(SentTable { kind, file_name: sent.file_name.clone(), bytes: sent.bytes.clone(), map })
        }
        _ => Err(complaints),
    }
}

/// What this person has sent, and how far it is.
pub fn own_imports(visit: &Visit) -> Markup {
    let language = visit.language;
    let own = visit.app.import_desk().standings(&visit.actor);
    let link = |(key, standing): &(_, ImportStanding)| {
        let kind = kind_name(language, standing.kind.word());
        let stage = text!(language, &format!("office_exchange.stage.{}", stage_word(&standing.stage)));
        let label =
            text!(language, "office_exchange.send.own_one", kind = kind, file = standing.file_name, stage = stage);
        Link::new(label, import_path(key))
    };
    html! {
        @if !own.is_empty() {
            (section(
                &text!(language, "office_exchange.send.own"),
                link_list(&own.iter().map(link).collect::<Vec<_>>()),
            ))
        }
    }
}

const fn stage_word(stage: &ImportStage) -> &'static str {
    match stage {
        ImportStage::Trying => "trying",
        ImportStage::Tried(Ok(_)) => "tried",
        ImportStage::Taking => "taking",
        ImportStage::Taken(Ok(_)) => "taken",
        ImportStage::Tried(Err(_)) | ImportStage::Taken(Err(_)) => "failed",
    }
}

pub fn upload_form(visit: &Visit, typed: &Typed, complaints: &Complaints) -> Markup {
    let language = visit.language;
    let filled = Filled { language, typed, complaints };
    let kinds: Vec<Choice> =
        takable(visit).iter().map(|kind| Choice::new(kind.word(), kind_name(language, kind.word()))).collect();
    let table = Field {
        hint: Some(text!(language, "office_exchange.send.table_hint")),
        ..filled.field("table", text!(language, "office_exchange.send.table"))
    };
    let map = Field {
        optional: true,
        hint: Some(text!(language, "office_exchange.send.map_hint")),
        ..filled.field("map", text!(language, "office_exchange.send.map"))
    };
    section_with(&Section {
        heading: text!(language, "office_exchange.send.heading"),
        lead: Some(text!(language, "office_exchange.send.lead")),
        body: html! {
            @if kinds.is_empty() { (paragraph(&text!(language, "office_exchange.send.nothing"))) }
            @else {
                (form(language, &Form {
                    action: preview_path(),
                    csrf: visit.csrf(),
                    sends_files: true,
                    complaints: complaints.summary(),
                    body: html! {
                        (select_field(
                            language,
                            &filled.field("kind", text!(language, "office_exchange.send.kind")),
                            &kinds,
                        ))
                        (file_field(language, &table, ".csv,.txt,text/csv"))
                        (file_field(language, &map, ".toml"))
                    },
                    buttons: vec![submit_button(&text!(language, "office_exchange.send.try"), Loudness::Primary)],
                    ..Form::default()
                }))
            }
        },
        ..Section::default()
    })
}
