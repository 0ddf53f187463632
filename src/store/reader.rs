//! Reading: one object-safe surface for snapshots and for commands that read what they have just written.

use std::ops::ControlFlow;
use std::panic::resume_unwind;
use std::sync::{Arc, OnceLock};
use std::thread::scope;

use redb::{ReadOnlyTable, ReadTransaction, ReadableTable, TableDefinition, TableError};

use crate::store::{Fault, Key, Latch, Map, Span, Stored, Table, codec};

pub(super) type Raw = &'static [u8];

/// What a walk does with each row.
pub type Visit<'v> = &'v mut dyn FnMut(&[u8], &[u8]) -> ControlFlow<()>;

/// Raw ordered bytes, and the latch that keeps the first fault.
pub trait Read {
    fn get_raw(&self, table: Table, key: &[u8]) -> Option<Vec<u8>>;
    fn walk_raw(&self, table: Table, span: &Span, visit: Visit<'_>);
    fn latch(&self) -> &Latch;

    /// Another reading of the same state, for a second thread; a command has none.
    fn aside(&self) -> Option<Reader> {
        None
    }
}

impl dyn Read + '_ {
    /// Reads two things of the same state, at the same time where that can be.
    pub fn both<One: Send, Other>(
        &self,
        one: impl FnOnce(&dyn Read) -> One + Send,
        other: impl FnOnce(&dyn Read) -> Other,
    ) -> (One, Other) {
        let Some(aside) = self.aside() else { return (one(self), other(self)) };
        scope(|scope| {
            let reading = scope.spawn(move || {
                let found = one(&aside);
                (found, aside.latch.take())
            });
            let other = other(self);
            let (one, fault) = reading.join().unwrap_or_else(|panic| resume_unwind(panic));
            if let Some(fault) = fault {
                self.latch().set(fault);
            }
            (one, other)
        })
    }

    pub fn get<K: Key, V: Stored>(&self, map: &Map<K, V>, key: &K) -> Option<V> {
        let bytes = self.get_raw(map.table(), &key.to_bytes())?;
        self.decoded(map.table(), &bytes)
    }

    pub fn has<K: Key, V>(&self, map: &Map<K, V>, key: &K) -> bool {
        self.get_raw(map.table(), &key.to_bytes()).is_some()
    }

    /// All rows of a span, in its order.
    pub fn scan<K: Key, V: Stored>(&self, map: &Map<K, V>, span: Span) -> Vec<(K, V)> {
        let mut rows = Vec::new();
        self.each(map, span, |key, value| {
            rows.push((key, value));
            ControlFlow::Continue(())
        });
        rows
    }

    /// The keys of a span; the values are not read.
    pub fn keys<K: Key, V>(&self, map: &Map<K, V>, span: Span) -> Vec<K> {
        let mut keys = Vec::new();
        self.walk_raw(map.table(), &span, &mut |key, _| {
            keys.extend(self.key::<K>(map.table(), key));
            ControlFlow::Continue(())
        });
        keys
    }

    pub fn first<K: Key, V: Stored>(&self, map: &Map<K, V>, span: Span) -> Option<(K, V)> {
        self.scan(map, span.limit(1)).pop()
    }

    pub fn count<K, V>(&self, map: &Map<K, V>, span: Span) -> usize {
        let mut count = 0;
        self.walk_raw(map.table(), &span, &mut |_, _| {
            count += 1;
            ControlFlow::Continue(())
        });
        count
    }

    /// The last number that a counter gave out.
    pub fn counter(&self, name: &str) -> u64 {
        self.get(&crate::store::table::COUNTER_TO_NUMBER, &name.to_owned()).unwrap_or(0)
    }

    /// Walks a span without holding its rows in memory.
    pub fn each<K: Key, V: Stored>(&self, map: &Map<K, V>, span: Span, mut visit: impl FnMut(K, V) -> ControlFlow<()>) {
        self.walk_raw(map.table(), &span, &mut |key, value| match (
            self.key::<K>(map.table(), key),
            self.decoded::<V>(map.table(), value),
        ) {
            (Some(key), Some(value)) => visit(key, value),
            _ => ControlFlow::Break(()),
        });
    }

    fn key<K: Key>(&self, table: Table, bytes: &[u8]) -> Option<K> {
        let key = K::from_bytes(bytes);
        if key.is_none() {
            self.latch().set(Fault::new(format!("table {}: a key cannot be read", table.name)));
        }
        key
    }

    fn decoded<V: Stored>(&self, table: Table, bytes: &[u8]) -> Option<V> {
        match codec::decode(bytes) {
            Ok(value) => Some(value),
            Err(error) => {
                self.latch().set(Fault::new(format!("table {}: {error}", table.name)));
                None
            }
        }
    }
}

/// The committed state at one moment, shared by all readings until the next commit.
pub struct Snapshot {
    transaction: ReadTransaction,
    /// Opened on first use; `None` inside when the table has no rows yet.
    tables: Vec<OnceLock<Option<ReadOnlyTable<Raw, Raw>>>>,
}

impl Snapshot {
    pub(super) fn new(transaction: ReadTransaction, table_count: usize) -> Snapshot {
        Snapshot { transaction, tables: (0..table_count).map(|_| OnceLock::new()).collect() }
    }

    fn table(&self, table: Table) -> Result<Option<&ReadOnlyTable<Raw, Raw>>, Fault> {
        let Some(slot) = self.tables.get(usize::from(table.number)) else {
            return Err(Fault::new(format!("table {} is not registered", table.name)));
        };
        if slot.get().is_none() {
            let definition: TableDefinition<Raw, Raw> = TableDefinition::new(table.name);
            let opened = match self.transaction.open_table(definition) {
                Ok(opened) => Some(opened),
                Err(TableError::TableDoesNotExist(_)) => None,
                Err(error) => return Err(Fault::new(error.to_string()).about(table.name)),
            };
            // Another thread may have been faster; its table is as good as ours.
            let _ = slot.set(opened);
        }
        Ok(slot.get().and_then(Option::as_ref))
    }
}

/// One reading: a snapshot with a latch of its own.
pub struct Reader {
    snapshot: Arc<Snapshot>,
    latch: Latch,
}

impl Reader {
    pub fn new(snapshot: Arc<Snapshot>) -> Reader {
        Reader { snapshot, latch: Latch::default() }
    }

    fn table(&self, table: Table) -> Option<&ReadOnlyTable<Raw, Raw>> {
        match self.snapshot.table(table) {
            Ok(opened) => opened,
            Err(fault) => {
                self.latch.set(fault);
                None
            }
        }
    }
}

impl Read for Reader {
    fn get_raw(&self, table: Table, key: &[u8]) -> Option<Vec<u8>> {
        let found = self.table(table)?.get(key);
        caught(&self.latch, table, found)?.map(|guard| guard.value().to_vec())
    }

    fn walk_raw(&self, table: Table, span: &Span, visit: Visit<'_>) {
        if let Some(opened) = self.table(table) {
            walk(opened, &self.latch, table, span, visit);
        }
    }

    fn latch(&self) -> &Latch {
        &self.latch
    }

    fn aside(&self) -> Option<Reader> {
        Some(Reader::new(Arc::clone(&self.snapshot)))
    }
}

pub(super) fn caught<T>(latch: &Latch, table: Table, result: Result<T, redb::StorageError>) -> Option<T> {
    match result {
        Ok(value) => Some(value),
        Err(error) => {
            latch.set(Fault::new(error.to_string()).about(table.name));
            None
        }
    }
}

/// Walks rows of any open table, forwards or backwards, up to the span's limit.
pub(super) fn walk(opened: &impl ReadableTable<Raw, Raw>, latch: &Latch, table: Table, span: &Span, visit: Visit<'_>) {
    let bounds = (span.low.as_ref().map(Vec::as_slice), span.high.as_ref().map(Vec::as_slice));
    if is_empty(&bounds) {
        return;
    }
    let Some(mut rows) = caught(latch, table, opened.range::<&[u8]>(bounds)) else { return };
    for _ in 0..span.limit {
        let next = if span.backwards { rows.next_back() } else { rows.next() };
        let Some(row) = next else { return };
        let Some((key, value)) = caught(latch, table, row) else { return };
        if visit(key.value(), value.value()).is_break() {
            return;
        }
    }
}

/// A span whose low end lies above its high end holds nothing; redb would take it for a bug.
pub(super) fn is_empty(bounds: &(std::ops::Bound<&[u8]>, std::ops::Bound<&[u8]>)) -> bool {
    use std::ops::Bound::{Excluded, Included, Unbounded};
    match bounds {
        (Included(low), Included(high)) => low > high,
        (Included(low), Excluded(high)) | (Excluded(low), Included(high)) | (Excluded(low), Excluded(high)) => {
            low >= high
        }
        (Unbounded, _) | (_, Unbounded) => false,
    }
}
