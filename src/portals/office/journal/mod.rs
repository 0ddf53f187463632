//! The journal: everything that ever happened, who did it, and the proof that nobody has changed it since.

mod entry;
mod list;

use crate::web::Routes;

pub fn routes() -> Routes {
    Routes::new().and(list::routes()).and(entry::routes())
}
