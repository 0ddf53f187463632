//! Every thing that can happen to money, one file each: facts in, lines of a posting out. Nobody books but by a rule.
//!
//! - *Rule*: the word of what happened, as postings keep it, and which accounts it moves.

mod batch_cancelled;
mod batch_made;
mod booked;
mod credit_given_back;
mod credit_note_issued;
mod credit_paid_out;
mod credit_spent;
mod debit_returned;
mod invoice_issued;
mod payment_received;
mod payment_reversed;
mod refund_paid;
mod reserve_forfeited;
mod reserve_freed;
mod run_corrected;
mod run_posted;

pub use batch_cancelled::batch_cancelled;
pub use batch_made::{PaidOut, batch_made};
pub use booked::Booked;
pub use credit_given_back::credit_given_back;
pub use credit_note_issued::credit_note_issued;
pub use credit_paid_out::credit_paid_out;
pub use credit_spent::credit_spent;
pub use debit_returned::debit_returned;
pub use invoice_issued::{DocumentFigures, invoice_issued};
pub use payment_received::payment_received;
pub use payment_reversed::{ReversedPayment, payment_reversed};
pub use refund_paid::refund_paid;
pub use reserve_forfeited::reserve_forfeited;
pub use reserve_freed::reserve_freed;
pub use run_corrected::run_corrected;
pub use run_posted::run_posted;
