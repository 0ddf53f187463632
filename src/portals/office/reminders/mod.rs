//! Reminders: who is to be written to, who is not, what was sent, and the sheet of each.

mod left_out;
mod letter;
mod list;
mod part;
mod sent;
mod sheet;
mod stop;
mod waive;
mod words;

use crate::web::Routes;

pub use list::reminders_hint;
pub use part::reminders_section;
pub use stop::{resume_path, stop_path};

pub fn routes() -> Routes {
    // The sheet comes last: its path has a number where the others have words.
    Routes::new()
        .and(list::routes())
        .and(left_out::routes())
        .and(sent::routes())
        .and(letter::routes())
        .and(stop::routes())
        .and(waive::routes())
        .and(sheet::routes())
}
