//! `running.json`: who holds the folder. A file of its own beside the lock, because some systems let nobody read a
//! locked file, and because a file that is replaced as a whole would lose its lock.

use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::app::folder::{FolderTrouble, write_whole};
use crate::values::Instant;

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Running {
    pub process: u32,
    /// Where its pages are, once it serves any: `http://127.0.0.1:7373`.
    pub address: Option<String>,
    /// RFC 3339 in UTC.
    pub since: String,
}

impl Running {
    pub fn this_process(address: Option<String>, now: Instant) -> Running {
        Running { process: std::process::id(), address, since: now.to_string() }
    }

    pub(super) fn read(path: &Path) -> Option<Running> {
        serde_json::from_str(&std::fs::read_to_string(path).ok()?).ok()
    }

    pub(super) fn write(&self, path: &Path) -> Result<(), FolderTrouble> {
        let text =
            serde_json::to_string_pretty(self).unwrap_or_else(|error| unreachable!("a process is plain data: {error}"));
        write_whole(path, text.as_bytes()).map_err(|error| FolderTrouble::of(path, &error))
    }
}
