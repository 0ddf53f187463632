//! The public site.

mod frame;
mod legal;
mod news;
mod start;

use crate::web::Routes;

pub fn routes() -> Routes {
    Routes::new().and(start::routes()).and(news::routes()).and(legal::routes())
}
