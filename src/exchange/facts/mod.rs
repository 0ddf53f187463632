//! Facts of a period from a folder of CSV files, for a plan that is run without a firm; `docs/FORMATS.md` fixes them.
//!
//! - *Row*: a line of a file that holds one person, one sale or one value of the carry; the header is row 1.
//! - *Problem*: file, row, column and value of what is wrong. A run begins only when there is none.
//! - *Names*: persons and sales are texts in files and numbers in a calculation, given out in the order of the texts,
//!   so that the order of rows never matters.

mod again;
mod carry;
mod circles;
mod earlier;
mod edges;
mod exact;
mod names;
mod numbers;
mod people;
mod problem;
mod read;
mod refunds;
mod row;
mod sale_columns;
mod sales;
mod taken_back;
mod words;

pub use names::Names;
pub use problem::{FactFile, FactProblem, FactProblems, PROBLEMS_SHOWN};
pub use read::{Before, FactFiles, NamedFacts, read_facts, read_facts_after};
pub use sales::sale_name;
