//! Backup: every registered table and the files that belong to them, as they were at one moment, in one file.
//!
//! The file is a tar, packed by zstd, encrypted in the age format, so that the public tools open it when Kontor
//! is no longer at hand. `docs/FORMATS.md` describes what is inside.
//!
//! - *Manifest*: the first thing inside: what follows, how many rows, and the hash of each part.
//! - *Lock*: how a backup is encrypted. *Key*: how it is opened again.
//! - *Proof*: a backup that was read back, decrypted, counted and hashed. Before that it is only a file.

mod lock;
mod manifest;
mod pack;
mod rows;
mod trouble;
mod unpack;

pub use lock::{Key, Lock, wants_passphrase};
pub use manifest::{FileFacts, Manifest, TableFacts};
pub use pack::{Contents, pack};
pub use rows::measure;
pub use trouble::BackupTrouble;
pub use unpack::{Hands, unpack};

/// Is told how many bytes of how many have been dealt with; answers whether to go on.
pub type Progress<'p> = &'p mut dyn FnMut(u64, u64) -> bool;
