//! `kontor export`: what a page offers as a file, written into a file or a folder.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use crate::app::{
    ExportKind, SepaFileRow, SepaStanding, export, file_name, note_fetched, sepa_file, sepa_files, write_export,
};
use crate::business::actor::Actor;
use crate::business::failure::Complaint;
use crate::cli::Exit;
use crate::cli::arguments::Export;
use crate::cli::call::Call;
use crate::cli::export_auditor::write_folder;
use crate::cli::export_documents::{As, Documents, write_documents};
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
    if wanted.again.is_some() && kind != ExportKind::Sepa {
        return Err(Trouble::new(Exit::Usage, Complaint::new("cli.export.no_again").with("kind", kind.word())));
    }
    if wanted.format.is_some() && kind != ExportKind::Einvoices {
        return Err(Trouble::new(Exit::Usage, Complaint::new("cli.export.no_format").with("kind", kind.word())));
    }
    let told = match kind {
        ExportKind::Invoices => documents(out, As::Paper, &asked, call)?,
        ExportKind::Einvoices => documents(out, As::Data(wanted.format), &asked, call)?,
        ExportKind::Sepa => write_sepa_files(&out, wanted.again.as_deref(), &asked, call)?,
        ExportKind::Auditor => {
            let Documents { names, left_out } = write_folder(&out, period, &operator, over, call)?;
            Told { names, left_out, path: out, ..Told::default() }
        }
        kind if kind.is_one_file() => {
            let path = file_in(&out, &file_name(kind, period));
            let rows = table(&path, &asked, call)?;
            Told { names: vec![name_of(&path)], path, rows: Some(rows), ..Told::default() }
        }
        kind => {
            let files = call.app.door().read(&operator, |view| export(view, kind, period))?;
            Told { names: write_files(&out, &files, over)?, path: out, ..Told::default() }
        }
    };
    tell(&told, call);
    // A folder in which nothing was written is worth a look, an empty table is an answer.
    Ok(match (told.left_out.is_empty(), told.names.is_empty()) {
        (false, _) => Exit::Findings,
        (true, true) => Exit::NothingToDo,
        (true, false) => Exit::Done,
    })
}

fn documents(out: PathBuf, written_as: As, asked: &Asked<'_>, call: &mut Call<'_>) -> Result<Told, Trouble> {
    let Documents { names, left_out } =
        write_documents(&out, written_as, asked.period, asked.operator, asked.over, call)?;
    Ok(Told { names, left_out, path: out, ..Told::default() })
}

/// What lies there now.
#[derive(Default)]
pub struct Told {
    /// Of the one table, or of the folder with the files.
    pub path: PathBuf,
    pub names: Vec<String>,
    /// Of the one table, without its headings.
    pub rows: Option<u64>,
    /// Documents that could not be written, each with its reason.
    pub left_out: Vec<(String, String)>,
    /// Payment files that somebody has already; they are not written by the way.
    pub fetched_before: usize,
}

/// So many names tell which files a folder holds.
const NAMES_SHOWN: usize = 5;

/// What is written, for whom, and over what.
struct Asked<'a> {
    kind: ExportKind,
    period: Option<Period>,
    operator: &'a Actor,
    over: Over,
}

pub fn tell(told: &Told, call: &mut Call<'_>) {
    let (language, count, path) = (call.manner.language, told.names.len(), told.path.display().to_string());
    if call.manner.json {
        let (names, rows) = (&told.names, told.rows);
        let left_out: Vec<_> =
            told.left_out.iter().map(|(number, why)| serde_json::json!({ "number": number, "why": why })).collect();
        let told = serde_json::json!({
            "files": count, "path": path, "names": names, "rows": rows, "left_out": left_out,
            "fetched_before": told.fetched_before,
        });
        return call.say(&told.to_string());
    }
    let said = text!(language, "cli.export.done", count = count, path = path);
    call.say(&match told.rows {
        Some(rows) => text!(language, "cli.export.with_rows", said = said, rows = rows),
        None if count > 0 => {
            let mut names = told.names.iter().take(NAMES_SHOWN).cloned().collect::<Vec<_>>().join(", ");
            if count > NAMES_SHOWN {
                names.push_str(", …");
            }
            text!(language, "cli.export.with_names", said = said, names = names)
        }
        None => said,
    });
    if told.fetched_before > 0 {
        call.say(&text!(language, "cli.export.fetched_before", count = told.fetched_before));
    }
    for (number, why) in &told.left_out {
        call.say(&text!(language, "cli.export.left_out", number = number, why = why));
    }
}

fn name_of(path: &Path) -> String {
    path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}

/// A table goes where it was told to; in a folder it gets its usual name.
fn file_in(out: &Path, name: &str) -> PathBuf {
    if out.is_dir() { out.join(name) } else { out.to_owned() }
}

/// Piece by piece: the journal is as long as the firm is old. Answers with the number of rows.
fn table(path: &Path, asked: &Asked<'_>, call: &Call<'_>) -> Result<u64, Trouble> {
    refuse_taken(path, asked.over)?;
    let has_headings = asked.kind != ExportKind::Journal;
    let mut lines = 0;
    write_beside(path, |file| {
        let mut counting = Counting { out: file, lines: 0, in_quotes: false, quotes: has_headings };
        let written =
            call.app.door().read(asked.operator, |view| write_export(view, asked.kind, asked.period, &mut counting));
        lines = counting.lines;
        written.map_err(Trouble::from)
    })?;
    Ok(if has_headings { lines.saturating_sub(1) } else { lines })
}

/// Counts the rows of what goes through it.
struct Counting<'w, W: Write> {
    out: &'w mut W,
    lines: u64,
    /// Between quotes the end of a line ends no row.
    in_quotes: bool,
    quotes: bool,
}

impl<W: Write> Write for Counting<'_, W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.out.write(bytes)?;
        for byte in bytes.iter().take(written) {
            match byte {
                b'"' if self.quotes => self.in_quotes = !self.in_quotes,
                b'\n' if !self.in_quotes => self.lines += 1,
                _ => {}
            }
        }
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

/// Fetched as on its page: who takes a file, with its hash, is kept before it lies there, because what was discarded
/// meanwhile must leave no file that a bank would take. What lies there already is not fetched again; what somebody has
/// fetched elsewhere only with a reason. None is written when another file is in the way.
fn write_sepa_files(folder: &Path, again: Option<&str>, asked: &Asked<'_>, call: &Call<'_>) -> Result<Told, Trouble> {
    let (door, language) = (call.app.door(), call.manner.language);
    let found = door.read(asked.operator, |view| sepa_files(view, asked.period))?;
    let mut told = Told { path: folder.to_owned(), ..Told::default() };
    let (mut wanted, mut others) = (Vec::new(), Vec::new());
    for SepaFileRow { of, number, standing } in found {
        if let SepaStanding::Waits(state) = standing {
            told.left_out.push((number, text!(language, "cli.export.not_agreed", state = state)));
            continue;
        }
        let file = door.read(asked.operator, |view| sepa_file(view, of))?;
        let path = folder.join(&file.name);
        let (is_other, has_left) = (is_another(&path, &file.bytes), standing == SepaStanding::Fetched);
        if is_other {
            others.push(file.name.clone());
        }
        if has_left && path.exists() && !is_other {
            told.names.push(file.name);
        } else if has_left && again.is_none() {
            told.fetched_before += 1;
        } else {
            wanted.push(of);
        }
    }
    refuse_others(folder, &others.iter().map(String::as_str).collect::<Vec<_>>(), asked.over)?;
    if !wanted.is_empty() || !others.is_empty() {
        make_folder(folder)?;
    }
    for of in wanted {
        let file = door.read(asked.operator, |view| sepa_file(view, of))?;
        let (hash, because) = (file.hash, again.unwrap_or_default().to_owned());
        door.write_and_wait(asked.operator, move |tx| note_fetched(tx, of, hash, &because))?;
        write_file(&folder.join(&file.name), &file.bytes, asked.over)?;
        told.names.push(file.name);
    }
    told.names.sort_unstable();
    Ok(told)
}

pub fn parsed_period(typed: &str) -> Result<Period, Trouble> {
    let wrong = || Trouble::new(Exit::Usage, Complaint::new("cli.export.no_period").with("typed", typed));
    Period::parse(typed).ok_or_else(wrong)
}
