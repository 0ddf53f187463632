//! Pay-outs: the batches of transfers to partners, and the file for the bank.

mod again;
mod bookings;
mod cancel;
mod findings;
mod list;
mod sheet;

use maud::Markup;

use crate::business::failure::Failure;
use crate::business::payments::BatchState;
use crate::values::{BatchId, Language};
use crate::web::Routes;
use crate::web::parts::{Meaning, state};

pub fn routes() -> Routes {
    Routes::new()
        .and(list::routes())
        .and(sheet::routes())
        .and(again::routes())
        .and(bookings::routes())
        .and(cancel::routes())
}

pub use findings::{finding_rows, findings_section};

/// How a batch stands: one with which somebody has to do something catches the eye.
pub fn batch_state(language: Language, of: BatchState) -> Markup {
    let meaning = match of {
        BatchState::Ready | BatchState::Submitted | BatchState::Agreed => Meaning::Attention,
        BatchState::Refused => Meaning::Bad,
        BatchState::Exported => Meaning::Information,
        BatchState::Confirmed => Meaning::Good,
        BatchState::Cancelled => Meaning::Neutral,
    };
    state(meaning, &of.say(language))
}

/// The batch that a path names.
fn batch_id(text: &str) -> Result<BatchId, Failure> {
    BatchId::parse(text).ok_or_else(Failure::not_found)
}
