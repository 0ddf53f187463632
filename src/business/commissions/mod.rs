//! What partners earn: plan, facts, calculation, run, statement.
//!
//! - *Sale*: a fact: one shipped order line, or one that came back, with its base and points.

mod note;
mod records;
mod sale;

pub(in crate::business) use note::note_sales;
pub use records::{TABLES, sales};
pub use sale::{Sale, SaleKind};
