//! The door: opens the store, holds the clock, runs `read` and `write`, wakes the workers.

mod clock;
mod door;

pub use clock::Clock;
pub use door::{Batch, Door};
