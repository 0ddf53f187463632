//! Who tries too often has to wait: per account and per address, in memory, with the time passed in.
//!
//! Five tries in a minute are free. Then comes a pause of a minute, after it one try, and every pause is twice
//! as long as the one before, up to a quarter of an hour. A success forgets everything.

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::values::Instant;

const TRIES_FREE: u32 = 5;
const WINDOW_SECONDS: i64 = 60;
const PAUSE_SECONDS: i64 = 60;
const PAUSE_SECONDS_MAX: i64 = 15 * 60;
/// The longest pause of an administrator at the machine itself, who is slowed but never locked out.
const PAUSE_SECONDS_AT_THE_MACHINE: i64 = 10;
/// Whoever was quiet for so long begins anew.
const FORGOTTEN_SECONDS: i64 = 60 * 60;
/// More keys than a firm has visitors in an hour; the quietest are forgotten first.
const KEYS_MAX: usize = 20_000;

/// Whose tries are counted together.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Counted {
    /// An account by its e-mail address, whether it exists or not.
    Account(String),
    /// The same, when an administrator may sit at this very machine.
    AccountAtTheMachine(String),
    Address(String),
    /// Letters that an address lets us send.
    Letters(String),
}

#[derive(Clone, Copy, Debug)]
struct Tries {
    count: u32,
    window_from: Instant,
    pauses: u32,
    paused_until: Instant,
    last: Instant,
}

#[derive(Default)]
pub struct Throttle {
    tries: Mutex<BTreeMap<Counted, Tries>>,
}

impl Throttle {
    /// Counts a try for each of them, or says for how many seconds there is none. Counted before the outcome is
    /// known, so that many tries at once are not free.
    pub fn begin(&self, counted: &[Counted], now: Instant) -> Result<(), i64> {
        let mut tries = self.lock();
        let wait = counted.iter().filter_map(|key| tries.get(key)).map(|known| known.paused_until.seconds_since(now));
        if let Some(seconds) = wait.max().filter(|seconds| *seconds > 0) {
            return Err(seconds);
        }
        for key in counted {
            let before = tries.get(key).copied();
            tries.insert(key.clone(), counted_once_more(key, before, now));
        }
        forget_quiet_ones(&mut tries, now);
        Ok(())
    }

    /// It was the right password: everything is forgotten.
    pub fn forgive(&self, counted: &[Counted]) {
        let mut tries = self.lock();
        for key in counted {
            tries.remove(key);
        }
    }

    fn lock(&self) -> MutexGuard<'_, BTreeMap<Counted, Tries>> {
        self.tries.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn counted_once_more(key: &Counted, before: Option<Tries>, now: Instant) -> Tries {
    let fresh = Tries { count: 0, window_from: now, pauses: 0, paused_until: now, last: now };
    let mut tries = before.filter(|known| now.seconds_since(known.last) < FORGOTTEN_SECONDS).unwrap_or(fresh);
    if now.seconds_since(tries.window_from) >= WINDOW_SECONDS {
        tries.window_from = now;
        tries.count = 0;
    }
    tries.count += 1;
    tries.last = now;
    let free = if tries.pauses == 0 { TRIES_FREE } else { 1 };
    if tries.count >= free {
        let longest = match key {
            Counted::AccountAtTheMachine(_) => PAUSE_SECONDS_AT_THE_MACHINE,
            Counted::Account(_) | Counted::Address(_) | Counted::Letters(_) => PAUSE_SECONDS_MAX,
        };
        let pause = PAUSE_SECONDS.saturating_mul(1 << tries.pauses.min(8)).min(longest);
        tries.paused_until = now.plus_seconds(pause);
        tries.pauses += 1;
        tries.count = 0;
    }
    tries
}

fn forget_quiet_ones(tries: &mut BTreeMap<Counted, Tries>, now: Instant) {
    if tries.len() <= KEYS_MAX {
        return;
    }
    tries.retain(|_, known| now.seconds_since(known.last) < FORGOTTEN_SECONDS);
    while tries.len() > KEYS_MAX {
        let quietest = tries.iter().min_by_key(|(_, known)| known.last).map(|(key, _)| key.clone());
        match quietest {
            Some(key) => drop(tries.remove(&key)),
            None => return,
        }
    }
}
