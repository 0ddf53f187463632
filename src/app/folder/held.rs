//! Making, opening, holding and leaving a data folder.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{PoisonError, RwLock};
use std::time::Duration;

use crate::app::folder::files::{private, private_folder};
use crate::app::folder::{
    Beginning, DATA_FORMAT, FolderTrouble, Format, Running, free_bytes, remove_if_there, write_whole,
};
use crate::text;
use crate::values::{Instant, Language};

/// Below this nothing is begun: a commit needs room for the pages that it replaces.
const FREE_BYTES_MIN: u64 = 16 * 1024 * 1024;
/// Another command may just be ending.
const WAITS: u32 = 30;
const WAIT: Duration = Duration::from_millis(100);
/// What a broken off beginning of ours leaves, and what a disk of its own brings with it.
const OURS: [&str; 12] = [
    "READ-ME-FIRST.part",
    "READ-ME-FIRST.txt",
    "backups",
    "db",
    "format.part",
    "index",
    "kontor.lock",
    "logs",
    "lost+found",
    "running.json",
    "running.part",
    "tmp",
];

/// The names inside a data folder.
#[derive(Clone, Debug)]
pub struct Layout {
    root: PathBuf,
}

impl Layout {
    pub fn of(root: &Path) -> Layout {
        Layout { root: root.to_owned() }
    }

    pub fn root(&self) -> &Path {
        &self.root
    }

    pub fn store(&self) -> PathBuf {
        self.root.join("db").join("kontor.redb")
    }

    /// The search index; it can always be made anew.
    pub fn index(&self) -> PathBuf {
        self.root.join("index")
    }

    pub fn backups(&self) -> PathBuf {
        self.root.join("backups")
    }

    /// Keys that belong to the data and travel with backups.
    pub fn keys(&self) -> PathBuf {
        self.root.join("keys")
    }

    pub fn logs(&self) -> PathBuf {
        self.root.join("logs")
    }

    pub fn temporary(&self) -> PathBuf {
        self.root.join("tmp")
    }

    /// Where other commands hand their work to the running process.
    pub fn socket(&self) -> PathBuf {
        self.root.join("kontor.sock")
    }

    fn format(&self) -> PathBuf {
        self.root.join("format.json")
    }

    pub(super) fn lock(&self) -> PathBuf {
        self.root.join("kontor.lock")
    }

    fn running(&self) -> PathBuf {
        self.root.join("running.json")
    }
}

/// A data folder that this process holds until it is dropped.
pub struct Folder {
    layout: Layout,
    format: RwLock<Format>,
    /// Where the pages are, while they are being served.
    address: RwLock<Option<String>>,
    /// The system lets go of it when the process ends, however it ends.
    _lock: File,
}

impl Folder {
    /// What lies in a folder, without holding it; `None` when there is no firm.
    pub fn look(root: &Path) -> Result<Option<Format>, FolderTrouble> {
        let layout = Layout::of(root);
        let found = Format::read(&layout.format())?;
        match &found {
            Some(format) if format.data_format > DATA_FORMAT => {
                Err(FolderTrouble::Newer { path: root.to_owned(), program: format.last_program.clone() })
            }
            None if layout.store().exists() => {
                let why = text!(Language::En, "app.folder.no_format");
                Err(FolderTrouble::Damaged { path: layout.format(), why })
            }
            _ => Ok(found),
        }
    }

    /// Who holds the folder at the moment; `None` when it is free.
    pub fn holder(root: &Path) -> Option<Option<Running>> {
        let layout = Layout::of(root);
        let lock = OpenOptions::new().read(true).write(true).open(layout.lock()).ok()?;
        match lock.try_lock() {
            Err(TryLockError::WouldBlock) => Some(Running::read(&layout.running())),
            _ => None,
        }
    }

    /// Takes hold of a firm's folder.
    pub fn open(root: &Path, now: Instant) -> Result<Folder, FolderTrouble> {
        let format = Folder::look(root)?.ok_or_else(|| FolderTrouble::Missing(root.to_owned()))?;
        let layout = Layout::of(root);
        let lock = take_lock(&layout)?;
        layout.prepare()?;
        let folder = Folder { layout, format: RwLock::new(format), address: RwLock::default(), _lock: lock };
        folder.announce(None, now)?;
        Ok(folder)
    }

    /// Whether a new firm could be made here; nothing is touched.
    pub fn is_free(root: &Path) -> Result<(), FolderTrouble> {
        if Folder::look(root)?.is_some() {
            return Err(FolderTrouble::Taken(root.to_owned()));
        }
        match FolderTrouble::foreign(root, &OURS) {
            Some(trouble) => Err(trouble),
            None => Ok(()),
        }
    }

    /// Makes the folder of a new firm; only an empty or new one will do. When that fails, nothing of it is left.
    pub fn create(root: &Path, trial: bool, now: Instant) -> Result<Folder, FolderTrouble> {
        Folder::begin(root, trial, now).map(|(folder, _)| folder)
    }

    /// The same, for whoever still has to see whether a firm comes about in it: until then it can be taken back.
    pub fn begin(root: &Path, trial: bool, now: Instant) -> Result<(Folder, Beginning), FolderTrouble> {
        // Somebody else's folder is left as it is, to its very permissions.
        Folder::is_free(root)?;
        let layout = Layout::of(root);
        let mut beginning = Beginning::over(&layout).map_err(|error| FolderTrouble::of(root, &error))?;
        match Folder::lay_out(&mut beginning, layout, trial, now) {
            Ok(folder) => Ok((folder, beginning)),
            Err(trouble) => {
                // Why there is no folder matters more than what is left of it.
                drop(beginning.take_back());
                Err(trouble)
            }
        }
    }

    fn lay_out(beginning: &mut Beginning, layout: Layout, trial: bool, now: Instant) -> Result<Folder, FolderTrouble> {
        let root = layout.root();
        let trouble = |error: io::Error| FolderTrouble::of(root, &error);
        fs::create_dir_all(root).and_then(|()| private_folder(root)).map_err(trouble)?;
        let lock = take_lock(&layout)?;
        // Another process may have come in between: from now on none can.
        Folder::is_free(root)?;
        beginning.hold(&lock).map_err(trouble)?;
        layout.prepare()?;
        let format = Format::fresh(trial).map_err(trouble)?;
        format.write(&layout.format())?;
        let folder = Folder { layout, format: RwLock::new(format), address: RwLock::default(), _lock: lock };
        folder.announce(None, now)?;
        Ok(folder)
    }

    pub fn open_or_create(root: &Path, now: Instant) -> Result<Folder, FolderTrouble> {
        Folder::open_or_begin(root, now).map(|(folder, _)| folder)
    }

    /// The same, for whoever may still find that nothing comes of it: a new folder can be taken back.
    pub fn open_or_begin(root: &Path, now: Instant) -> Result<(Folder, Option<Beginning>), FolderTrouble> {
        match Folder::look(root)? {
            Some(_) => Folder::open(root, now).map(|folder| (folder, None)),
            None => Folder::begin(root, false, now).map(|(folder, beginning)| (folder, Some(beginning))),
        }
    }

    pub fn layout(&self) -> &Layout {
        &self.layout
    }

    pub fn format(&self) -> Format {
        self.format.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Notes that this program has now written here: called once the store is open and brought up to date.
    pub fn note_program(&self) -> Result<(), FolderTrouble> {
        self.change_format(|format| *format = format.brought_up())
    }

    pub fn change_format(&self, change: impl FnOnce(&mut Format)) -> Result<(), FolderTrouble> {
        let mut format = self.format.write().unwrap_or_else(PoisonError::into_inner);
        let mut changed = format.clone();
        change(&mut changed);
        if changed != *format {
            changed.write(&self.layout.format())?;
            *format = changed;
        }
        Ok(())
    }

    /// Tells other processes who is here.
    pub fn announce(&self, address: Option<String>, now: Instant) -> Result<(), FolderTrouble> {
        (*self.address.write().unwrap_or_else(PoisonError::into_inner)).clone_from(&address);
        Running::this_process(address, now).write(&self.layout.running())
    }

    /// Where this process serves the pages; `None` while it serves none.
    pub fn address(&self) -> Option<String> {
        self.address.read().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        // Whatever stays behind is harmless: the lock alone says whether somebody is here.
        drop(remove_if_there(&self.layout.running()));
        drop(remove_if_there(&self.layout.socket()));
    }
}

impl Layout {
    /// Makes the folders inside and the note for people; finds out whether there is room and permission to write.
    fn prepare(&self) -> Result<(), FolderTrouble> {
        let inside = [self.store().parent().map(Path::to_owned), Some(self.index()), Some(self.backups())];
        for path in inside.into_iter().flatten().chain([self.logs(), self.temporary()]) {
            private_folder(&path).map_err(|error| FolderTrouble::of(&path, &error))?;
        }
        if free_bytes(&self.root).is_some_and(|free| free < FREE_BYTES_MIN) {
            return Err(FolderTrouble::NoRoom { path: self.root.clone() });
        }
        let path = self.root.join("READ-ME-FIRST.txt");
        let note = read_me();
        if fs::read_to_string(&path).is_ok_and(|there| there == note) {
            return Ok(());
        }
        write_whole(&path, note.as_bytes()).map_err(|error| FolderTrouble::of(&path, &error))
    }
}

fn take_lock(layout: &Layout) -> Result<File, FolderTrouble> {
    let path = layout.lock();
    let file = private(OpenOptions::new().read(true).write(true).create(true).truncate(false))
        .open(&path)
        .map_err(|error| FolderTrouble::of(&path, &error))?;
    for _ in 0..WAITS {
        match file.try_lock() {
            Ok(()) => return Ok(file),
            Err(TryLockError::Error(error)) => return Err(FolderTrouble::of(&path, &error)),
            // A server stays; only a command that ends soon is worth waiting for.
            Err(TryLockError::WouldBlock) => match Running::read(&layout.running()) {
                Some(Running { address: Some(_), .. }) => break,
                _ => std::thread::sleep(WAIT),
            },
        }
    }
    Err(FolderTrouble::InUse { path: layout.root.clone(), by: Running::read(&layout.running()) })
}

/// In German and in English, whatever language the program speaks: whoever finds the folder may speak either.
fn read_me() -> String {
    let mut note = String::new();
    for language in [Language::De, Language::En] {
        let lines = [
            text!(language, "app.read_me.what"),
            text!(language, "app.read_me.copy"),
            text!(language, "app.read_me.backup"),
            text!(language, "app.read_me.restore"),
            text!(language, "app.read_me.where"),
            text!(language, "app.read_me.logs"),
        ];
        note.push_str(&lines.join("\n"));
        note.push_str("\n\n");
    }
    note
}
