//! Money in and out.
//!
//! - *Payment*: money that came in for an order, or went back.
//! - *Settlement*: what is owed for an order and what has come in.
//! - *Batch*: transfers that leave together in one file for the bank, with its sum and hash.

pub(super) mod checks;
mod commands;
mod events;
mod payment;
mod records;
mod settlement;

pub use commands::{NewPayment, record_payment, reverse_payment};
pub use events::{PaymentRecorded, PaymentReversed};
pub use payment::{Batch, BatchState, Payment, Reversal, Transfer};
pub use records::{TABLES, batch, batches, payment, payments, payments_of_order};
pub use settlement::{Settlement, settlement};
