//! A backup that somebody asks for on a page: made on a thread of its own, looked at by whoever asks how far it
//! is, kept in the folder for backups until it is taken away.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::UNIX_EPOCH;

use crate::app::backup::Proven;
use crate::app::folder::{private_folder, remove_if_there, sync_folder};
use crate::app::guarded::guarded;
use crate::app::kontor::App;
use crate::business::failure::Failure;
use crate::store::backup::{BackupTrouble, Lock};
use crate::store::{Fault, last_entry};
use crate::values::Instant;

/// As the command line asks for.
pub const PASSPHRASE_LENGTH_MIN: usize = 8;
pub const PASSPHRASE_LENGTH_MAX: usize = 256;

/// What was found when the backup was read back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MadeBackup {
    pub name: String,
    pub bytes: u64,
    pub rows: u64,
    pub files: usize,
    pub journal_number: u64,
    /// BLAKE3 of everything inside.
    pub content: String,
    pub seconds: i64,
    /// Tables that hold anything, by name, with their rows.
    pub tables: Vec<(String, u64)>,
}

/// How far it has come. `ended` holds nothing while it runs; the trouble is a text key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BackupStanding {
    pub done: u64,
    pub total: u64,
    pub ended: Option<Result<MadeBackup, &'static str>>,
}

/// A file in the folder for backups.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptBackup {
    pub name: String,
    pub bytes: u64,
    pub made_at: Instant,
}

/// A kept backup that is being read.
pub struct OpenBackup {
    pub kept: KeptBackup,
    file: File,
}

impl OpenBackup {
    /// All of it, piece by piece.
    pub fn write_to(&mut self, out: &mut dyn Write) -> Result<(), Failure> {
        let copied = io::copy(&mut self.file, out);
        Ok(copied.map(drop).map_err(|error| Fault::new(error.to_string()).about("reading a backup"))?)
    }
}

/// At most one at a time.
#[derive(Default)]
pub struct BackupWork {
    standing: Mutex<Option<BackupStanding>>,
}

impl BackupWork {
    pub fn standing(&self) -> Option<BackupStanding> {
        self.lock().clone()
    }

    /// Begins one; `false` when one is under way already.
    pub fn begin(app: &Arc<App>, passphrase: &str) -> bool {
        let mut standing = app.backup_work().lock();
        if standing.as_ref().is_some_and(|standing| standing.ended.is_none()) {
            return false;
        }
        *standing = Some(BackupStanding { done: 0, total: 0, ended: None });
        drop(standing);
        let (shared, lock) = (Arc::clone(app), Lock::passphrase(passphrase));
        let thread = std::thread::Builder::new().name("backup".to_owned()).spawn(move || {
            let made = guarded("a backup", || make(&shared, &lock)).map_err(BackupTrouble::from).flatten();
            shared.backup_work().end(made.map_err(|trouble| {
                tracing::error!(?trouble, "a backup could not be made");
                trouble_key(&trouble)
            }));
        });
        if thread.is_err() {
            app.backup_work().end(Err("app.founding.no_thread"));
        }
        true
    }

    fn tell(&self, done: u64, total: u64) {
        if let Some(standing) = self.lock().as_mut() {
            standing.done = done;
            standing.total = total;
        }
    }

    fn end(&self, ended: Result<MadeBackup, &'static str>) {
        if let Some(standing) = self.lock().as_mut() {
            standing.ended = Some(ended);
        }
    }

    fn lock(&self) -> MutexGuard<'_, Option<BackupStanding>> {
        self.standing.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl App {
    /// The backups in the folder for them, the newest first.
    pub fn kept_backups(&self) -> Vec<KeptBackup> {
        let Ok(entries) = fs::read_dir(self.folder().layout().backups()) else { return Vec::new() };
        let kept = |entry: fs::DirEntry| {
            let name = entry.file_name().into_string().ok().filter(|name| is_name(name))?;
            let facts = entry.metadata().ok().filter(fs::Metadata::is_file)?;
            let since = facts.modified().ok()?.duration_since(UNIX_EPOCH).ok()?;
            let micros = i64::try_from(since.as_micros()).ok()?;
            Some(KeptBackup { name, bytes: facts.len(), made_at: Instant::from_micros(micros) })
        };
        let mut all: Vec<KeptBackup> = entries.filter_map(Result::ok).filter_map(kept).collect();
        all.sort_by(|one, other| other.made_at.cmp(&one.made_at).then_with(|| other.name.cmp(&one.name)));
        all
    }

    /// A kept backup, to be read; `None` when there is none of that name.
    pub fn open_backup(&self, name: &str) -> Option<OpenBackup> {
        let kept = self.kept_backups().into_iter().find(|kept| kept.name == name)?;
        Some(OpenBackup { file: File::open(self.path_of(&kept)).ok()?, kept })
    }

    /// Deletes a kept backup for good. Whoever does it has told `firm::delete_backup`.
    pub fn remove_backup(&self, kept: &KeptBackup) -> Result<(), Failure> {
        let folder = self.folder().layout().backups();
        let removed = remove_if_there(&self.path_of(kept)).and_then(|()| sync_folder(&folder));
        Ok(removed.map_err(|error| Fault::new(error.to_string()).about("deleting a backup"))?)
    }

    fn path_of(&self, kept: &KeptBackup) -> PathBuf {
        self.folder().layout().backups().join(&kept.name)
    }
}

/// Names that we give: letters, digits, dashes and dots, never a path.
fn is_name(name: &str) -> bool {
    let good = |sign: char| sign.is_ascii_alphanumeric() || "-_.".contains(sign);
    name.ends_with(".age") && !name.starts_with('.') && name.chars().all(good)
}

fn make(app: &App, lock: &Lock) -> Result<MadeBackup, BackupTrouble> {
    let path = target(app)?;
    let proven = app.back_up(&path, lock, &mut |done, total| {
        app.backup_work().tell(done, total);
        true
    })?;
    Ok(made(proven))
}

/// A name that says when and what; its number is the newest entry of the journal, so that none is given twice.
fn target(app: &App) -> Result<PathBuf, BackupTrouble> {
    let folder = app.folder().layout().backups();
    private_folder(&folder).map_err(BackupTrouble::File)?;
    let door = app.door();
    let reader = door.store().reader()?;
    let number = last_entry(&reader).map_or(0, |entry| entry.number);
    Ok(folder.join(format!("kontor-{}-{number}.age", door.now().day_in(&door.zone()))))
}

fn made(proven: Proven) -> MadeBackup {
    let manifest = proven.manifest;
    let filled = manifest.tables.iter().filter(|table| table.rows > 0);
    MadeBackup {
        name: proven.path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default(),
        bytes: proven.bytes,
        rows: manifest.rows(),
        files: manifest.files.len(),
        journal_number: manifest.journal_number,
        content: manifest.content.clone(),
        seconds: proven.seconds,
        tables: filled.map(|table| (table.name.clone(), table.rows)).collect(),
    }
}

fn trouble_key(trouble: &BackupTrouble) -> &'static str {
    match trouble {
        BackupTrouble::File(error) if error.kind() == std::io::ErrorKind::StorageFull => "app.backup.disk_full",
        BackupTrouble::File(_) => "app.backup.no_file",
        BackupTrouble::Damaged { .. } => "app.backup.not_proven",
        _ => "app.backup.fault",
    }
}
