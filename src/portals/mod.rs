//! One folder an audience: pages and forms. A portal asks and tells; it never decides.

use crate::web::Routes;

/// The public site: start page, news, legal texts.
pub mod site;

/// The shop: lists, products, cart, checkout.
pub mod shop;

/// Every path that Kontor serves.
pub fn routes() -> Routes {
    Routes::new().and(site::routes()).and(shop::routes())
}
