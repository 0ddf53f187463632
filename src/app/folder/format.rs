//! `format.json`: what kind of data lie here, so that a program that is too old refuses before it opens the store.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::app::folder::{FolderTrouble, write_whole};
use crate::store::SCHEMA_VERSION;

/// The number that data of this program have. It grows with every migration.
pub const DATA_FORMAT: u64 = SCHEMA_VERSION;

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Format {
    /// What a person who finds the file should know.
    pub what: String,
    /// Tells this firm from every other, also after a restore.
    pub instance: String,
    pub data_format: u64,
    /// The oldest program that may write here.
    pub oldest_program: String,
    /// The program that wrote here last.
    pub last_program: String,
    /// A demo firm, in which the clock may be set.
    pub trial: bool,
    /// What a newer program has noted is kept.
    #[serde(flatten)]
    pub more: BTreeMap<String, serde_json::Value>,
}

impl Format {
    /// For a new firm. 128 random bits never meet twice.
    pub fn fresh(trial: bool) -> Result<Format, io::Error> {
        let mut random = [0_u8; 16];
        getrandom::fill(&mut random).map_err(|error| io::Error::other(error.to_string()))?;
        Ok(Format {
            what: "Data of Kontor. Do not copy while Kontor runs: use kontor backup.".to_owned(),
            instance: random.iter().map(|byte| format!("{byte:02x}")).collect(),
            data_format: DATA_FORMAT,
            oldest_program: env!("CARGO_PKG_VERSION").to_owned(),
            last_program: env!("CARGO_PKG_VERSION").to_owned(),
            trial,
            more: BTreeMap::new(),
        })
    }

    /// `None` when the file is not there.
    pub(super) fn read(path: &Path) -> Result<Option<Format>, FolderTrouble> {
        let text = match fs::read_to_string(path) {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(FolderTrouble::of(path, &error)),
        };
        let damaged =
            |error: serde_json::Error| FolderTrouble::Damaged { path: path.to_owned(), why: error.to_string() };
        serde_json::from_str(&text).map(Some).map_err(damaged)
    }

    pub(super) fn write(&self, path: &Path) -> Result<(), FolderTrouble> {
        let mut text = serde_json::to_string_pretty(self)
            .unwrap_or_else(|error| unreachable!("the format is plain data: {error}"));
        text.push('\n');
        write_whole(path, text.as_bytes()).map_err(|error| FolderTrouble::of(path, &error))
    }

    /// The same data, now written by this program.
    pub(super) fn brought_up(&self) -> Format {
        let this = env!("CARGO_PKG_VERSION").to_owned();
        let oldest = if self.data_format < DATA_FORMAT { this.clone() } else { self.oldest_program.clone() };
        Format { data_format: DATA_FORMAT, oldest_program: oldest, last_program: this, ..self.clone() }
    }
}
