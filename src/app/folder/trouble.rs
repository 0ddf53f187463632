//! What can be wrong with a data folder, each with a sentence that says what to do.

use std::io;
use std::path::{Path, PathBuf};

use crate::app::folder::Running;
use crate::business::failure::Complaint;

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FolderTrouble {
    /// There is no firm in this folder.
    Missing(PathBuf),
    /// Other people's files lie here.
    Foreign(PathBuf),
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
        why: String,
    },
    NoRoom {
        path: PathBuf,
    },
    Other {
        path: PathBuf,
        why: String,
    },
}

impl FolderTrouble {
    pub fn of(path: &Path, error: &io::Error) -> FolderTrouble {
        let (path, why) = (path.to_owned(), error.to_string());
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
            FolderTrouble::Foreign(path) => about("app.folder.foreign", path),
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
            FolderTrouble::NotAllowed { path, why } => about("app.folder.not_allowed", path).with("why", why.as_str()),
            FolderTrouble::NoRoom { path } => about("app.folder.no_room", path),
            FolderTrouble::Other { path, why } => about("app.folder.other", path).with("why", why.as_str()),
        }
    }
}
