//! Why a backup could not be written or read.

use std::fmt;
use std::io;

use crate::store::Fault;

#[derive(Debug)]
pub enum BackupTrouble {
    /// The passphrase or the key does not open it.
    WrongKey,
    /// Not a backup of ours, or its very beginning is damaged.
    Foreign,
    /// What is inside is not what was written; the part says where.
    Damaged {
        part: String,
    },
    Newer {
        program: String,
    },
    /// The file itself could not be read or written.
    File(io::Error),
    Fault(Fault),
    /// There are data already where the backup was to go.
    NotEmpty,
    Interrupted,
}

impl BackupTrouble {
    /// An error from inside the layers: the system's own are about the file, all others about its content.
    pub(super) fn inside(part: &str, error: io::Error) -> BackupTrouble {
        if error.raw_os_error().is_some() {
            BackupTrouble::File(error)
        } else {
            BackupTrouble::Damaged { part: part.to_owned() }
        }
    }
}

impl From<Fault> for BackupTrouble {
    fn from(fault: Fault) -> BackupTrouble {
        BackupTrouble::Fault(fault)
    }
}

impl fmt::Display for BackupTrouble {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self:?}")
    }
}
