//! Keys of forms that were sent a moment ago, so that a second click does nothing. What must hold for longer, such
//! as an order or a payment, keeps its key in the store.

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::values::Instant;

/// Nobody clicks a second time after this.
const SECONDS_MAX: i64 = 15 * 60;

#[derive(Default)]
pub struct SentForms(Mutex<BTreeMap<[u8; 16], Instant>>);

impl SentForms {
    /// Notes a key; `false` when the same form was sent before.
    pub fn is_first(&self, key: &[u8; 16], now: Instant) -> bool {
        let mut keys = self.lock();
        keys.retain(|_, at| now.seconds_since(*at) < SECONDS_MAX);
        keys.insert(*key, now).is_none()
    }

    /// The form was refused: it may be sent again.
    pub fn forget(&self, key: &[u8; 16]) {
        self.lock().remove(key);
    }

    fn lock(&self) -> MutexGuard<'_, BTreeMap<[u8; 16], Instant>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
