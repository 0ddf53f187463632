//! Files in which a bank tells what moved on an account. Pure: bytes in, statements and lines out, nothing kept.
//!
//! - *Bank statement*: the lines of one account, with the balance before and after them.
//! - *Bank line*: one movement. They are handed on one by one, so that a file of any length needs little memory.
//! - *Preset*: how the table of a known bank names its columns; a TOML file in `assets/banks`.
//!
//! What is wrong stops the reading with a sentence; who keeps what was handed on keeps it only after `Ok`.

mod camt;
mod camt_entry;
mod camt_parts;
mod csv_map;
mod csv_table;
mod details;
mod encoding;
mod labels;
mod limits;
mod mt940;
mod mt940_line;
mod sniff;
mod source;
mod taking;
mod trouble;

pub use csv_map::{BankCsvMap, BankCsvMapError, presets};
pub use limits::{FILE_BYTES_MAX, SMALL_FILE_BYTES_MAX, TEXT_SIGNS_MAX};
pub use sniff::{BankFile, read_bank_file, sniff};
pub use taking::{BankPiece, Take, collect_statements};
pub use trouble::{BankFault, BankTrouble};
