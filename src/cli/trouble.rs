//! Why a verb did not do what it was asked for: sentences and an exit code.

use std::io;
use std::path::Path;

use crate::app::FolderTrouble;
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

    /// A file that could not be read or written.
    pub fn file(path: &Path, error: &io::Error) -> Trouble {
        FolderTrouble::of(path, error).into()
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

impl From<FolderTrouble> for Trouble {
    fn from(trouble: FolderTrouble) -> Trouble {
        let exit = match trouble {
            FolderTrouble::Missing(_) => Exit::NoData,
            FolderTrouble::Foreign(_) | FolderTrouble::Taken(_) => Exit::Taken,
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
