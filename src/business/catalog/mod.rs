//! What the firm sells.
//!
//! - *Product*: one thing with a number (SKU), prices, points and texts in each language.
//! - *Price role*: which price list somebody buys by: customer, partner or company.
//! - *Tier*: a lower price from a quantity on.
//! - *Tax class*: standard, reduced or food; the rate comes from country and day.

pub(super) mod checks;
mod commands;
mod picture;
mod product;
mod records;
mod shelf;
mod tax;

pub use commands::{CategorySaved, PictureSaved, ProductSaved, save_category, save_picture, save_product};
pub use picture::{Picture, PictureType};
pub use product::{Category, Content, ContentUnit, PriceRole, Prices, Product, Tier};
pub use records::{TABLES, categories, category, picture, product, product_by_sku, products, products_in};
pub use shelf::{Shelf, ShelfItem, ShelfOrder, catalog_version, shelf};
pub use tax::{TaxClass, vat_rate};
