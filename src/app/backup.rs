//! Making a backup while everything works, and proving it before it is called one.

use std::fs::{self, File, OpenOptions};
use std::io::{self, BufReader, Read};
use std::path::{Path, PathBuf};

use crate::app::clock::Clock;
use crate::app::folder::{free_bytes, private, remove_if_there, sync_folder};
use crate::app::kontor::App;
use crate::store::backup::{BackupTrouble, Contents, Hands, Key, Lock, Manifest, Progress, pack, unpack};
use crate::text;
use crate::values::Language;

/// Folders of the data folder whose files belong to the data; `kontor.toml` beside them does too.
const FOLDERS_OF_DATA: [&str; 2] = ["files", "keys"];
const FILES_OF_DATA: [&str; 1] = ["kontor.toml"];
/// Deeper than this nothing of ours lies.
const DEPTH_MAX: usize = 8;

/// A backup that was read back, decrypted, counted and hashed.
#[derive(Debug)]
pub struct Proven {
    pub path: PathBuf,
    pub bytes: u64,
    pub manifest: Manifest,
    pub seconds: i64,
}

impl App {
    /// Writes a backup and proves it. Nobody waits meanwhile: it is made from one snapshot.
    pub fn back_up(&self, to: &Path, lock: &Lock, progress: Progress<'_>) -> Result<Proven, BackupTrouble> {
        let began = Clock::System.now();
        let part = part_of(to);
        let written = self.write_backup(&part, lock, progress).and_then(|manifest| prove(&part, lock, manifest));
        let manifest = match written {
            Ok(manifest) => manifest,
            Err(trouble) => {
                // Half a backup is worse than none: somebody might rely on it.
                drop(remove_if_there(&part));
                return Err(trouble);
            }
        };
        let kept = fs::rename(&part, to).and_then(|()| to.parent().map_or(Ok(()), sync_folder));
        let bytes = kept.and_then(|()| fs::metadata(to)).map_err(BackupTrouble::File)?.len();
        let seconds = Clock::System.now().seconds_since(began);
        Ok(Proven { path: to.to_owned(), bytes, manifest, seconds })
    }

    fn write_backup(&self, part: &Path, lock: &Lock, progress: Progress<'_>) -> Result<Manifest, BackupTrouble> {
        let reader = self.door().store().reader()?;
        let format = self.folder().format();
        let contents = Contents {
            reader: &reader,
            tables: self.door().store().tables().collect(),
            files: files_of_data(self.folder().layout().root()).map_err(BackupTrouble::File)?,
            instance: format.instance,
            trial: format.trial,
            created: Clock::System.now().to_string(),
            note: note(),
        };
        let mut options = OpenOptions::new();
        let mut file =
            private(options.write(true).create(true).truncate(true)).open(part).map_err(BackupTrouble::File)?;
        pack(&contents, lock, &mut file, progress)
    }
}

/// Reads back what was just written: only what opens again, and holds what it should, is a backup.
fn prove(part: &Path, lock: &Lock, written: Manifest) -> Result<Manifest, BackupTrouble> {
    let read = verify_backup(part, &lock.key())?;
    if read == written { Ok(written) } else { Err(BackupTrouble::Damaged { part: "manifest.json".to_owned() }) }
}

/// Opens a backup and reads it through, without keeping anything of it.
pub fn verify_backup(file: &Path, key: &Key) -> Result<Manifest, BackupTrouble> {
    let input = BufReader::new(File::open(file).map_err(BackupTrouble::File)?);
    let mut hands = Hands {
        manifest: &mut |_| Ok(()),
        row: &mut |_, _, _| Ok(()),
        file: &mut |_, content| io::copy(content, &mut io::sink()).map(drop).map_err(BackupTrouble::File),
    };
    unpack(input, key, &mut hands, &mut |_, _| true)
}

/// Beside a file, where it is written before it gets its name.
pub fn part_of(to: &Path) -> PathBuf {
    let mut name = to.file_name().unwrap_or_default().to_owned();
    name.push(".part");
    to.with_file_name(name)
}

/// Whether two paths lie on the same disk; `None` when the system does not say.
#[cfg(unix)]
pub fn same_disk(one: &Path, other: &Path) -> Option<bool> {
    use std::os::unix::fs::MetadataExt;
    Some(fs::metadata(one).ok()?.dev() == fs::metadata(other).ok()?.dev())
}

#[cfg(not(unix))]
pub fn same_disk(_one: &Path, _other: &Path) -> Option<bool> {
    None
}

/// The files that belong to the data, in the order of their paths.
fn files_of_data(root: &Path) -> io::Result<Vec<(String, PathBuf)>> {
    let mut found = Vec::new();
    for name in FILES_OF_DATA {
        if root.join(name).is_file() {
            found.push((name.to_owned(), root.join(name)));
        }
    }
    for name in FOLDERS_OF_DATA {
        gather(&root.join(name), name, DEPTH_MAX, &mut found)?;
    }
    found.sort();
    Ok(found)
}

fn gather(folder: &Path, name: &str, depth: usize, found: &mut Vec<(String, PathBuf)>) -> io::Result<()> {
    if depth == 0 || !folder.is_dir() {
        return Ok(());
    }
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let inside = format!("{name}/{}", entry.file_name().to_string_lossy());
        // Links are not followed: what they point at does not lie here.
        let kind = entry.file_type()?;
        if kind.is_dir() {
            gather(&entry.path(), &inside, depth - 1, found)?;
        } else if kind.is_file() {
            found.push((inside, entry.path()));
        }
    }
    Ok(())
}

fn note() -> String {
    [Language::De, Language::En].map(|language| text!(language, "app.backup.note")).join("\n\n") + "\n"
}

/// A path that stays inside the folder it is joined to.
pub(super) fn stays_inside(path: &str) -> bool {
    let inside = Path::new(path).components().all(|part| matches!(part, std::path::Component::Normal(_)));
    let known =
        FILES_OF_DATA.contains(&path) || FOLDERS_OF_DATA.iter().any(|name| path.starts_with(&format!("{name}/")));
    inside && known
}

/// Enough room for what a backup holds, once unpacked into tables?
pub(super) fn has_room(at: &Path, manifest: &Manifest) -> bool {
    // Pages are filled to about two thirds, and the file grows in steps.
    let wanted = manifest.bytes().saturating_mul(2).saturating_add(32 * 1024 * 1024);
    free_bytes(at).is_none_or(|free| free >= wanted)
}

pub(super) fn copy_into(path: &Path, content: &mut dyn Read) -> Result<(), BackupTrouble> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(BackupTrouble::File)?;
    }
    let mut options = OpenOptions::new();
    let mut file = private(options.write(true).create_new(true)).open(path).map_err(BackupTrouble::File)?;
    io::copy(content, &mut file).map_err(BackupTrouble::File)?;
    file.sync_all().map_err(BackupTrouble::File)
}
