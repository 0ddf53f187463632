//! Letters that leave the house. What waits is in the store's outbox; what was sent is kept here, word for word.
//!
//! - *Letter*: subject and text as they were sent, under the id of their outbox item.

mod letter;
mod records;

pub use letter::Letter;
pub use records::{TABLES, letter};
