//! Money in and out.
//!
//! - *Payment*: money that came in for an order, or went back.
//! - *Batch*: transfers that leave together in one file for the bank, with its sum and hash.

mod payment;
mod records;

pub use payment::{Batch, BatchState, Payment, Transfer};
pub use records::{TABLES, batch, batches, payment, payments, payments_of_order};
