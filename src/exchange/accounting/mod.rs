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
mod extf;
mod people;

use bmd::plain;
pub use bmd::{BmdBatch, bmd_file, bmd_name};
pub use chart::{Chart, ChartError, Sale, Tax, UsualNumbers, usual_numbers};
pub use datev::{Batch, batch_file, batch_name};
pub use entry::{Entry, EntryKind, Leg, Pair, Taxed, pairs};
pub use people::{BMD_PEOPLE, BookName, BookPerson, DATEV_PEOPLE, People, bmd_people, datev_people, names_that_change};
