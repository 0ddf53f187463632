//! Do tables agree with each other? What an index should hold follows from the records that it points at.

use std::fmt::Debug;
use std::ops::ControlFlow;

use crate::store::journal::{NUMBER_TO_ENTRY, SUBJECT_TO_NUMBER};
use crate::store::outbox::{DUE_TO_OUTBOX_ID, OUTBOX_ID_TO_ITEM, SUBJECT_TO_OUTBOX_ID};
use crate::store::{Entry, Key, Map, OutboxItem, OutboxState, Read, Span, Stored, Table};

/// More of them help nobody; the file is broken anyway.
pub const DISAGREEMENTS_MAX: usize = 1_000;

/// One row that should not be as it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Disagreement {
    pub table: &'static str,
    pub key: String,
    pub wrong: Wrong,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wrong {
    /// The record is there, and the index does not know of it.
    Missing,
    /// The index points at a record that is not there, or that is not so.
    Stale,
    /// The bytes are not what the table holds.
    Unreadable { why: String },
}

/// Compares an index with the records from which it follows, in both directions.
pub fn compare<K, V, I, W>(
    r: &dyn Read,
    (records, index): (&Map<K, V>, &Map<I, W>),
    rows: impl Fn(&K, &V) -> Vec<(I, W)>,
    record: impl Fn(&I, &W) -> K,
) -> Vec<Disagreement>
where
    K: Key,
    V: Stored,
    I: Key + Debug + PartialEq,
    W: Stored + PartialEq,
{
    let table = index.table().name;
    let mut found = Vec::new();
    r.each(records, Span::all(), |key, value| {
        for (row, points_at) in rows(&key, &value) {
            if r.get(index, &row).as_ref() != Some(&points_at) {
                found.push(Disagreement { table, key: format!("{row:?}"), wrong: Wrong::Missing });
            }
        }
        go_on(&found)
    });
    r.each(index, Span::all(), |row, points_at| {
        let key = record(&row, &points_at);
        let expected = r.get(records, &key).map(|value| rows(&key, &value)).unwrap_or_default();
        let shown = format!("{row:?}");
        if !expected.contains(&(row, points_at)) {
            found.push(Disagreement { table, key: shown, wrong: Wrong::Stale });
        }
        go_on(&found)
    });
    found
}

fn go_on(found: &[Disagreement]) -> ControlFlow<()> {
    if found.len() < DISAGREEMENTS_MAX { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
}

/// Rows of a table whose bytes cannot be read.
pub fn unreadable(r: &dyn Read, table: Table) -> Vec<Disagreement> {
    let mut found = Vec::new();
    r.walk_raw(table, &Span::all(), &mut |key, value| {
        if let Err(why) = table.read_row(key, value) {
            let key = key.iter().map(|byte| format!("{byte:02x}")).collect();
            found.push(Disagreement { table: table.name, key, wrong: Wrong::Unreadable { why } });
        }
        go_on(&found)
    });
    found
}

/// The journal's index by subject.
pub fn journal_index(r: &dyn Read) -> Vec<Disagreement> {
    let rows = |number: &u64, entry: &Entry| vec![((entry.subject.kind.clone(), entry.subject.id, *number), ())];
    compare(r, (&NUMBER_TO_ENTRY, &SUBJECT_TO_NUMBER), rows, |(_, _, number), ()| *number)
}

/// The outbox's index by subject, and its queue: just the items that wait are in it, under their instants.
pub fn outbox_indexes(r: &dyn Read) -> Vec<Disagreement> {
    let by_subject =
        |id: &crate::store::OutboxId, item: &OutboxItem| vec![((item.subject.kind.clone(), item.subject.id, *id), ())];
    let queue = |id: &crate::store::OutboxId, item: &OutboxItem| match item.state {
        OutboxState::Waiting => vec![((item.due_at, *id), ())],
        _ => Vec::new(),
    };
    let mut found = compare(r, (&OUTBOX_ID_TO_ITEM, &SUBJECT_TO_OUTBOX_ID), by_subject, |(_, _, id), ()| *id);
    found.extend(compare(r, (&OUTBOX_ID_TO_ITEM, &DUE_TO_OUTBOX_ID), queue, |(_, id), ()| *id));
    found
}
