//! Requests about the tree as staff see them: asked on a form, listed, and on a sheet with what would follow.

mod ask;
mod list;
mod sheet;
mod shown;

use crate::business::failure::Failure;
use crate::values::TreeRequestId;
use crate::web::Routes;

pub use list::list_path;
pub use shown::{about_request, facts_of_request, matter_and_wish, request_state};

pub fn routes() -> Routes {
    Routes::new().and(list::routes()).and(ask::routes()).and(sheet::routes())
}

/// The request that a path names.
fn request_id(text: &str) -> Result<TreeRequestId, Failure> {
    TreeRequestId::parse(text).ok_or_else(Failure::not_found)
}
