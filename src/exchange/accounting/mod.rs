//! The books for the tax adviser's program: our accounts under the numbers of a chart, and DATEV's files of
//! bookings.
//!
//! - *Chart*: which of our accounts has which number; a TOML file a chart.
//! - *Automatic account*: an account of revenue out of whose gross amount the program reckons the tax.
//! - *Leg*: what one posting moves on one account of the chart.

mod chart;
mod columns;
mod datev;
mod entry;

pub use chart::{Chart, ChartError, Sale, Tax};
pub use datev::{Batch, batch_file, batch_name};
pub use entry::{Entry, Leg, Pair, Taxed, pairs};
