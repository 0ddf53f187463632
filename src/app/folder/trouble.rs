//! What can be wrong with a data folder, each with a sentence that says what to do.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::app::folder::Running;
use crate::business::failure::{Argument, Complaint};

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FolderTrouble {
    /// There is no firm in this folder.
    Missing(PathBuf),
    /// The folder must be empty and is not: the first of what lies there, and how much more there is.
    Foreign {
        path: PathBuf,
        names: Vec<String>,
        more: usize,
    },
    /// A firm is here already, where a new one was to be made.
    Taken(PathBuf),
    /// Another process holds it, and this is what it tells of itself.
    InUse {
        path: PathBuf,
        by: Option<Running>,
    },
    /// The data were written by a newer program.
    Newer {
        path: PathBuf,
        program: String,
    },
    /// Something that must be there is missing or cannot be read.
    Damaged {
        path: PathBuf,
        why: String,
    },
    /// The system does not let us read or write.
    NotAllowed {
        path: PathBuf,
        why: Argument,
    },
    NoRoom {
        path: PathBuf,
    },
    Other {
        path: PathBuf,
        why: Argument,
    },
}

/// What the system says, in the language of whoever asked where we know it.
pub fn os_words(error: &io::Error) -> Argument {
    let key = match error.kind() {
        io::ErrorKind::NotFound => "app.os.not_found",
        io::ErrorKind::PermissionDenied => "app.os.not_allowed",
        io::ErrorKind::AlreadyExists => "app.os.already_there",
        io::ErrorKind::IsADirectory => "app.os.is_folder",
        io::ErrorKind::NotADirectory => "app.os.no_folder",
        io::ErrorKind::DirectoryNotEmpty => "app.os.not_empty",
        io::ErrorKind::ReadOnlyFilesystem => "app.os.read_only",
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => "app.os.full",
        io::ErrorKind::TimedOut => "app.os.timed_out",
        io::ErrorKind::ResourceBusy => "app.os.busy",
        io::ErrorKind::InvalidFilename => "app.os.bad_name",
        _ => return Argument::Text(error.to_string()),
    };
    Argument::Key(key.to_owned())
}

/// So many names tell what kind of folder it is.
const NAMES_SHOWN: usize = 5;

impl FolderTrouble {
    /// What lies in a folder beside the names that may lie there; `None` when there is nothing, or no such folder.
    pub fn foreign(root: &Path, may_lie_there: &[&str]) -> Option<FolderTrouble> {
        let entries = match fs::read_dir(root) {
            Ok(entries) => entries,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return None,
            Err(error) => return Some(FolderTrouble::of(root, &error)),
        };
        let names = entries.flatten().map(|entry| entry.file_name().to_string_lossy().into_owned());
        let mut names: Vec<String> = names.filter(|name| !may_lie_there.contains(&name.as_str())).collect();
        names.sort();
        let more = names.len().saturating_sub(NAMES_SHOWN);
        names.truncate(NAMES_SHOWN);
        (!names.is_empty()).then(|| FolderTrouble::Foreign { path: root.to_owned(), names, more })
    }

    pub fn of(path: &Path, error: &io::Error) -> FolderTrouble {
        let (path, why) = (path.to_owned(), os_words(error));
        match error.kind() {
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => FolderTrouble::NoRoom { path },
            io::ErrorKind::PermissionDenied
            | io::ErrorKind::ReadOnlyFilesystem
            | io::ErrorKind::NotADirectory
            | io::ErrorKind::NotFound => FolderTrouble::NotAllowed { path, why },
            _ => FolderTrouble::Other { path, why },
        }
    }

    pub fn complaint(&self) -> Complaint {
        let about = |key: &'static str, path: &Path| Complaint::new(key).with("path", path.display().to_string());
        match self {
            FolderTrouble::Missing(path) => about("app.folder.missing", path),
            FolderTrouble::Foreign { path, names, more } => {
                let key = if *more == 0 { "app.folder.foreign" } else { "app.folder.foreign_more" };
                let more = i64::try_from(*more).unwrap_or(i64::MAX);
                about(key, path).with("names", names.join(", ")).with("more", more)
            }
            FolderTrouble::Taken(path) => about("app.folder.taken", path),
            FolderTrouble::InUse { path, by: Some(Running { process, address: Some(address), .. }) } => {
                about("app.folder.served", path).with("process", process.to_string()).with("address", address.as_str())
            }
            FolderTrouble::InUse { path, by: Some(Running { process, .. }) } => {
                about("app.folder.held", path).with("process", process.to_string())
            }
            FolderTrouble::InUse { path, by: None } => about("app.folder.held_unknown", path),
            FolderTrouble::Newer { path, program } => about("app.folder.newer", path)
                .with("program", program.as_str())
                .with("this", env!("CARGO_PKG_VERSION")),
            FolderTrouble::Damaged { path, why } => about("app.folder.damaged", path).with("why", why.as_str()),
            FolderTrouble::NotAllowed { path, why } => about("app.folder.not_allowed", path).with("why", why.clone()),
            FolderTrouble::NoRoom { path } => about("app.folder.no_room", path),
            FolderTrouble::Other { path, why } => about("app.folder.other", path).with("why", why.clone()),
        }
    }
}
