//! News for everybody or for partners: written, changed, taken off the site.

mod form;
mod list;

use crate::business::permission::Permission;
use crate::values::NewsId;
use crate::web::Routes;

pub fn routes() -> Routes {
    Routes::new().and(list::routes()).and(form::routes()).behind(Permission::PagesEdit)
}

pub const fn list_path() -> &'static str {
    "/office/news"
}

fn note_path(id: NewsId) -> String {
    format!("{}/{id}", list_path())
}
