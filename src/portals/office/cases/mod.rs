//! Cases: what has to be done for somebody, with its tasks.

mod list;
mod sheet;

use crate::web::Routes;

pub use sheet::OPEN_PATH;

pub fn routes() -> Routes {
    Routes::new().and(list::routes()).and(sheet::routes())
}
