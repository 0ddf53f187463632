//! The office: the pages of those who work for the firm. Every item of the navigation has its permission.

pub mod frame;

use crate::business::permission::Permission;
use crate::web::Routes;

/// Whoever works for the firm has a desk; each page asks for its own permission besides.
pub fn routes() -> Routes {
    Routes::new().behind(Permission::DeskUse)
}
