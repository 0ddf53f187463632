//! What partners earn: plan, facts, calculation, run, statement.
//!
//! - *Sale*: a fact: one shipped order line, or one that came back, with its base and points.

mod records;
mod sale;

pub use records::{TABLES, sales};
pub use sale::{Sale, SaleKind};
