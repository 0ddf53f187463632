//! Money that came in or went back.

mod record;

use crate::web::Routes;

pub fn routes() -> Routes {
    Routes::new().and(record::routes())
}
