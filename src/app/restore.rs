//! Restoring a backup: into a new folder, or into the empty firm of a first start. Never over data that are there.

use std::fs::{self, File};
use std::io::{self, BufRead, BufReader};
use std::path::{Path, PathBuf};

use crate::app::backup::{copy_into, has_room, stays_inside};
use crate::app::clock::Clock;
use crate::app::folder::{Folder, FolderTrouble, sync_folder};
use crate::app::kontor::{App, open_store};
use crate::store::backup::{BackupTrouble, Hands, Key, Manifest, Progress, measure, unpack};
use crate::store::{ChainBreak, Fault, OpenError, Options, Store, verify};

/// Why a restore did not come about. In every case nothing was changed where data lay.
#[derive(Debug)]
pub enum RestoreTrouble {
    Backup(BackupTrouble),
    Folder(FolderTrouble),
    Open(OpenError),
}

/// What a backup held, and is here now.
#[derive(Debug)]
pub struct Restored {
    pub manifest: Manifest,
    /// Set when the chain of the journal does not hold: it was broken already when the backup was made.
    pub broken: Option<ChainBreak>,
}

/// Makes a new data folder out of a backup. Everything is unpacked beside, proven, and only then given its name.
pub fn restore_into(root: &Path, file: &Path, key: &Key, progress: Progress<'_>) -> Result<Restored, RestoreTrouble> {
    if Folder::look(root).map_err(RestoreTrouble::Folder)?.is_some() {
        return Err(RestoreTrouble::Folder(FolderTrouble::Taken(root.to_owned())));
    }
    if let Some(trouble) = FolderTrouble::foreign(root, &[]) {
        return Err(RestoreTrouble::Folder(trouble));
    }
    let input = BufReader::new(File::open(file).map_err(|error| RestoreTrouble::Backup(BackupTrouble::File(error)))?);
    let beside = Beside::of(root).map_err(|error| RestoreTrouble::Folder(FolderTrouble::of(root, &error)))?;
    let restored = unpack_into(&beside.part, input, key, progress)?;
    beside.give_name(root).map_err(|error| RestoreTrouble::Folder(FolderTrouble::of(root, &error)))?;
    Ok(restored)
}

fn unpack_into(
    part: &Path,
    input: impl BufRead,
    key: &Key,
    progress: Progress<'_>,
) -> Result<Restored, RestoreTrouble> {
    let folder = Folder::create(part, false, Clock::System.now()).map_err(RestoreTrouble::Folder)?;
    let store = open_store(&folder, &Options::default()).map_err(RestoreTrouble::Open)?;
    let loaded = fill(&store, &folder, input, key, progress);
    let closed = store.close();
    let restored = loaded?;
    closed?;
    Ok(restored)
}

impl App {
    /// Fills the empty firm of a first start; refuses where anything has been written.
    pub fn restore_here(
        &self,
        input: impl BufRead,
        key: &Key,
        progress: Progress<'_>,
    ) -> Result<Restored, RestoreTrouble> {
        let restored = fill(self.door().store(), self.folder(), input, key, progress)?;
        self.door().look_again()?;
        Ok(restored)
    }
}

/// Loads and proves; what cannot be proven is not kept.
fn fill(
    store: &Store,
    folder: &Folder,
    input: impl BufRead,
    key: &Key,
    progress: Progress<'_>,
) -> Result<Restored, RestoreTrouble> {
    let root = folder.layout().root().to_owned();
    let arriving = folder.layout().temporary().join("restoring");
    drop(fs::remove_dir_all(&arriving));
    if !store.is_empty()? {
        return Err(RestoreTrouble::Backup(BackupTrouble::NotEmpty));
    }
    let loaded = store.load(|loading| {
        let mut hands = Hands {
            manifest: &mut |manifest| {
                let no_room = || io::Error::from(io::ErrorKind::StorageFull);
                if has_room(&root, manifest) { Ok(()) } else { Err(BackupTrouble::File(no_room())) }
            },
            row: &mut |table, key, value| Ok(loading.put(&table.name, key, value)?),
            file: &mut |facts, content| {
                if stays_inside(&facts.path) { copy_into(&arriving.join(&facts.path), content) } else { Ok(()) }
            },
        };
        unpack(input, key, &mut hands, progress)
    });
    let manifest = loaded.map_err(RestoreTrouble::Backup)?;
    if let Err(trouble) = prove(store, &manifest) {
        store.unload()?;
        return Err(RestoreTrouble::Backup(trouble));
    }
    let broken = verify(&store.reader()?).err();
    store.bring_up().map_err(RestoreTrouble::Open)?;
    move_files(&arriving, &root, &manifest).map_err(|error| RestoreTrouble::Backup(BackupTrouble::File(error)))?;
    let (instance, trial) = (manifest.instance.clone(), manifest.trial);
    folder
        .change_format(|format| {
            format.instance = instance;
            format.trial = trial;
        })
        .map_err(RestoreTrouble::Folder)?;
    Ok(Restored { manifest, broken })
}

/// What now lies in the tables is measured again and compared with what the backup said.
fn prove(store: &Store, manifest: &Manifest) -> Result<(), BackupTrouble> {
    let reader = store.reader()?;
    for table in store.tables() {
        let now = measure(&reader, table, &mut |_| true)?;
        let then = manifest.tables.iter().find(|facts| facts.name == table.name);
        let same = then.map_or(now.rows == 0, |then| then.rows == now.rows && then.blake3 == now.blake3);
        if !same {
            return Err(BackupTrouble::Damaged { part: now.file });
        }
    }
    Ok(())
}

fn move_files(from: &Path, root: &Path, manifest: &Manifest) -> io::Result<()> {
    for facts in manifest.files.iter().filter(|facts| stays_inside(&facts.path)) {
        let to = root.join(&facts.path);
        if let Some(folder) = to.parent() {
            fs::create_dir_all(folder)?;
        }
        fs::rename(from.join(&facts.path), to)?;
    }
    drop(fs::remove_dir_all(from));
    Ok(())
}

/// A folder beside the one that is wanted; it disappears unless it is given its name in the end.
pub struct Beside {
    pub part: PathBuf,
    named: bool,
}

impl Beside {
    pub fn of(root: &Path) -> io::Result<Beside> {
        let root = std::path::absolute(root)?;
        let parent = root.parent().ok_or(io::ErrorKind::InvalidInput)?;
        fs::create_dir_all(parent)?;
        let name = root.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let part = parent.join(format!(".{name}.{}.part", std::process::id()));
        drop(fs::remove_dir_all(&part));
        Ok(Beside { part, named: false })
    }

    /// The last step: from here on the folder is there under its name. Nobody may hold it any more.
    pub fn give_name(mut self, root: &Path) -> io::Result<()> {
        let root = std::path::absolute(root)?;
        // An empty folder of that name gives way; one with anything inside does not.
        match fs::remove_dir(&root) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
        fs::rename(&self.part, &root)?;
        self.named = true;
        root.parent().map_or(Ok(()), sync_folder)
    }
}

impl Drop for Beside {
    fn drop(&mut self) {
        if !self.named {
            drop(fs::remove_dir_all(&self.part));
        }
    }
}

impl From<Fault> for RestoreTrouble {
    fn from(fault: Fault) -> RestoreTrouble {
        RestoreTrouble::Backup(fault.into())
    }
}
