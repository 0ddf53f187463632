//! Tables and maps. A table's number is part of the file format: retired numbers stay retired.

use std::marker::PhantomData;
use std::ops::Bound;

use crate::store::{Key, Stored, codec};

/// A named, numbered, ordered map of raw bytes.
#[derive(Clone, Copy, Debug)]
pub struct Table {
    pub number: u16,
    pub name: &'static str,
    /// Whether the bytes of a row are what this table holds; else why not.
    reads: fn(&[u8], &[u8]) -> Result<(), String>,
}

impl PartialEq for Table {
    fn eq(&self, other: &Self) -> bool {
        self.number == other.number
    }
}

impl Eq for Table {}

impl Table {
    /// Tries to read a row as a key and a value of this table.
    pub fn read_row(&self, key: &[u8], value: &[u8]) -> Result<(), String> {
        (self.reads)(key, value)
    }
}

/// A table with a typed key and a typed value.
pub struct Map<K, V> {
    table: Table,
    types: PhantomData<fn() -> (K, V)>,
}

impl<K: Key, V: Stored> Map<K, V> {
    pub const fn new(number: u16, name: &'static str) -> Map<K, V> {
        Map { table: Table { number, name, reads: read_row::<K, V> }, types: PhantomData }
    }
}

fn read_row<K: Key, V: Stored>(key: &[u8], value: &[u8]) -> Result<(), String> {
    K::from_bytes(key).ok_or("the key cannot be read")?;
    codec::decode::<V>(value).map(drop)
}

impl<K, V> Map<K, V> {
    pub const fn table(&self) -> Table {
        self.table
    }
}

/// The last number given out, for each counter.
pub(super) const COUNTER_TO_NUMBER: Map<String, u64> = Map::new(1, "COUNTER_TO_NUMBER");

/// Which part of a table to walk, in which direction, and how far.
#[derive(Clone, Debug)]
pub struct Span {
    pub(super) low: Bound<Vec<u8>>,
    pub(super) high: Bound<Vec<u8>>,
    pub(super) backwards: bool,
    pub(super) limit: usize,
}

impl Span {
    pub fn all() -> Span {
        Span { low: Bound::Unbounded, high: Bound::Unbounded, backwards: false, limit: usize::MAX }
    }

    /// All keys that begin with these parts.
    pub fn prefix(part: &impl Key) -> Span {
        let low = part.to_bytes();
        let high = match after_prefix(&low) {
            Some(bytes) => Bound::Excluded(bytes),
            None => Bound::Unbounded,
        };
        Span { low: Bound::Included(low), high, ..Span::all() }
    }

    pub fn from(first: &impl Key) -> Span {
        Span { low: Bound::Included(first.to_bytes()), ..Span::all() }
    }

    pub fn after(last_seen: &impl Key) -> Span {
        Span { low: Bound::Excluded(last_seen.to_bytes()), ..Span::all() }
    }

    pub fn before(first_excluded: &impl Key) -> Span {
        Span { high: Bound::Excluded(first_excluded.to_bytes()), ..Span::all() }
    }

    /// From `first` up to and with every key that begins with `last`.
    pub fn between(first: &impl Key, last: &impl Key) -> Span {
        let high = match after_prefix(&last.to_bytes()) {
            Some(bytes) => Bound::Excluded(bytes),
            None => Bound::Unbounded,
        };
        Span { low: Bound::Included(first.to_bytes()), high, ..Span::all() }
    }

    pub fn backwards(mut self) -> Span {
        self.backwards = true;
        self
    }

    pub fn limit(mut self, limit: usize) -> Span {
        self.limit = limit;
        self
    }
}

/// The smallest byte string that is greater than everything with this prefix.
fn after_prefix(prefix: &[u8]) -> Option<Vec<u8>> {
    let mut bytes = prefix.to_vec();
    while let Some(last) = bytes.pop() {
        if last < u8::MAX {
            bytes.push(last + 1);
            return Some(bytes);
        }
    }
    None
}
