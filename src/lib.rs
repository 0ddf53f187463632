//! Kontor: one executable that runs a whole small trading firm.
//!
//! The rooms in reading order; a file uses its own room and those above it, nothing else.

/// Small exact things that everyone speaks of: money, rate, day, period, iban, ids.
pub mod values;

/// redb, and nothing of the business: tables, snapshots, group commit, journal, outbox.
pub mod store;

/// tantivy, and nothing of the business: documents, the index, questions. Derived and disposable.
pub mod search;

/// Every sentence in every language; numbers, money and days per language.
pub mod texts;

/// What the firm does; every rule.
pub mod business;

/// What leaves or enters as a file or a message: pure writers and readers.
pub mod exchange;

/// The door to the data: clock, read, write, workers.
pub mod app;

/// The demo firm, played through the public commands.
pub mod demo;

/// The kit for pages: frames, parts, and what stands between a request and a page.
pub mod web;

/// One folder an audience: the pages themselves.
pub mod portals;

/// The operator's verbs, one file each.
pub mod cli;
