//! Every thing that can happen to money, one file each: facts in, lines of a posting out. Nobody books but by a rule.
//!
//! - *Rule*: the word of what happened, as postings keep it, and which accounts it moves.

mod batch_cancelled;
mod batch_executed;
mod batch_made;
mod booked;
mod credit_given_back;
mod credit_note_issued;
mod credit_paid_out;
mod credit_spent;
mod debit_returned;
mod default_interest_charged;
mod invoice_issued;
mod payment_received;
mod payment_reversed;
mod refund_paid;
mod reminder_charge_waived;
mod reminder_fee_charged;
mod reserve_forfeited;
mod reserve_freed;
mod run_corrected;
mod run_posted;
mod self_billed;
mod transfer_returned;

pub use batch_cancelled::batch_cancelled;
pub use batch_executed::{batch_executed, execution_reversed};
pub use batch_made::{PaidOut, batch_made};
pub use booked::Booked;
pub use credit_given_back::credit_given_back;
pub use credit_note_issued::credit_note_issued;
pub use credit_paid_out::credit_paid_out;
pub use credit_spent::credit_spent;
pub use debit_returned::debit_returned;
pub use default_interest_charged::default_interest_charged;
pub use invoice_issued::{DocumentFigures, TaxedSum, invoice_issued};
pub use payment_received::payment_received;
pub use payment_reversed::{ReversedPayment, payment_reversed};
pub use refund_paid::refund_paid;
pub use reminder_charge_waived::reminder_charge_waived;
pub use reminder_fee_charged::reminder_fee_charged;
pub use reserve_forfeited::reserve_forfeited;
pub use reserve_freed::reserve_freed;
pub use run_corrected::run_corrected;
pub use run_posted::run_posted;
pub use self_billed::{SelfBilledTax, self_billed, self_billed_cancelled, self_billed_objected};
pub use transfer_returned::{return_reversed, transfer_returned};
