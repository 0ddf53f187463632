//! What takes long to make and is asked for often: made one at a time, and kept while the journal stands still, or
//! tells of nothing that matters to it. Of many who ask for the same, one waits for the work and the others for him.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::business::failure::Failure;
use crate::store::{Read, last_entry};

pub struct Kept<K, V> {
    rows: Mutex<VecDeque<Row<K, V>>>,
    at_work: Mutex<()>,
    most: usize,
}

struct Row<K, V> {
    key: K,
    /// The newest entry of the journal that it knows of.
    number: u64,
    value: Arc<V>,
}

impl<K: PartialEq, V> Kept<K, V> {
    /// Keeps so many at most.
    pub const fn at_most(most: usize) -> Kept<K, V> {
        Kept { rows: Mutex::new(VecDeque::new()), at_work: Mutex::new(()), most }
    }

    /// What fits the snapshot or a newer one; made when there is none. Takes its time: call it on a thread on which
    /// nobody else waits.
    pub fn of(&self, r: &dyn Read, key: K, make: impl FnOnce() -> Result<V, Failure>) -> Result<Arc<V>, Failure> {
        self.of_still(r, key, |_, _| false, make)
    }

    /// The same, kept also while `still` says that nothing which matters to it was told after an entry.
    pub fn of_still(
        &self,
        r: &dyn Read,
        key: K,
        still: impl Fn(&V, u64) -> bool,
        make: impl FnOnce() -> Result<V, Failure>,
    ) -> Result<Arc<V>, Failure> {
        let number = last_entry(r).map_or(0, |entry| entry.number);
        if let Some(kept) = self.look(&key, number, &still) {
            return Ok(kept);
        }
        let _turn = self.at_work.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(made_meanwhile) = self.look(&key, number, &still) {
            return Ok(made_meanwhile);
        }
        let value = Arc::new(make()?);
        // What was read from a broken store is not told to others.
        if !r.latch().is_set() {
            self.keep(Row { key, number, value: Arc::clone(&value) });
        }
        Ok(value)
    }

    fn look(&self, key: &K, number: u64, still: &impl Fn(&V, u64) -> bool) -> Option<Arc<V>> {
        let (known, value) = {
            let rows = self.lock();
            let found = rows.iter().find(|row| row.key == *key)?;
            (found.number, Arc::clone(&found.value))
        };
        if known >= number {
            return Some(value);
        }
        // Asked without the lock: it reads the journal.
        if !still(&value, known) {
            return None;
        }
        let mut rows = self.lock();
        if let Some(row) = rows.iter_mut().find(|row| row.key == *key && row.number == known) {
            row.number = number;
        }
        Some(value)
    }

    /// The oldest make room.
    fn keep(&self, new: Row<K, V>) {
        let mut rows = self.lock();
        rows.retain(|row| row.key != new.key);
        rows.push_back(new);
        while rows.len() > self.most {
            rows.pop_front();
        }
    }

    fn lock(&self) -> MutexGuard<'_, VecDeque<Row<K, V>>> {
        self.rows.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
