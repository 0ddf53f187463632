//! Why a verb did not do what it was asked for: sentences and an exit code.

use std::io;
use std::path::Path;

use crate::app::FolderTrouble;
pub use crate::app::os_words;
use crate::business::failure::{Complaint, Failure};
use crate::cli::Exit;
use crate::cli::output::Output;
use crate::store::{Fault, OpenError};
use crate::values::Language;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trouble {
    pub exit: Exit,
    pub complaints: Vec<Complaint>,
}

impl Trouble {
    pub fn new(exit: Exit, complaint: Complaint) -> Trouble {
        Trouble { exit, complaints: vec![complaint] }
    }

    /// A file that could not be read or written: what was named is a file, and so is what is told.
    pub fn file(path: &Path, error: &io::Error) -> Trouble {
        let about = |key: &'static str, path: &Path| Complaint::new(key).with("path", path.display().to_string());
        match error.kind() {
            io::ErrorKind::NotFound => match path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
                Some(folder) if !folder.is_dir() => {
                    Trouble::new(Exit::NotAllowed, about("cli.file.no_folder", folder).with("file", file_name(path)))
                }
                _ => Trouble::new(Exit::NotAllowed, about("cli.file.missing", path)),
            },
            io::ErrorKind::AlreadyExists => Trouble::new(Exit::Taken, about("cli.file.is_file", path)),
            io::ErrorKind::IsADirectory => Trouble::new(Exit::NotAllowed, about("cli.file.is_folder", path)),
            io::ErrorKind::NotADirectory => Trouble::new(Exit::NotAllowed, about("cli.file.no_such_place", path)),
            io::ErrorKind::PermissionDenied => Trouble::new(Exit::NotAllowed, about("cli.file.not_allowed", path)),
            io::ErrorKind::ReadOnlyFilesystem => Trouble::new(Exit::NotAllowed, about("cli.file.read_only", path)),
            // Bytes that are no UTF-8, where a text was wanted.
            io::ErrorKind::InvalidData => Trouble::new(Exit::FileDamaged, about("cli.file.no_text", path)),
            _ => FolderTrouble::of(path, error).into(),
        }
    }

    pub fn opening(path: &Path, error: OpenError) -> Trouble {
        match error {
            OpenError::InUse => FolderTrouble::InUse { path: path.to_owned(), by: None }.into(),
            OpenError::Newer { found } => {
                FolderTrouble::Newer { path: path.to_owned(), program: format!("({found})") }.into()
            }
            OpenError::Fault(fault) if fault.is_disk_full() => fault.into(),
            OpenError::Fault(fault) => FolderTrouble::Damaged { path: path.to_owned(), why: fault.to_string() }.into(),
        }
    }

    pub fn tell(&self, language: Language, json: bool, out: &mut dyn Output) {
        let sentences: Vec<String> = self.complaints.iter().map(|complaint| complaint.say(language)).collect();
        if json {
            out.warn(&serde_json::json!({ "exit": self.exit.number(), "trouble": sentences }).to_string());
        } else {
            sentences.iter().for_each(|sentence| out.warn(sentence));
        }
    }
}

fn file_name(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

impl From<FolderTrouble> for Trouble {
    fn from(trouble: FolderTrouble) -> Trouble {
        let exit = match trouble {
            FolderTrouble::Missing(_) => Exit::NoData,
            FolderTrouble::Foreign { .. } | FolderTrouble::Taken(_) => Exit::Taken,
            FolderTrouble::InUse { .. } => Exit::InUse,
            FolderTrouble::Newer { .. } => Exit::NewerData,
            FolderTrouble::Damaged { .. } => Exit::Damage,
            FolderTrouble::NotAllowed { .. } => Exit::NotAllowed,
            FolderTrouble::NoRoom { .. } => Exit::NoRoom,
            FolderTrouble::Other { .. } => Exit::Failed,
        };
        Trouble::new(exit, trouble.complaint())
    }
}

impl From<Fault> for Trouble {
    fn from(fault: Fault) -> Trouble {
        if fault.is_disk_full() {
            Trouble::new(Exit::NoRoom, Complaint::new("cli.trouble.no_room"))
        } else {
            Trouble::new(Exit::Failed, Complaint::new("cli.trouble.fault").with("why", fault.to_string()))
        }
    }
}

impl From<Failure> for Trouble {
    fn from(failure: Failure) -> Trouble {
        match failure {
            Failure::Fault(fault) => fault.into(),
            Failure::Refused(refusal) => Trouble { exit: Exit::Failed, complaints: refusal.complaints },
        }
    }
}
