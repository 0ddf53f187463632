//! Carry: what earlier periods left to this one, and what this one leaves to the next.
//!
//! Every entry is a number (millionths) of one person under a key. `NAME@1` is what a volume, a predicate or a rank
//! was one period ago, `NAME@2` two periods ago.

use std::collections::BTreeMap;

use crate::business::commissions::calculation::at;
use crate::business::commissions::fingerprint::Fingerprint;
use crate::business::partners::Tree;
use crate::values::PartnerId;

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Carry {
    /// By key; people by place.
    entries: BTreeMap<String, Vec<(u32, i64)>>,
}

impl Carry {
    /// What is left by somebody who is no longer there is left out; the reader of files says so.
    pub fn of(given: &[(PartnerId, String, i64)], tree: &Tree) -> Carry {
        let mut entries: BTreeMap<String, Vec<(u32, i64)>> = BTreeMap::new();
        for (partner, key, value) in given {
            if let Some(place) = tree.place(*partner) {
                match entries.get_mut(key) {
                    Some(of_key) => of_key.push((place, *value)),
                    None => drop(entries.insert(key.clone(), vec![(place, *value)])),
                }
            }
        }
        for of_key in entries.values_mut() {
            of_key.sort_unstable();
        }
        Carry { entries }
    }

    /// Entries by key, people by place; in the order of their places.
    pub(in crate::business::commissions) fn by_place(entries: BTreeMap<String, Vec<(u32, i64)>>) -> Carry {
        Carry { entries }
    }

    /// The values of a key by place; nothing where there is no entry.
    pub fn column(&self, key: &str, places: usize) -> Vec<i64> {
        let mut column = vec![0; places];
        for (place, value) in self.entries.get(key).map_or(&[][..], Vec::as_slice) {
            if let Some(slot) = column.get_mut(at(*place)) {
                *slot = *value;
            }
        }
        column
    }

    /// Everybody who has an entry under a key, by place.
    pub fn of_key(&self, key: &str) -> &[(u32, i64)] {
        self.entries.get(key).map_or(&[], Vec::as_slice)
    }

    pub fn entries(&self) -> &BTreeMap<String, Vec<(u32, i64)>> {
        &self.entries
    }

    pub(super) fn fingerprint(&self, print: &mut Fingerprint) {
        for (key, of_key) in &self.entries {
            print.bytes(key.as_bytes());
            for (place, value) in of_key {
                print.bytes(&place.to_le_bytes());
                print.number(*value);
            }
        }
    }
}
