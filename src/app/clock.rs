//! The only place that asks the machine for the time.

use std::sync::atomic::{AtomicI64, Ordering};

use jiff::Timestamp;

use crate::values::Instant;

/// Where an app takes its time from.
pub enum Clock {
    System,
    /// Runs on from a set instant, for trying out another day in a demo firm.
    Shifted {
        micros: i64,
    },
    /// Stands still until it is set, for demo seeds and tests.
    Set(AtomicI64),
}

impl Clock {
    /// A clock that shows `instant` now and runs on from there.
    pub fn running_from(instant: Instant) -> Clock {
        Clock::Shifted { micros: instant.micros() - system_now().micros() }
    }

    pub fn standing_at(instant: Instant) -> Clock {
        Clock::Set(AtomicI64::new(instant.micros()))
    }

    pub fn now(&self) -> Instant {
        match self {
            Clock::System => system_now(),
            Clock::Shifted { micros } => Instant::from_micros(system_now().micros() + micros),
            Clock::Set(micros) => Instant::from_micros(micros.load(Ordering::SeqCst)),
        }
    }

    /// Moves a standing clock; a running one is not moved.
    pub fn set(&self, instant: Instant) {
        if let Clock::Set(micros) = self {
            micros.store(instant.micros(), Ordering::SeqCst);
        }
    }
}

fn system_now() -> Instant {
    Instant::from_timestamp(Timestamp::now())
}
