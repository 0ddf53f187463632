//! Approvals: what waits for somebody's word, the sheet on which it is given, and what was decided.

mod list;
mod sheet;

use crate::web::Routes;

pub fn routes() -> Routes {
    Routes::new().and(list::routes()).and(sheet::routes())
}
