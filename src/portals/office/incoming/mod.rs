//! Invoices of others: the list, taking one in, and the sheet beside its PDF.

mod decide;
mod figures;
mod list;
mod sheet;
mod take;

use crate::business::failure::Failure;
use crate::values::{IncomingId, Language};
use crate::web::Routes;
use crate::web::parts::{Meaning, state};
use maud::Markup;

use crate::business::billing::IncomingState;
use crate::text;

pub fn routes() -> Routes {
    Routes::new().and(take::routes()).and(list::routes()).and(decide::routes()).and(sheet::routes())
}

/// The invoice that a path names.
fn incoming_id(text: &str) -> Result<IncomingId, Failure> {
    IncomingId::parse(text).ok_or_else(Failure::not_found)
}

fn state_word(language: Language, word: &str) -> String {
    text!(language, &format!("office_incoming.state.{word}"))
}

fn state_shown(language: Language, of: IncomingState) -> Markup {
    let meaning = match of {
        IncomingState::Received => Meaning::Attention,
        IncomingState::Checked => Meaning::Good,
        IncomingState::Rejected => Meaning::Neutral,
    };
    state(meaning, &state_word(language, of.word()))
}
