//! Mandates for direct debits: the list, a new one from paper, and the sheet with everything that may be done.

mod account;
mod decide;
mod list;
mod new;
mod sheet;

use maud::Markup;

use crate::business::failure::Failure;
use crate::business::payments::mandates::MandateStanding;
use crate::values::{Language, MandateId};
use crate::web::Routes;
use crate::web::parts::{Meaning, state};

pub fn routes() -> Routes {
    Routes::new()
        .and(new::routes())
        .and(list::routes())
        .and(account::routes())
        .and(decide::routes())
        .and(sheet::routes())
}

/// The mandate that a path names.
fn mandate_id(text: &str) -> Result<MandateId, Failure> {
    MandateId::parse(text).ok_or_else(Failure::not_found)
}

fn standing_shown(language: Language, standing: MandateStanding) -> Markup {
    let meaning = match standing {
        MandateStanding::Active => Meaning::Good,
        MandateStanding::AwaitingBank => Meaning::Attention,
        MandateStanding::Suspended => Meaning::Bad,
        MandateStanding::Revoked | MandateStanding::Void => Meaning::Neutral,
    };
    state(meaning, &standing.say(language))
}
