//! One folder an audience: pages and forms. A portal asks and tells; it never decides.

use crate::web::Routes;

/// The public site: start page, news, legal texts.
pub mod site;

/// Every path that Kontor serves.
pub fn routes() -> Routes {
    Routes::new().and(site::routes())
}
