//! The shop: lists, products, cart, checkout, the order's page, the withdrawal function.
//!
//! - *Shopper*: how prices are shown to whoever looks: by which list, for which country, gross or net.

pub mod frame;
mod list;
mod picture;
mod product;
mod shopper;
mod words;

use crate::web::Routes;

pub use list::list_path;
pub use product::product_path;

pub fn routes() -> Routes {
    Routes::new().and(list::routes()).and(product::routes()).and(picture::routes())
}
