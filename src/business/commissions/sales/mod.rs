//! What was sold, as the calculation counts it: a fact for each order line on the day on which its goods leave the
//! house, and for each that came back.
//!
//! `note` writes them down, `page` is how they are kept, `find` reads them.

mod find;
mod note;
mod page;
mod sale;

pub(super) use find::{each_sale, most_sales};
pub use find::{first_sale_day, sales};
pub(in crate::business) use note::{credit_sales, note_sales};
pub use page::SalesPage;
pub use sale::{Sale, SaleKind};
