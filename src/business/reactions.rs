//! When this happens, that follows: one ordered match over all events, in the transaction of its cause.

use crate::business::event::Event;
use crate::business::failure::Failure;
use crate::business::tx::Tx;
use crate::store::Fault;

/// A chain of consequences longer than this is a circle.
const ROUNDS_MAX: usize = 16;

/// Answers everything a command told, and what the answers told in turn.
pub fn answer_all(tx: &mut Tx) -> Result<(), Failure> {
    for _ in 0..ROUNDS_MAX {
        let events = tx.take_unanswered();
        if events.is_empty() {
            return Ok(());
        }
        for event in &events {
            answer(tx, event)?;
        }
    }
    Err(Fault::new("consequences that never end").into())
}

fn answer(_tx: &mut Tx, event: &Event) -> Result<(), Failure> {
    match event {
        Event::FirmChanged(_)
        | Event::ProductSaved(_)
        | Event::CategorySaved(_)
        | Event::PictureSaved(_)
        | Event::LegalTextPublished(_)
        | Event::NewsSaved(_)
        | Event::LetterSent(_)
        | Event::LetterTroubled(_)
        | Event::LetterResent(_)
        | Event::LetterCancelled(_) => Ok(()),
    }
}
