//! What a partner has earned: the posted statements by month, and what the running month would give, each line
//! explained.

mod list;
mod reckoning;
mod sheet;

use crate::values::RunId;
use crate::web::Routes;

pub use list::list_path;
pub use sheet::running_path;

pub fn routes() -> Routes {
    Routes::new().and(list::routes()).and(sheet::routes())
}

pub fn statement_path(run: RunId) -> String {
    format!("{}/{run}", list::list_path())
}
