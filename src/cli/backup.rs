//! `kontor backup`: writes a complete, encrypted backup and proves it, while everything works.

use std::path::{Path, PathBuf};

use serde_json::json;

use crate::app::{Proven, same_disk};
use crate::business::failure::Complaint;
use crate::cli::Exit;
use crate::cli::arguments::Backup;
use crate::cli::call::Call;
use crate::cli::trouble::Trouble;
use crate::store::backup::{BackupTrouble, Lock};
use crate::store::last_entry;
use crate::values::Language;
use crate::{text, texts};

pub fn run(wanted: &Backup, call: &mut Call<'_>) -> Result<Exit, Trouble> {
    let lock = lock(wanted, call)?;
    let path = target(&call.path(&wanted.file), call)?;
    if path.exists() && !wanted.force && !call.manner.yes {
        let complaint = Complaint::new("cli.file.there_already").with("path", path.display().to_string());
        return Err(Trouble::new(Exit::Taken, complaint));
    }
    let step = text!(call.manner.language, "cli.backup.step");
    let (app, out) = (call.app, &mut *call.out);
    let proven = app.back_up(&path, &lock, &mut |done, total| {
        out.progress(&step, done, total);
        out.is_wanted()
    });
    tell(&proven.map_err(|trouble| backup_trouble(&path, trouble))?, call);
    Ok(Exit::Done)
}

fn lock(wanted: &Backup, call: &Call<'_>) -> Result<Lock, Trouble> {
    if !wanted.recipient.is_empty() {
        let unread = |key: String| Trouble::new(Exit::Usage, Complaint::new("cli.backup.recipient").with("key", key));
        return Lock::recipients(wanted.recipient.iter().map(String::as_str)).map_err(unread);
    }
    match call.secret {
        Some(passphrase) => Ok(Lock::passphrase(passphrase.expose())),
        None => Err(Trouble::new(Exit::Usage, Complaint::new("cli.secret.missing"))),
    }
}

/// In a folder the backup gets a name that says when and what.
fn target(given: &Path, call: &Call<'_>) -> Result<PathBuf, Trouble> {
    if !given.is_dir() {
        return Ok(given.to_owned());
    }
    let door = call.app.door();
    let number = last_entry(&door.store().reader()?).map_or(0, |entry| entry.number);
    Ok(given.join(format!("kontor-{}-{number}.age", door.now().day_in(&door.zone()))))
}

fn tell(proven: &Proven, call: &mut Call<'_>) {
    let Proven { path, bytes, manifest, seconds } = proven;
    let language = call.manner.language;
    if call.manner.json {
        call.say(
            &json!({
                "path": path, "bytes": bytes, "rows": manifest.rows(), "journal_number": manifest.journal_number,
                "content": manifest.content, "instance": manifest.instance, "seconds": seconds,
            })
            .to_string(),
        );
        return;
    }
    let shown = path.display();
    let (size, rows) = (size(language, *bytes), counted(language, manifest.rows()));
    let number = manifest.journal_number;
    call.say(&text!(
        language,
        "cli.backup.done",
        path = shown,
        size = size,
        rows = rows,
        number = number,
        seconds = seconds
    ));
    call.say(&text!(language, "cli.backup.content", hash = manifest.content));
    call.say(&text!(language, "cli.backup.how", path = shown));
    if same_disk(path, call.app.folder().layout().root()) == Some(true) {
        call.out.warn(&text!(language, "cli.backup.same_disk"));
    }
}

pub fn counted(language: Language, number: u64) -> String {
    texts::number(language, i64::try_from(number).unwrap_or(i64::MAX))
}

/// `640 kB`, `12,3 MB`.
fn size(language: Language, bytes: u64) -> String {
    if bytes < 1_000_000 {
        return format!("{} kB", counted(language, bytes.div_ceil(1_000)));
    }
    let point = if language == Language::De { ',' } else { '.' };
    format!("{}{point}{} MB", counted(language, bytes / 1_000_000), bytes / 100_000 % 10)
}

/// What went wrong with a backup, as the person is told.
pub fn backup_trouble(path: &Path, trouble: BackupTrouble) -> Trouble {
    let about = |key: &'static str| Complaint::new(key).with("path", path.display().to_string());
    match trouble {
        BackupTrouble::WrongKey => Trouble::new(Exit::WrongKey, Complaint::new("cli.backup.wrong_key")),
        BackupTrouble::Foreign => Trouble::new(Exit::FileDamaged, about("cli.backup.foreign")),
        BackupTrouble::Damaged { part } => {
            Trouble::new(Exit::FileDamaged, about("cli.backup.damaged").with("part", part))
        }
        BackupTrouble::Newer { program } => Trouble::new(
            Exit::NewerData,
            about("cli.backup.newer").with("program", program).with("this", env!("CARGO_PKG_VERSION")),
        ),
        BackupTrouble::File(error) => Trouble::file(path, &error),
        BackupTrouble::Fault(fault) => fault.into(),
        BackupTrouble::NotEmpty => Trouble::new(Exit::Taken, about("app.folder.taken")),
        BackupTrouble::Interrupted => Trouble::new(Exit::Interrupted, Complaint::new("cli.trouble.interrupted")),
    }
}
