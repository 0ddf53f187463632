//! The public site.

mod frame;
mod start;

use crate::web::Routes;

pub fn routes() -> Routes {
    Routes::new().and(start::routes())
}
