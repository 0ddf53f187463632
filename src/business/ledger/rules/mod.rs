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
mod document_cancelled;
mod down_payment_invoiced;
mod final_invoice_issued;
mod invoice_issued;
mod payment_less_skonto;
mod partial_invoice_issued;
mod payment_received;
mod payment_reversed;
mod refund_paid;
mod reminder_charge_waived;
mod reminder_fee_charged;
mod reserve_forfeited;
mod reserve_freed;
mod run_corrected;
mod run_posted;
mod skonto_taken_back;
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
pub use document_cancelled::document_cancelled;
pub use down_payment_invoiced::down_payment_invoiced;
pub use final_invoice_issued::{ChargedBefore, final_invoice_issued};
pub use invoice_issued::{DocumentFigures, TaxedSum, invoice_issued};
pub use partial_invoice_issued::partial_invoice_issued;
pub use payment_less_skonto::{less_skonto_reversed, payment_less_skonto};
pub use payment_received::payment_received;
pub use payment_reversed::{ReversedPayment, payment_reversed};
pub use refund_paid::refund_paid;
pub use reminder_charge_waived::reminder_charge_waived;
pub use reminder_fee_charged::reminder_fee_charged;
pub use reserve_forfeited::reserve_forfeited;
pub use reserve_freed::reserve_freed;
pub use run_corrected::run_corrected;
pub use run_posted::run_posted;
pub use skonto_taken_back::skonto_taken_back;
pub use transfer_returned::{return_reversed, transfer_returned};
