//! The books for the tax adviser's program: our accounts under the numbers of a chart, and files of
//! bookings as DATEV and BMD NTCS take them.
//!
//! - *Chart*: which of our accounts has which number; a TOML file a chart.
//! - *Automatic account*: an account of revenue out of whose gross amount the program reckons the tax.
//! - *Leg*: what one posting moves on one account of the chart.

mod bmd;
mod chart;
mod columns;
mod datev;
mod entry;

pub use bmd::{BmdBatch, bmd_file, bmd_name};
pub use chart::{Chart, ChartError, Sale, Tax, sale_kinds};
pub use datev::{Batch, batch_file, batch_name};
pub use entry::{Entry, EntryKind, Leg, Pair, Taxed, pairs};
