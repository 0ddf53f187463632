//! Writing: the commands of a group share one redb transaction and one durable commit.
//!
//! Each command writes into an overlay of its own that reads through to the group. A refusal drops
//! the overlay, so the group goes on as if the command had never begun.
//!
//! The commands of a *rehearsal* run the same way, over a snapshot: what they write goes into a file that is thrown
//! away.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::ops::ControlFlow;

use redb::{ReadableTable, TableDefinition, WriteTransaction};

use crate::store::journal::Tail;
use crate::store::layers::{Laid, walk_laid_over};
use crate::store::reader::{Raw, Visit, caught, is_empty, walk};
use crate::store::{Fault, Key, Latch, Map, Read, Reader, Span, Stored, Table, codec, table};
use crate::values::Counted;

type OpenTable<'t> = redb::Table<'t, Raw, Raw>;

/// What stands before a value in the file of a rehearsal, which also remembers what was deleted.
const THERE: u8 = 1;
const DELETED: u8 = 0;

/// One open write transaction with its tables.
pub struct Group<'t> {
    transaction: &'t WriteTransaction,
    tables: RefCell<Vec<Option<OpenTable<'t>>>>,
    registered: &'t [Option<Table>],
    tail: Tail,
    /// What a rehearsal is laid over; nothing lies beneath the transaction that is going to be committed.
    beneath: Option<&'t Reader>,
}

impl<'t> Group<'t> {
    pub(super) fn new(transaction: &'t WriteTransaction, registered: &'t [Option<Table>], tail: Tail) -> Group<'t> {
        let tables = RefCell::new((0..registered.len()).map(|_| None).collect());
        Group { transaction, tables, registered, tail, beneath: None }
    }

    /// Commands over a snapshot; the transaction is that of an empty file, and is never committed.
    pub(super) fn rehearsal(
        transaction: &'t WriteTransaction,
        registered: &'t [Option<Table>],
        tail: Tail,
        beneath: &'t Reader,
    ) -> Group<'t> {
        Group { beneath: Some(beneath), ..Group::new(transaction, registered, tail) }
    }

    /// Runs one command. What it wrote joins the group when it succeeds and is forgotten when it does not.
    pub fn command<T, E: From<Fault>>(
        &mut self,
        run: impl FnOnce(&mut Writer<'_, 't>) -> Result<T, E>,
    ) -> Result<T, E> {
        let mut writer =
            Writer { overlay: BTreeMap::new(), tail: self.tail.clone(), latch: Latch::default(), group: self };
        let result = run(&mut writer);
        let (overlay, tail, fault) = (writer.overlay, writer.tail, writer.latch.take());
        if let Some(fault) = fault.or_else(|| self.beneath.and_then(|reader| reader.latch().take())) {
            return Err(fault.into());
        }
        let value = result?;
        self.apply(overlay)?;
        self.tail = tail;
        Ok(value)
    }

    pub(super) fn tail(&self) -> &Tail {
        &self.tail
    }

    fn apply(&mut self, overlay: BTreeMap<(u16, Vec<u8>), Option<Vec<u8>>>) -> Result<(), Fault> {
        for ((number, key), value) in overlay {
            let table = self.registered(number)?;
            let kept = match (value, self.beneath) {
                (value, None) => value,
                (Some(value), Some(_)) => Some([&[THERE], value.as_slice()].concat()),
                (None, Some(_)) => Some(vec![DELETED]),
            };
            let done = self.with_table(table, |opened| match &kept {
                Some(value) => opened.insert(key.as_slice(), value.as_slice()).map(|_| ()),
                None => opened.remove(key.as_slice()).map(|_| ()),
            })?;
            done.map_err(|error| Fault::new(error.to_string()).about(table.name))?;
        }
        Ok(())
    }

    fn get(&self, table: Table, key: &[u8], latch: &Latch) -> Result<Option<Vec<u8>>, Fault> {
        let found = self.with_table(table, |opened| {
            let found = opened.get(key);
            caught(latch, table, found).flatten().map(|guard| guard.value().to_vec())
        })?;
        Ok(match (found, self.beneath) {
            (found, None) => found,
            (None, Some(reader)) => reader.get_raw(table, key),
            (Some(laid), Some(_)) => uncovered(&laid),
        })
    }

    /// While the rows are walked, the tables are held: whoever visits asks nothing of this group.
    fn walk(&self, table: Table, span: &Span, latch: &Latch, visit: Visit<'_>) -> Result<(), Fault> {
        self.with_table(table, |opened| {
            let Some(reader) = self.beneath else { return walk(opened, latch, table, span, visit) };
            let bounds = (span.low.as_ref().map(Vec::as_slice), span.high.as_ref().map(Vec::as_slice));
            let Some(rows) = caught(latch, table, opened.range::<&[u8]>(bounds)) else { return };
            let laid = |row: Result<_, redb::StorageError>| {
                let (key, value): (redb::AccessGuard<'_, Raw>, redb::AccessGuard<'_, Raw>) = caught(latch, table, row)?;
                Some((key.value().to_vec(), uncovered(value.value())))
            };
            let upper: Box<dyn Iterator<Item = Laid>> =
                if span.backwards { Box::new(rows.rev().map_while(laid)) } else { Box::new(rows.map_while(laid)) };
            walk_laid_over(upper, span, |span, visit| reader.walk_raw(table, span, visit), visit);
        })
    }

    fn registered(&self, number: u16) -> Result<Table, Fault> {
        let table = self.registered.get(usize::from(number)).copied().flatten();
        table.ok_or_else(|| Fault::new(format!("table number {number} is not registered")))
    }

    fn with_table<T>(&self, table: Table, work: impl FnOnce(&mut OpenTable<'t>) -> T) -> Result<T, Fault> {
        let mut tables = self.tables.borrow_mut();
        let slot = tables
            .get_mut(usize::from(table.number))
            .ok_or_else(|| Fault::new(format!("table {} is not registered", table.name)))?;
        if slot.is_none() {
            let definition: TableDefinition<Raw, Raw> = TableDefinition::new(table.name);
            let opened = self.transaction.open_table(definition);
            *slot = Some(opened.map_err(|error| Fault::new(error.to_string()).about(table.name))?);
        }
        match slot {
            Some(opened) => Ok(work(opened)),
            None => unreachable!("the slot was filled above"),
        }
    }
}

/// The value that a row of a rehearsal holds; `None` when it says that the row is deleted.
fn uncovered(laid: &[u8]) -> Option<Vec<u8>> {
    laid.strip_prefix(&[THERE]).map(<[u8]>::to_vec)
}

/// A row as bytes. Whoever has many of them makes them ready before the command, while others can still write.
#[derive(Clone, Debug)]
pub struct ReadyRow {
    table: Table,
    key: Vec<u8>,
    value: Result<Vec<u8>, String>,
}

impl ReadyRow {
    pub fn of<K: Key, V: Stored>(map: &Map<K, V>, key: &K, value: &V) -> ReadyRow {
        ReadyRow { table: map.table(), key: key.to_bytes(), value: codec::encode(value) }
    }
}

/// What one command has changed so far, over what the group already holds.
pub struct Writer<'g, 't> {
    group: &'g Group<'t>,
    overlay: BTreeMap<(u16, Vec<u8>), Option<Vec<u8>>>,
    pub(super) tail: Tail,
    latch: Latch,
}

impl Writer<'_, '_> {
    pub fn put<K: Key, V: Stored>(&mut self, map: &Map<K, V>, key: &K, value: &V) {
        match codec::encode(value) {
            Ok(bytes) => self.put_raw(map.table(), key.to_bytes(), bytes),
            Err(error) => self.latch.set(Fault::new(error).about(map.table().name)),
        }
    }

    /// Puts a row that was made ready before.
    pub fn put_ready(&mut self, row: ReadyRow) {
        match row.value {
            Ok(bytes) => self.put_raw(row.table, row.key, bytes),
            Err(error) => self.latch.set(Fault::new(error).about(row.table.name)),
        }
    }

    pub fn delete<K: Key, V>(&mut self, map: &Map<K, V>, key: &K) {
        self.overlay.insert((map.table().number, key.to_bytes()), None);
    }

    pub fn put_raw(&mut self, table: Table, key: Vec<u8>, value: Vec<u8>) {
        self.overlay.insert((table.number, key), Some(value));
    }

    /// The next number of a kind; numbers start at 1 and are never given twice.
    pub fn next_id<Kind: Counted>(&mut self) -> crate::values::Id<Kind> {
        crate::values::Id::new(self.count(Kind::COUNTER))
    }

    /// Counts a named counter up by one and tells the new number.
    pub fn count(&mut self, counter: &str) -> u64 {
        let key = counter.to_owned();
        let reader: &dyn Read = self;
        let number = reader.get(&table::COUNTER_TO_NUMBER, &key).unwrap_or(0) + 1;
        self.put(&table::COUNTER_TO_NUMBER, &key, &number);
        number
    }

    /// Has this command changed anything yet?
    pub fn is_clean(&self) -> bool {
        self.overlay.is_empty()
    }
}

impl Read for Writer<'_, '_> {
    fn get_raw(&self, table: Table, key: &[u8]) -> Option<Vec<u8>> {
        if let Some(own) = self.overlay.get(&(table.number, key.to_vec())) {
            return own.clone();
        }
        self.group.get(table, key, &self.latch).unwrap_or_else(|fault| {
            self.latch.set(fault);
            None
        })
    }

    fn walk_raw(&self, table: Table, span: &Span, visit: Visit<'_>) {
        let bounds = (span.low.as_ref().map(Vec::as_slice), span.high.as_ref().map(Vec::as_slice));
        if is_empty(&bounds) {
            return;
        }
        // Whoever visits may ask this writer again, so the rows are gathered first.
        let mut rows: Vec<(Vec<u8>, Vec<u8>)> = Vec::new();
        let mut walked = Ok(());
        let beneath = |span: &Span, visit: Visit<'_>| walked = self.group.walk(table, span, &self.latch, visit);
        walk_laid_over(self.own(table, span), span, beneath, &mut |key, value| {
            rows.push((key.to_vec(), value.to_vec()));
            ControlFlow::Continue(())
        });
        match walked {
            Ok(()) => {
                let _ = rows.iter().try_for_each(|(key, value)| visit(key, value));
            }
            Err(fault) => self.latch.set(fault),
        }
    }

    fn latch(&self) -> &Latch {
        &self.latch
    }
}

impl Writer<'_, '_> {
    /// The command's own rows of a span, in its order.
    fn own(&self, table: Table, span: &Span) -> Box<dyn Iterator<Item = Laid> + '_> {
        use std::ops::Bound::{Excluded, Included, Unbounded};
        let low = match &span.low {
            Unbounded => Included((table.number, Vec::new())),
            bound => bound.as_ref().map(|key| (table.number, key.clone())),
        };
        let high = match &span.high {
            Unbounded => Excluded((table.number + 1, Vec::new())),
            bound => bound.as_ref().map(|key| (table.number, key.clone())),
        };
        let laid = |((_, key), value): (&(u16, Vec<u8>), &Option<Vec<u8>>)| (key.clone(), value.clone());
        let rows = self.overlay.range((low, high));
        if span.backwards { Box::new(rows.rev().map(laid)) } else { Box::new(rows.map(laid)) }
    }
}
