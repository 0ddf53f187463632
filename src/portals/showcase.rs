//! How goods are shown to whoever looks: shared by the shop and the site, which never use each other.
//!
//! - *Shopper*: by which list, for which country, gross or net somebody sees prices.

mod cards;
mod shopper;
mod ways;
pub mod words;

pub use cards::{ProductView, product_views, products_of};
pub use shopper::{Shopper, with_tax};
pub use ways::ways;

/// The list of a category, or of everything.
pub fn list_path(category: Option<&str>) -> String {
    category.map_or_else(|| "/shop".to_owned(), |code| format!("/shop/{}", code.to_lowercase()))
}

/// The page of a product.
pub fn product_path(sku: &str) -> String {
    format!("/product/{}", crate::web::encoded(sku))
}

/// A partner's own link: whoever comes by it is credited to the partner.
pub fn referral_path(number: &str) -> String {
    format!("/p/{}", crate::web::encoded(number))
}

/// Where a picture is served; nowhere when there is none.
pub fn picture_path(name: &str) -> String {
    if name.is_empty() { String::new() } else { format!("/pictures/{name}") }
}
