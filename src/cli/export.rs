//! `kontor export`: what a page offers as a file, written into a file or a folder.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use crate::app::{
    ExportKind, GivenFile, batch_file, batch_ids, export, file_name, invoice_file, invoice_ids, write_export,
};
use crate::business::actor::Actor;
use crate::business::failure::Complaint;
use crate::business::payments::record_export;
use crate::cli::Exit;
use crate::cli::arguments::Export;
use crate::cli::call::Call;
use crate::cli::trouble::Trouble;
use crate::text;
use crate::values::Period;

pub fn run(wanted: &Export, call: &mut Call<'_>) -> Result<Exit, Trouble> {
    let out = call.path(&wanted.out);
    let period = wanted.period.as_deref().map(parsed_period).transpose()?;
    let kind = wanted.kind;
    let operator = Actor { language: call.manner.language, ..Actor::operator() };
    let count = match kind {
        ExportKind::Invoices => invoices(&out, period, &operator, call)?,
        ExportKind::PaymentFiles => payment_files(&out, period, &operator, call)?,
        kind if kind.is_one_file() => {
            table(&file_in(&out, &file_name(kind, period)), kind, period, &operator, call)?;
            1
        }
        kind => write_into(&out, &call.app.door().read(&operator, |view| export(view, kind, period))?)?,
    };
    tell(&out, count, call);
    // A folder in which nothing was written is worth a look, an empty table is an answer.
    Ok(if count == 0 { Exit::NothingToDo } else { Exit::Done })
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

pub fn write_into(folder: &Path, files: &[GivenFile]) -> Result<usize, Trouble> {
    fs::create_dir_all(folder).map_err(|error| Trouble::file(folder, &error))?;
    for file in files {
        write(&folder.join(&file.name), &file.bytes)?;
    }
    Ok(files.len())
}

/// Written beside and moved, piece by piece: the journal is as long as the firm is old.
fn table(
    path: &Path,
    kind: ExportKind,
    period: Option<Period>,
    operator: &Actor,
    call: &Call<'_>,
) -> Result<(), Trouble> {
    let part = path.with_extension("part");
    let trouble = |error: &io::Error| Trouble::file(path, error);
    let mut file = BufWriter::new(File::create(&part).map_err(|error| trouble(&error))?);
    let written = call.app.door().read(operator, |view| write_export(view, kind, period, &mut file));
    let kept = written
        .map_err(Trouble::from)
        .and_then(|()| file.flush().and_then(|()| fs::rename(&part, path)).map_err(|error| trouble(&error)));
    if kept.is_err() {
        drop(fs::remove_file(&part));
    }
    kept
}

/// One PDF each; what is there already is written again with the same bytes.
fn invoices(folder: &Path, period: Option<Period>, operator: &Actor, call: &mut Call<'_>) -> Result<usize, Trouble> {
    fs::create_dir_all(folder).map_err(|error| Trouble::file(folder, &error))?;
    let ids = call.app.door().read(operator, |view| invoice_ids(view, period))?;
    let step = text!(call.manner.language, "cli.export.step");
    let total = u64::try_from(ids.len()).unwrap_or(u64::MAX);
    for (done, id) in (1_u64..).zip(&ids) {
        if !call.out.is_wanted() {
            break;
        }
        let document = call.app.door().read(operator, |view| invoice_file(view, *id))?;
        write(&folder.join(&document.name), &document.bytes)?;
        call.out.progress(&step, done, total);
    }
    Ok(ids.len())
}

/// Each file is handed out as on its page: sum and hash are recorded before it lies there, because a
/// batch that was discarded meanwhile must leave no file that a bank would take.
fn payment_files(folder: &Path, period: Option<Period>, operator: &Actor, call: &Call<'_>) -> Result<usize, Trouble> {
    fs::create_dir_all(folder).map_err(|error| Trouble::file(folder, &error))?;
    let door = call.app.door();
    let ids = door.read(operator, |view| batch_ids(view, period))?;
    for id in &ids {
        let (id, file) = (*id, door.read(operator, |view| batch_file(view, *id))?);
        let hash = file.hash;
        door.write_and_wait(operator, move |tx| record_export(tx, id, hash))?;
        write(&folder.join(&file.name), &file.bytes)?;
    }
    Ok(ids.len())
}

/// Written beside and moved, so that nobody ever sees half a file.
fn write(path: &Path, bytes: &[u8]) -> Result<(), Trouble> {
    let part = path.with_extension("part");
    fs::write(&part, bytes).and_then(|()| fs::rename(&part, path)).map_err(|error| Trouble::file(path, &error))
}

pub fn parsed_period(typed: &str) -> Result<Period, Trouble> {
    let wrong = || Trouble::new(Exit::Usage, Complaint::new("cli.export.no_period").with("typed", typed));
    Period::parse(typed).ok_or_else(wrong)
}
