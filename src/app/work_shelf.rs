//! Long work that was asked for on pages: kept under a key while it goes on and for an hour after it was begun, told
//! to nobody but whoever asked, and ended when that person or Kontor wants it to end.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::business::actor::Actor;
use crate::values::{AccountId, Instant};

pub type WorkKey = [u8; 16];

/// After so long work is forgotten.
const KEPT_SECONDS: i64 = 60 * 60;

/// One piece of work with what its kind keeps of it.
pub struct Held<W> {
    pub work: W,
    account: Option<AccountId>,
    begun_at: Instant,
    is_cancelled: bool,
}

impl<W> Held<W> {
    pub fn new(actor: &Actor, begun_at: Instant, work: W) -> Held<W> {
        Held { work, account: actor.account(), begun_at, is_cancelled: false }
    }

    pub const fn begun_at(&self) -> Instant {
        self.begun_at
    }

    /// Whoever asked wants it no more.
    pub const fn is_cancelled(&self) -> bool {
        self.is_cancelled
    }

    pub fn is_of(&self, actor: &Actor) -> bool {
        self.account == actor.account()
    }

    pub fn is_of_same_person(&self, other: &Held<W>) -> bool {
        self.account == other.account
    }

    pub fn cancel(&mut self) {
        self.is_cancelled = true;
    }

    /// Another piece of the same work begins.
    pub fn go_on(&mut self) {
        self.is_cancelled = false;
    }
}

/// All work of one kind.
pub struct WorkShelf<W> {
    held: Mutex<BTreeMap<WorkKey, Held<W>>>,
    stopping: AtomicBool,
    /// So much is kept at once; the oldest gives way.
    kept_max: usize,
}

impl<W> WorkShelf<W> {
    pub const fn of(kept_max: usize) -> WorkShelf<W> {
        WorkShelf { held: Mutex::new(BTreeMap::new()), stopping: AtomicBool::new(false), kept_max }
    }

    pub fn lock(&self) -> MutexGuard<'_, BTreeMap<WorkKey, Held<W>>> {
        self.held.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Puts new work on the shelf, unless something there says otherwise; what is forgotten by now makes room.
    pub fn put<B>(
        &self,
        key: WorkKey,
        new: Held<W>,
        barred: impl FnOnce(&BTreeMap<WorkKey, Held<W>>, &Held<W>) -> Option<B>,
    ) -> Result<(), B> {
        let mut all = self.lock();
        if let Some(bar) = barred(&all, &new) {
            return Err(bar);
        }
        all.retain(|_, old| new.begun_at.seconds_since(old.begun_at) < KEPT_SECONDS);
        while all.len() >= self.kept_max {
            let oldest = all.iter().min_by_key(|(_, old)| old.begun_at).map(|(key, _)| *key);
            let Some(oldest) = oldest else { break };
            all.remove(&oldest);
        }
        all.insert(key, new);
        Ok(())
    }

    /// Looks at own work.
    pub fn own<T>(&self, actor: &Actor, key: &WorkKey, look: impl FnOnce(&mut Held<W>) -> T) -> Option<T> {
        self.lock().get_mut(key).filter(|held| held.is_of(actor)).map(look)
    }

    /// Notes something of work that goes on; whether to go on.
    pub fn tell(&self, key: &WorkKey, note: impl FnOnce(&mut W)) -> bool {
        let mut all = self.lock();
        let Some(held) = all.get_mut(key) else { return false };
        note(&mut held.work);
        !held.is_cancelled && !self.stopping.load(Ordering::SeqCst)
    }

    /// Lets everything that is under way come to an end.
    pub fn stop(&self) {
        self.stopping.store(true, Ordering::SeqCst);
    }
}
