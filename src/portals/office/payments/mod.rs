//! Money that came in or went back.

mod list;
mod record;
mod sheet;

use crate::web::Routes;

pub fn routes() -> Routes {
    Routes::new().and(list::routes()).and(sheet::routes()).and(record::routes())
}
