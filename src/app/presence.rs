//! When each session was last seen, exactly, in memory. The store hears of it only every few hours.

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::values::Instant;

/// More sessions than a firm has people; those not seen for longest are forgotten first.
const SESSIONS_MAX: usize = 50_000;

#[derive(Default)]
pub struct Presence {
    seen: Mutex<BTreeMap<[u8; 32], Instant>>,
}

impl Presence {
    pub fn last_seen(&self, session: &[u8; 32]) -> Option<Instant> {
        self.lock().get(session).copied()
    }

    pub fn note(&self, session: [u8; 32], now: Instant) {
        let mut seen = self.lock();
        seen.insert(session, now);
        if seen.len() > SESSIONS_MAX {
            let oldest = seen.iter().min_by_key(|(_, at)| **at).map(|(session, _)| *session);
            if let Some(oldest) = oldest {
                seen.remove(&oldest);
            }
        }
    }

    fn lock(&self) -> MutexGuard<'_, BTreeMap<[u8; 32], Instant>> {
        self.seen.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
