//! The door: opens the store, holds the clock, runs `read` and `write`, wakes the workers.

mod app;
mod clock;
mod door;
mod shelves;

pub use app::App;
pub use clock::Clock;
pub use door::{Batch, Door};
pub use shelves::Shelves;
