//! Collections: what can be taken from customers' accounts, what was prepared, and the files for the bank.

mod deeds;
mod list;
mod new;
mod settings;
mod sheet;

use maud::Markup;

use crate::business::failure::Failure;
use crate::business::payments::collections::{CollectionState, DebitState};
use crate::values::{CollectionId, Language};
use crate::web::Routes;
use crate::web::parts::{Meaning, state};

pub fn routes() -> Routes {
    Routes::new()
        .and(new::routes())
        .and(settings::routes())
        .and(list::routes())
        .and(deeds::routes())
        .and(sheet::routes())
}

/// The collection that a path names.
fn collection_id(text: &str) -> Result<CollectionId, Failure> {
    CollectionId::parse(text).ok_or_else(Failure::not_found)
}

fn state_shown(language: Language, of: CollectionState) -> Markup {
    let meaning = match of {
        CollectionState::Waiting | CollectionState::Approved => Meaning::Attention,
        CollectionState::Exported => Meaning::Good,
        CollectionState::Refused | CollectionState::Cancelled => Meaning::Neutral,
    };
    state(meaning, &of.say(language))
}

fn debit_shown(language: Language, of: DebitState) -> Markup {
    let meaning = match of {
        DebitState::Open | DebitState::LeftOut => Meaning::Neutral,
        DebitState::Received => Meaning::Good,
        DebitState::Rejected | DebitState::Returned => Meaning::Bad,
    };
    state(meaning, &of.say(language))
}
