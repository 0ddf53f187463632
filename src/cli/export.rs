//! `kontor export`: what a page offers as a file, written into a file or a folder.

use std::path::{Path, PathBuf};

use crate::app::{ExportKind, batch_file, batch_ids, export, file_name, invoice_file, invoice_ids, write_export};
use crate::business::actor::Actor;
use crate::business::failure::Complaint;
use crate::business::payments::record_export;
use crate::cli::Exit;
use crate::cli::arguments::Export;
use crate::cli::call::Call;
use crate::cli::trouble::Trouble;
use crate::cli::written::{
    Over, is_another, make_folder, refuse_others, refuse_taken, write_beside, write_file, write_files,
};
use crate::text;
use crate::values::Period;

pub fn run(wanted: &Export, call: &mut Call<'_>) -> Result<Exit, Trouble> {
    let out = call.path(&wanted.out);
    let period = wanted.period.as_deref().map(parsed_period).transpose()?;
    let kind = wanted.kind;
    let operator = Actor { language: call.manner.language, ..Actor::operator() };
    let over = Over::when(wanted.force || call.manner.yes);
    let asked = Asked { kind, period, operator: &operator, over };
    let count = match kind {
        ExportKind::Invoices => invoices(&out, &asked, call)?,
        ExportKind::PaymentFiles => payment_files(&out, &asked, call)?,
        kind if kind.is_one_file() => {
            table(&file_in(&out, &file_name(kind, period)), &asked, call)?;
            1
        }
        kind => write_files(&out, &call.app.door().read(&operator, |view| export(view, kind, period))?, over)?,
    };
    tell(&out, count, call);
    // A folder in which nothing was written is worth a look, an empty table is an answer.
    Ok(if count == 0 { Exit::NothingToDo } else { Exit::Done })
}

/// What is written, for whom, and over what.
struct Asked<'a> {
    kind: ExportKind,
    period: Option<Period>,
    operator: &'a Actor,
    over: Over,
}

pub fn tell(out: &Path, count: usize, call: &mut Call<'_>) {
    let path = out.display().to_string();
    if call.manner.json {
        return call.say(&serde_json::json!({ "files": count, "path": path }).to_string());
    }
    call.say(&text!(call.manner.language, "cli.export.done", count = count, path = path));
}

/// A table goes where it was told to; in a folder it gets its usual name.
fn file_in(out: &Path, name: &str) -> PathBuf {
    if out.is_dir() { out.join(name) } else { out.to_owned() }
}

/// Piece by piece: the journal is as long as the firm is old.
fn table(path: &Path, asked: &Asked<'_>, call: &Call<'_>) -> Result<(), Trouble> {
    refuse_taken(path, asked.over)?;
    write_beside(path, |file| {
        let written = call.app.door().read(asked.operator, |view| write_export(view, asked.kind, asked.period, file));
        written.map_err(Trouble::from)
    })
}

/// One PDF each; the same document comes out with the same bytes each time.
fn invoices(folder: &Path, asked: &Asked<'_>, call: &mut Call<'_>) -> Result<usize, Trouble> {
    let ids = call.app.door().read(asked.operator, |view| invoice_ids(view, asked.period))?;
    let step = text!(call.manner.language, "cli.export.step");
    let total = u64::try_from(ids.len()).unwrap_or(u64::MAX);
    for (done, id) in (1_u64..).zip(&ids) {
        if !call.out.is_wanted() {
            break;
        }
        let document = call.app.door().read(asked.operator, |view| invoice_file(view, *id))?;
        make_folder(folder)?;
        write_file(&folder.join(&document.name), &document.bytes, asked.over)?;
        call.out.progress(&step, done, total);
    }
    Ok(ids.len())
}

/// Made as on its page: hash and sum of a file are kept before it lies there, because a batch that was discarded
/// meanwhile must leave no file that a bank would take. None is made when one of them is in the way; those of earlier
/// times lie there as they were.
fn payment_files(folder: &Path, asked: &Asked<'_>, call: &Call<'_>) -> Result<usize, Trouble> {
    let door = call.app.door();
    let ids = door.read(asked.operator, |view| batch_ids(view, asked.period))?;
    if ids.is_empty() {
        return Ok(0);
    }
    make_folder(folder)?;
    let mut others = Vec::new();
    for id in &ids {
        let file = door.read(asked.operator, |view| batch_file(view, *id))?;
        if is_another(&folder.join(&file.name), &file.bytes) {
            others.push(file.name);
        }
    }
    refuse_others(folder, &others.iter().map(String::as_str).collect::<Vec<_>>(), asked.over)?;
    for id in &ids {
        let (id, file) = (*id, door.read(asked.operator, |view| batch_file(view, *id))?);
        let hash = file.hash;
        door.write_and_wait(asked.operator, move |tx| record_export(tx, id, hash))?;
        write_file(&folder.join(&file.name), &file.bytes, asked.over)?;
    }
    Ok(ids.len())
}

pub fn parsed_period(typed: &str) -> Result<Period, Trouble> {
    let wrong = || Trouble::new(Exit::Usage, Complaint::new("cli.export.no_period").with("typed", typed));
    Period::parse(typed).ok_or_else(wrong)
}
