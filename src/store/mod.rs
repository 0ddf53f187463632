//! The store: redb, and nothing of the business. The only place that names redb.
//!
//! - *Table*: a registered, ordered map of raw bytes with a number that never changes.
//! - *Map*: a table with a typed key and a versioned value above it.
//! - *Reader*: one snapshot. *Writer*: what one command changes, laid over the open write transaction.
//! - *Group*: the commands that share one durable commit.
//! - *Rehearsal*: commands over a snapshot whose changes are thrown away, while others write.
//! - *Journal*: the hash-chained record of every change, written with the change itself.
//! - *Outbox*: what waits to leave the house, written with the change that caused it.
//! - *Disagreement*: a row that does not fit the others.
//! - *Loading*: rows of a backup on their way into an empty file.
//! - *Fault*: the disk or the file failed us; the first one is latched and fails the whole reading or command.

mod agreement;
pub mod backup;
mod codec;
mod fault;
mod journal;
mod key;
mod layers;
mod loading;
mod migrations;
mod open;
mod outbox;
mod reader;
mod scratch;
mod table;
mod writer;

pub use agreement::{DISAGREEMENTS_MAX, Disagreement, Wrong, compare, journal_index, outbox_indexes, unreadable};
pub use codec::{Stored, decode, encode, read_body, read_body_without};
pub use fault::{Fault, Latch};
pub use journal::{
    Chain, ChainBreak, Entry, NewEntry, Subject, each_entry, entries_at_ends, entries_from, entries_of, entry,
    last_entry, verify,
};
pub use key::Key;
pub use loading::Loading;
pub use migrations::SCHEMA_VERSION;
pub use open::{OpenError, Options, Store};
pub use outbox::{
    OutboxId, OutboxItem, OutboxState, outbox_due, outbox_item, outbox_newest, outbox_next_due, outbox_of,
    outbox_waiting,
};
pub use reader::{Read, Reader, Snapshot};
pub use table::{Map, Span, Table};
pub use writer::{Group, ReadyRow, Writer};

/// The tables that the store keeps for itself.
pub const TABLES: &[Table] = &[
    table::COUNTER_TO_NUMBER.table(),
    migrations::NAME_TO_SETTING.table(),
    journal::NUMBER_TO_ENTRY.table(),
    journal::SUBJECT_TO_NUMBER.table(),
    outbox::OUTBOX_ID_TO_ITEM.table(),
    outbox::DUE_TO_OUTBOX_ID.table(),
    outbox::SUBJECT_TO_OUTBOX_ID.table(),
];
