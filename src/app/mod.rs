//! The door: opens the store, holds the clock, runs `read` and `write`, wakes the workers.

mod kontor;
mod clock;
mod door;
mod shelves;

pub use clock::Clock;
pub use door::{Batch, Door};
pub use kontor::App;
pub use shelves::Shelves;
