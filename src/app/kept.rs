//! What takes long to make and is asked for often: made one at a time, and kept while the journal stands still.
//! Of many who ask for the same, one waits for the work and the others for him.

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
        let number = last_entry(r).map_or(0, |entry| entry.number);
        if let Some(kept) = self.look(&key, number) {
            return Ok(kept);
        }
        let _turn = self.at_work.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(made_meanwhile) = self.look(&key, number) {
            return Ok(made_meanwhile);
        }
        let value = Arc::new(make()?);
        // What was read from a broken store is not told to others.
        if !r.latch().is_set() {
            self.keep(Row { key, number, value: Arc::clone(&value) });
        }
        Ok(value)
    }

    fn look(&self, key: &K, number: u64) -> Option<Arc<V>> {
        let rows = self.lock();
        let fits = rows.iter().find(|row| row.key == *key && row.number >= number)?;
        Some(Arc::clone(&fits.value))
    }

    /// Whatever is older than the new one serves nobody any more.
    fn keep(&self, new: Row<K, V>) {
        let mut rows = self.lock();
        rows.retain(|row| row.number >= new.number && row.key != new.key);
        rows.push_back(new);
        while rows.len() > self.most {
            rows.pop_front();
        }
    }

    fn lock(&self) -> MutexGuard<'_, VecDeque<Row<K, V>>> {
        self.rows.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
