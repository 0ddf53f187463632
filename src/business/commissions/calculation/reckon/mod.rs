//! Reckoning a program on facts: every column for every place, stage by stage.

mod block;
mod given;
mod sale;
mod values;

pub use sale::SaleReader;
pub use values::{TooLarge, Values};
