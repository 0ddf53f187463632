//! What a backup says of itself.

use serde::{Deserialize, Serialize};

/// Counts up when a reader of the former format could no longer read a new backup.
const VERSION: u32 = 1;
const FORMAT: &str = "kontor-backup";

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// Always `kontor-backup`.
    pub format: String,
    pub version: u32,
    /// The program that wrote it.
    pub program: String,
    /// Which firm it is of.
    pub instance: String,
    pub trial: bool,
    /// The schema of the tables.
    pub schema: u64,
    /// The newest journal entry inside; 0 when there is none.
    pub journal_number: u64,
    pub journal_hash: String,
    /// RFC 3339 in UTC.
    pub created: String,
    pub tables: Vec<TableFacts>,
    pub files: Vec<FileFacts>,
    /// The same for the same state of the data, whenever and by whatever it was written.
    pub content: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TableFacts {
    pub number: u16,
    pub name: String,
    /// Where its rows are inside the tar.
    pub file: String,
    pub rows: u64,
    pub bytes: u64,
    pub blake3: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileFacts {
    /// From the data folder, with `/` between its parts.
    pub path: String,
    pub bytes: u64,
    pub blake3: String,
}

impl Manifest {
    pub(super) fn form() -> (String, u32) {
        (FORMAT.to_owned(), VERSION)
    }

    pub(super) fn is_ours(&self) -> bool {
        self.format == FORMAT
    }

    /// Written by a program whose backups this one cannot read yet.
    pub fn is_newer(&self, schema: u64) -> bool {
        self.version > VERSION || self.schema > schema
    }

    pub fn rows(&self) -> u64 {
        self.tables.iter().map(|table| table.rows).sum()
    }

    /// Bytes of everything inside, unpacked.
    pub fn bytes(&self) -> u64 {
        let tables: u64 = self.tables.iter().map(|table| table.bytes).sum();
        tables + self.files.iter().map(|file| file.bytes).sum::<u64>()
    }
}

/// BLAKE3 over one line for each part, in their order.
pub(super) fn content_hash(schema: u64, tables: &[TableFacts], files: &[FileFacts]) -> String {
    let mut hasher = blake3::Hasher::new();
    hasher.update(format!("schema {schema}\n").as_bytes());
    for TableFacts { number, name, rows, blake3, .. } in tables {
        hasher.update(format!("table {number} {name} {rows} {blake3}\n").as_bytes());
    }
    for FileFacts { path, bytes, blake3 } in files {
        hasher.update(format!("file {bytes} {blake3} {path}\n").as_bytes());
    }
    hasher.finalize().to_hex().to_string()
}
