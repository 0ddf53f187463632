//! The door: opens the store, holds the clock, runs `read` and `write`, wakes the workers.

mod app;
mod clock;
mod door;
mod letters;
mod links;
mod outbox;
mod shelves;

pub use app::App;
pub use clock::Clock;
pub use door::{Batch, Door};
pub use letters::preview;
pub use links::Links;
pub use outbox::{Round, run_outbox, send_due};
pub use shelves::Shelves;
