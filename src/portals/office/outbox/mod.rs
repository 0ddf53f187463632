//! The outbox: letters that wait, were sent, or met with trouble; each can be read word for word.

mod list;
mod old_letters;
mod section;
mod sheet;

use crate::business::messages::{OutboxId, OutboxState};
use crate::text;
use crate::values::Language;
use crate::web::Routes;

pub use old_letters::old_letters_path;
pub use section::{letter_section, letter_state};

pub fn routes() -> Routes {
    Routes::new().and(list::routes()).and(old_letters::routes()).and(sheet::routes())
}

pub const fn list_path() -> &'static str {
    "/office/outbox"
}

pub fn letter_path(id: OutboxId) -> String {
    format!("{}/{id}", list_path())
}

/// The states as words in addresses.
const STATES: [(OutboxState, &str); 4] = [
    (OutboxState::Waiting, "waiting"),
    (OutboxState::Sent, "sent"),
    (OutboxState::Failed, "failed"),
    (OutboxState::Cancelled, "cancelled"),
];

fn state_word(language: Language, of: OutboxState) -> String {
    let word = STATES.iter().find(|(state, _)| *state == of).map_or("", |(_, word)| word);
    text!(language, &format!("office_outbox.state.{word}"))
}

pub fn template_name(language: Language, template: &str) -> String {
    text!(language, &format!("office_outbox.template.{template}"))
}
