//! The door: opens the store, holds the clock, runs `read` and `write`, wakes the workers.

mod clock;
mod door;
mod indexer;
mod kontor;
mod letters;
mod links;
mod outbox;
mod shelves;

pub use clock::Clock;
pub use door::{Batch, Door};
pub use indexer::Indexer;
pub use kontor::App;
pub use letters::preview;
pub use links::Links;
pub use outbox::{Round, run_outbox, send_due};
pub use shelves::Shelves;
