//! What a partner has earned: the posted statements by month, and what the running month would give, each line
//! explained.

mod document;
mod extract;
mod list;
mod objection;
mod reckoning;
mod reserve;
mod sheet;
mod what_if;
mod year;

use crate::values::RunId;
use crate::web::Routes;

pub use list::list_path;
pub use reserve::reserve_path;
pub use sheet::{running_path, running_path_of};
pub use what_if::what_if_path;

pub fn routes() -> Routes {
    Routes::new()
        .and(list::routes())
        .and(extract::routes())
        .and(year::routes())
        .and(objection::routes())
        .and(document::routes())
        .and(reserve::routes())
        .and(what_if::routes())
        .and(sheet::routes())
}

pub fn statement_path(run: RunId) -> String {
    format!("{}/{run}", list::list_path())
}
