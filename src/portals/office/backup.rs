//! A backup made from a page: with a passphrase, read back and counted before it is called one.

use std::time::Duration;

use maud::{Markup, html};

use crate::app::{BackupStanding, BackupWork, KeptBackup, MadeBackup, PASSPHRASE_LENGTH_MAX, PASSPHRASE_LENGTH_MIN};
use crate::business::failure::{Complaint, Failure};
use crate::business::firm::{begin_backup, delete_backup, take_backup, the_firm};
use crate::business::journal::history;
use crate::business::permission::Permission;
use crate::portals::office::frame;
use crate::portals::office::history::Teller;
use crate::portals::wall::Wall;
use crate::text;
use crate::texts;
use crate::values::Language;
use crate::web::parts::{
    Column, Empty, Fact, Field, Form, Happening, Link, Loudness, Meaning, Notice, PostButton, Progress, Row, Table,
    code, facts, figure, fold, form, hidden_field, link_button, moment, notice, paragraph, password_field, post_button,
    progress, section, submit_button, table, text_link, timeline,
};
use crate::web::{
    Answer, Complaints, Download, Page, Routes, Typed, Visit, download_written, encoded, redirect,
    redirect_with_message,
};

pub fn routes() -> Routes {
    Routes::new()
        .page(path(), show)
        .form(path(), make)
        .form("/office/backup/take", take)
        .behind(Permission::BackupMake)
        .and(deleting())
}

fn deleting() -> Routes {
    Routes::new().page(delete_path(), ask_to_delete).form(delete_path(), delete).behind(Permission::BackupDelete)
}

pub const fn path() -> &'static str {
    "/office/backup"
}

const fn delete_path() -> &'static str {
    "/office/backup/delete"
}

/// How often the page looks how far the work is.
const REFRESH_SECONDS: u32 = 2;
const TOLD_MAX: usize = 12;
/// All data of a firm over a slow line take half a day; a file that is finished keeps nothing else from going on.
const TAKING_LONGEST: Duration = Duration::from_secs(12 * 60 * 60);
/// What stands in the journal of the firm about backups.
const EVENTS: [&str; 3] = ["backup_begun", "backup_taken", "backup_deleted"];

async fn show(visit: Visit) -> Answer {
    frame::show(&visit, &page(&visit, &Complaints::default())?)
}

async fn make(visit: Visit, typed: Typed) -> Answer {
    let complaints = complaints(&typed);
    if !complaints.is_empty() {
        return frame::refuse(&visit, &page(&visit, &Complaints::said(visit.language, &complaints))?);
    }
    let is_running = visit.app.backup_work().standing().is_some_and(|standing| standing.ended.is_none());
    if is_running {
        return another_runs(&visit);
    }
    visit.write(begin_backup).await?;
    // Somebody else may have begun one meanwhile; this passphrase would open nothing.
    if !BackupWork::begin(&visit.app, typed.text("passphrase")) {
        return another_runs(&visit);
    }
    Ok(redirect(path()))
}

fn another_runs(visit: &Visit) -> Answer {
    let complaint = Complaint::new("office_backup.refusal.running");
    frame::refuse(visit, &page(visit, &Complaints::said(visit.language, &[complaint]))?)
}

async fn take(visit: Visit, typed: Typed) -> Answer {
    let name = typed.text("name").to_owned();
    visit.read(|view| view.require(Permission::BackupMake))?;
    let mut open = visit.app.open_backup(&name).ok_or_else(Failure::not_found)?;
    visit.write(take_backup).await?;
    let mime = "application/octet-stream";
    let sent = Download { name: &name, mime, length: Some(open.kept.bytes), longest: TAKING_LONGEST };
    Ok(download_written(&sent, move |out| open.write_to(out)))
}

/// The backup that is meant, and whether it is the only one.
fn meant(visit: &Visit, name: &str) -> Result<(KeptBackup, bool), Failure> {
    visit.read(|view| view.require(Permission::BackupDelete))?;
    let all = visit.app.kept_backups();
    let is_last = all.len() == 1;
    all.into_iter().find(|kept| kept.name == name).map(|kept| (kept, is_last)).ok_or_else(Failure::not_found)
}

async fn ask_to_delete(visit: Visit) -> Answer {
    let (kept, is_last) = meant(&visit, &visit.query("name").unwrap_or_default())?;
    frame::show(&visit, &delete_page(&visit, &kept, is_last)?)
}

async fn delete(visit: Visit, typed: Typed) -> Answer {
    let (kept, is_last) = meant(&visit, typed.text("name"))?;
    // Somebody else may have deleted the others since: nobody deletes the last one unwarned.
    if is_last && typed.text("warned") != "yes" {
        return frame::refuse(&visit, &delete_page(&visit, &kept, is_last)?);
    }
    let (made_at, bytes) = (kept.made_at, kept.bytes);
    visit.write(move |tx| delete_backup(tx, made_at, bytes)).await?;
    visit.app.remove_backup(&kept)?;
    Ok(redirect_with_message(path(), "office_backup.told.deleted"))
}

fn delete_page(visit: &Visit, kept: &KeptBackup, is_last: bool) -> Result<Page, Failure> {
    let language = visit.language;
    let made = visit.read(|view| Ok(Wall::of(view, language).moment(kept.made_at)))?;
    let back = Link::new(text!(language, "office_backup.page.title"), path());
    let to_delete = Form {
        action: delete_path(),
        csrf: visit.csrf(),
        body: html! {
            (hidden_field("name", &kept.name))
            @if is_last { (hidden_field("warned", "yes")) }
        },
        buttons: vec![
            submit_button(&text!(language, "office_backup.delete.confirm"), Loudness::Danger),
            link_button(&Link::new(text!(language, "office.form.cancel"), path()), Loudness::Quiet),
        ],
        ..Form::default()
    };
    Ok(Page {
        title: text!(language, "office_backup.delete.title"),
        back: Some(back),
        body: html! {
            @if is_last {
                (notice(&Notice {
                    meaning: Meaning::Attention,
                    sentence: text!(language, "office_backup.delete.only_one"),
                    more: None,
                }))
            }
            (paragraph(&text!(language, "office_backup.delete.what")))
            (facts(&[
                Fact::new(text!(language, "office_backup.made.name"), code(&kept.name)),
                Fact::new(text!(language, "office_backup.kept.when"), moment(&made)),
                Fact::words(text!(language, "office_backup.made.size"), &size(language, kept.bytes)),
            ]))
            (form(language, &to_delete))
        },
        ..Page::default()
    })
}

fn complaints(typed: &Typed) -> Vec<Complaint> {
    let (first, second) = (typed.text("passphrase"), typed.text("again"));
    let number = |length: usize| i64::try_from(length).unwrap_or(i64::MAX);
    let length = first.chars().count();
    let mut complaints = Vec::new();
    if length < PASSPHRASE_LENGTH_MIN {
        let complaint = Complaint::new("office_backup.refusal.too_short").at("passphrase");
        complaints.push(complaint.with("least", number(PASSPHRASE_LENGTH_MIN)));
    } else if length > PASSPHRASE_LENGTH_MAX {
        let complaint = Complaint::new("office_backup.refusal.too_long").at("passphrase");
        complaints.push(complaint.with("most", number(PASSPHRASE_LENGTH_MAX)));
    }
    if first != second {
        complaints.push(Complaint::new("office_backup.refusal.not_the_same").at("again"));
    }
    complaints
}

/// Everything that the page shows.
struct Sight {
    standing: Option<BackupStanding>,
    kept: Vec<KeptBackup>,
    happenings: Vec<Happening>,
    wall: Wall,
}

fn page(visit: &Visit, complaints: &Complaints) -> Result<Page, Failure> {
    let language = visit.language;
    let sight = visit.read(|view| {
        view.require(Permission::BackupMake)?;
        let teller = Teller::new(view, language);
        let told = history(view, &[the_firm()]);
        let about = told.iter().filter(|entry| EVENTS.contains(&entry.event.as_str()));
        Ok(Sight {
            standing: visit.app.backup_work().standing(),
            kept: visit.app.kept_backups(),
            happenings: about.take(TOLD_MAX).map(|entry| teller.happening(entry)).collect(),
            wall: Wall::of(view, language),
        })
    })?;
    let running = sight.standing.as_ref().filter(|standing| standing.ended.is_none());
    Ok(Page {
        title: text!(language, "office_backup.page.title"),
        lead: Some(text!(language, "office_backup.page.lead")),
        refresh_seconds: running.map(|_| REFRESH_SECONDS),
        body: html! {
            @match running {
                Some(standing) => { (how_far(language, standing)) }
                None => {
                    (outcome(visit, &sight))
                    (section(&text!(language, "office_backup.page.now"), passphrase_form(visit, complaints)))
                }
            }
            (section(&text!(language, "office_backup.page.kept"), kept(visit, &sight)))
        },
        aside: Some(section(&text!(language, "office_backup.page.history"), timeline(language, &sight.happenings))),
        ..Page::default()
    })
}

fn how_far(language: Language, standing: &BackupStanding) -> Markup {
    let percent = standing.done.saturating_mul(100).checked_div(standing.total).unwrap_or(0).min(100);
    progress(
        language,
        &Progress {
            what: text!(language, "office_backup.work.what"),
            done: standing.done,
            total: (standing.total > 0).then_some(standing.total),
            how_far: text!(language, "office_backup.work.how_far", percent = percent),
            meanwhile: paragraph(&text!(language, "office_backup.work.meanwhile")),
        },
    )
}

/// What became of the last one that this program has made; nothing more of it once it is deleted.
fn outcome(visit: &Visit, sight: &Sight) -> Markup {
    let language = visit.language;
    let is_kept = |made: &MadeBackup| sight.kept.iter().any(|kept| kept.name == made.name);
    match sight.standing.as_ref().and_then(|standing| standing.ended.as_ref()) {
        None => html! {},
        Some(Ok(made)) if !is_kept(made) => html! {},
        Some(Err(key)) => notice(&Notice { meaning: Meaning::Bad, sentence: text!(language, key), more: None }),
        Some(Ok(made)) => html! {
            (notice(&Notice {
                meaning: Meaning::Good,
                sentence: text!(language, "office_backup.made.done"),
                more: Some(paragraph(&text!(language, "office_backup.made.take_it_away"))),
            }))
            (section(&text!(language, "office_backup.made.counted"), counted(visit, made)))
        },
    }
}

/// What was counted when it was read back.
fn counted(visit: &Visit, made: &MadeBackup) -> Markup {
    let language = visit.language;
    let row = |(name, rows): &(String, u64)| Row::new(vec![code(name), figure(&number(language, *rows))]);
    html! {
        (facts(&[
            Fact::new(text!(language, "office_backup.made.name"), code(&made.name)),
            Fact::words(text!(language, "office_backup.made.size"), &size(language, made.bytes)),
            Fact::words(text!(language, "office_backup.made.rows"), &number(language, made.rows)),
            Fact::words(
                text!(language, "office_backup.made.files"),
                &number(language, u64::try_from(made.files).unwrap_or(u64::MAX)),
            ),
            Fact::words(text!(language, "office_backup.made.journal"), &number(language, made.journal_number)),
            Fact::words(
                text!(language, "office_backup.made.took"),
                &text!(language, "office_backup.made.seconds", count = made.seconds.max(1)),
            ),
            Fact::new(text!(language, "office_backup.made.content"), code(&made.content)),
        ]))
        (take_button(visit, &made.name, Loudness::Secondary))
        (fold(&text!(language, "office_backup.made.tables"), table(language, &Table {
            caption: text!(language, "office_backup.made.tables"),
            columns: vec![
                Column::text(text!(language, "office_backup.made.table")),
                Column::figure(text!(language, "office_backup.made.rows")),
            ],
            rows: made.tables.iter().map(row).collect(),
            ..Table::default()
        })))
    }
}

fn take_button(visit: &Visit, name: &str, loudness: Loudness) -> Markup {
    post_button(&PostButton {
        label: text!(visit.language, "office_backup.kept.take"),
        action: "/office/backup/take",
        csrf: visit.csrf(),
        loudness,
        hidden: vec![("name", name.to_owned())],
    })
}

fn passphrase_form(visit: &Visit, complaints: &Complaints) -> Markup {
    let language = visit.language;
    let field = |name: &'static str, key: &'static str, hint: Option<String>| Field {
        name,
        label: text!(language, key),
        hint,
        error: complaints.about(name),
        autocomplete: "new-password",
        ..Field::default()
    };
    let hint = text!(language, "office_backup.form.hint", least = PASSPHRASE_LENGTH_MIN);
    form(
        language,
        &Form {
            action: path(),
            csrf: visit.csrf(),
            complaints: complaints.summary(),
            body: html! {
                (paragraph(&text!(language, "office_backup.form.what")))
                (password_field(language, &field("passphrase", "office_backup.form.passphrase", Some(hint))))
                (password_field(language, &field("again", "office_backup.form.again", None)))
                (notice(&Notice {
                    meaning: Meaning::Attention,
                    sentence: text!(language, "office_backup.form.never_lose"),
                    more: None,
                }))
            },
            buttons: vec![submit_button(&text!(language, "office_backup.form.make"), Loudness::Primary)],
            ..Form::default()
        },
    )
}

fn kept(visit: &Visit, sight: &Sight) -> Markup {
    let language = visit.language;
    let may_delete = visit.actor.may(Permission::BackupDelete);
    let row = |kept: &KeptBackup| {
        let mut cells = vec![
            html! { (kept.name) },
            moment(&sight.wall.moment(kept.made_at)),
            figure(&size(language, kept.bytes)),
            take_button(visit, &kept.name, Loudness::Quiet),
        ];
        if may_delete {
            let delete = format!("{}?name={}", delete_path(), encoded(&kept.name));
            cells.push(text_link(&Link::new(text!(language, "office_backup.kept.delete"), delete)));
        }
        Row::new(cells)
    };
    let mut columns = vec![
        Column::text(text!(language, "office_backup.made.name")),
        Column::text(text!(language, "office_backup.kept.when")),
        Column::figure(text!(language, "office_backup.made.size")),
        Column::actions(text!(language, "office_backup.kept.take")),
    ];
    if may_delete {
        columns.push(Column::actions(text!(language, "office_backup.kept.delete")));
    }
    html! {
        (table(language, &Table {
            caption: text!(language, "office_backup.page.kept"),
            columns,
            rows: sight.kept.iter().map(row).collect(),
            empty: Empty::new(text!(language, "office_backup.kept.none")),
            ..Table::default()
        }))
        @if !sight.kept.is_empty() { (paragraph(&text!(language, "office_backup.kept.same_disk"))) }
    }
}

fn number(language: Language, number: u64) -> String {
    texts::number(language, i64::try_from(number).unwrap_or(i64::MAX))
}

/// `640 kB`, `12,3 MB`.
fn size(language: Language, bytes: u64) -> String {
    if bytes < 1_000_000 {
        return format!("{} kB", number(language, bytes.div_ceil(1_000)));
    }
    let point = if language == Language::De { ',' } else { '.' };
    format!("{}{point}{} MB", number(language, bytes / 1_000_000), bytes / 100_000 % 10)
}
