//! What the firm sells.
//!
//! - *Product*: one thing with a number (SKU), prices, points and texts in each language.
//! - *Price role*: which price list somebody buys by: customer, partner or company.
//! - *Tier*: a lower price from a quantity on.
//! - *Planned prices*: prices, commission base and points that hold from a later day on.
//! - *Tax class*: standard, reduced or food; the rate comes from country and day.

pub(super) mod checks;
mod commands;
mod events;
mod picture;
mod planned;
mod product;
mod records;
mod rules;
mod shelf;
mod tax;

pub use commands::{
    PICTURE_BYTES_MAX, change_product_picture, save_category, save_picture, save_product, set_product_active,
};
pub use events::{CategorySaved, PictureSaved, ProductSaved};
pub use picture::{Picture, PictureType};
pub use planned::{
    PlannedPrices, PlannedPricesDropped, PricesPlanned, drop_planned_prices, plan_prices, take_due_prices,
};
pub use product::{Category, Content, ContentUnit, PriceRole, Prices, Product, Tier};
pub use records::{
    TABLES, categories, category, picture, planned_prices, prices_are_due, product, product_by_sku, products,
    products_in,
};
pub use rules::{TIERS_MAX, category_and_below, category_complaints, is_gtin, price_complaints, product_complaints};
pub use shelf::{Shelf, ShelfItem, ShelfOrder, catalog_version, shelf};
pub use tax::{DatedRate, TaxClass, vat_rate, vat_rates};
