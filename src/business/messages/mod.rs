//! Letters that leave the house. What waits is in the store's outbox; what was sent is kept here, word for word.
//!
//! - *Letter*: subject and text as they were sent, under the id of their outbox item; only the secret of a link
//!   is blotted out.
//! - *Trouble*: what an attempt to send met with; *lasting* when trying again would not help.

mod commands;
mod letter;
mod list;
mod records;

pub use commands::{
    LetterCancelled, LetterResent, LetterSent, LetterTroubled, Trouble, cancel_item, cancel_waiting_before,
    play_sending, record_sent, record_trouble, resend_item, was_played,
};
pub use letter::Letter;
pub use list::{FoundLetters, LetterWish, find_letters, letters_about, outgoing};
pub use records::{TABLES, letter};

/// Pages speak of rows of the outbox without knowing the store.
pub use crate::store::{OutboxId, OutboxItem, OutboxState};
