//! Tables that come in as CSV: read whole, judged line by line, told apart by a map of columns.
//!
//! - *Sheet*: the rows of a file under the names that Kontor uses.
//! - *Column map*: which column of a foreign file is meant by which of our names; a TOML file.
//! - *Problem*: line, column, value and what is wrong with it.
//!
//! A file is taken whole or not at all.

mod column_map;
mod guard;
pub mod orders;
pub mod partners;
pub mod people;
mod problem;
pub mod products;
mod row;
mod sheet;
pub mod stock;
mod write;

pub use column_map::{ColumnMap, MapError};
pub use guard::{guarded, unguarded};
pub use problem::Problem;
pub use row::RowReader;
pub use sheet::{COLUMNS_MAX, PROBLEMS_MAX, Sheet};
pub use write::write;
