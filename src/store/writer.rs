//! Writing: the commands of a group share one redb transaction and one durable commit.
//!
//! Each command writes into an overlay of its own that reads through to the group. A refusal drops
//! the overlay, so the group goes on as if the command had never begun.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::ops::ControlFlow;

use redb::{TableDefinition, WriteTransaction};

use crate::store::journal::Tail;
use crate::store::reader::{Raw, Visit, caught, is_empty, walk};
use crate::store::{Fault, Key, Latch, Map, Read, Span, Stored, Table, codec, table};
use crate::values::Counted;

type OpenTable<'t> = redb::Table<'t, Raw, Raw>;

/// One open write transaction with its tables.
pub struct Group<'t> {
    transaction: &'t WriteTransaction,
    tables: RefCell<Vec<Option<OpenTable<'t>>>>,
    registered: &'t [Option<Table>],
    tail: Tail,
}

impl<'t> Group<'t> {
    pub(super) fn new(transaction: &'t WriteTransaction, registered: &'t [Option<Table>], tail: Tail) -> Group<'t> {
        let tables = RefCell::new((0..registered.len()).map(|_| None).collect());
        Group { transaction, tables, registered, tail }
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
        if let Some(fault) = fault {
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
            let done = self.with_table(table, |opened| match &value {
                Some(value) => opened.insert(key.as_slice(), value.as_slice()).map(|_| ()),
                None => opened.remove(key.as_slice()).map(|_| ()),
            })?;
            done.map_err(|error| Fault::new(error.to_string()).about(table.name))?;
        }
        Ok(())
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
        let found = self.group.with_table(table, |opened| {
            let found = redb::ReadableTable::get(opened, key);
            caught(&self.latch, table, found).flatten().map(|guard| guard.value().to_vec())
        });
        found.unwrap_or_else(|fault| {
            self.latch.set(fault);
            None
        })
    }

    fn walk_raw(&self, table: Table, span: &Span, visit: Visit<'_>) {
        let low = span.low.as_ref().map(|key| (table.number, key.clone()));
        let high = span.high.as_ref().map(|key| (table.number, key.clone()));
        let bounds = (span.low.as_ref().map(Vec::as_slice), span.high.as_ref().map(Vec::as_slice));
        if is_empty(&bounds) {
            return;
        }
        let low = match low {
            std::ops::Bound::Unbounded => std::ops::Bound::Included((table.number, Vec::new())),
            other => other,
        };
        let high = match high {
            std::ops::Bound::Unbounded => std::ops::Bound::Excluded((table.number + 1, Vec::new())),
            other => other,
        };
        let own: Vec<_> = self.overlay.range((low, high)).map(|((_, key), value)| (key, value)).collect();
        self.merge(table, span, &own, visit);
    }

    fn latch(&self) -> &Latch {
        &self.latch
    }
}

impl Writer<'_, '_> {
    /// Lays the command's own rows over those of the group, in the order of the span.
    fn merge(&self, table: Table, span: &Span, own: &[(&Vec<u8>, &Option<Vec<u8>>)], visit: Visit<'_>) {
        let mut rows: BTreeMap<Vec<u8>, Vec<u8>> = BTreeMap::new();
        let mut unlimited = span.clone();
        // Deleted rows may hide some of the group's, so that many more are asked for.
        unlimited.limit = span.limit.saturating_add(own.len());
        let walked = self.group.with_table(table, |opened| {
            walk(opened, &self.latch, table, &unlimited, &mut |key, value| {
                rows.insert(key.to_vec(), value.to_vec());
                ControlFlow::Continue(())
            });
        });
        if let Err(fault) = walked {
            self.latch.set(fault);
            return;
        }
        for (key, value) in own {
            match value {
                Some(value) => rows.insert((*key).clone(), value.clone()),
                None => rows.remove(*key),
            };
        }
        let mut visit_row = |(key, value): (&Vec<u8>, &Vec<u8>)| visit(key, value);
        if span.backwards {
            let _ = rows.iter().rev().take(span.limit).try_for_each(&mut visit_row);
        } else {
            let _ = rows.iter().take(span.limit).try_for_each(&mut visit_row);
        }
    }
}
