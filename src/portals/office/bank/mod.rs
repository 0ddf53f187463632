//! What banks tell about our accounts: accounts with what is on them, statements, their lines, and files taken in.

mod line;
mod list;
mod look;
mod matching;
mod send;
mod sheet;
mod words;

use crate::web::Routes;

pub use line::line_path;
pub use list::list_path;
pub use matching::match_path;

pub fn routes() -> Routes {
    Routes::new()
        .and(list::routes())
        .and(sheet::routes())
        .and(line::routes())
        .and(send::routes())
        .and(look::routes())
        .and(matching::routes())
}
