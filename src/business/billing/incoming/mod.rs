//! Invoices that others send us as data: kept whole with their file, looked at by a person, agreed to or rejected.
//!
//! - *Incoming invoice*: what the file says, as it says it. It never changes; what a person decides stands beside it.
//! - *Finding*: a rule of the standard that the file breaks.

pub(in crate::business) mod checks;
mod commands;
mod decision;
mod events;
mod list;
mod particulars;
mod records;
mod row;

pub use commands::{check_incoming, receive_incoming, reject_incoming, reopen_incoming};
pub use decision::{Incoming, IncomingDecision, IncomingState};
pub use events::{IncomingChecked, IncomingReceived, IncomingRejected, IncomingReopened};
pub use list::{FoundIncoming, IncomingOrder, IncomingWish, find_incoming};
pub use particulars::{Finding, IncomingAllowance, IncomingForm, IncomingLine, IncomingTax, NewIncoming, Sender};
pub(super) use records::TABLES;
pub use records::{incoming, incoming_by_hash, incoming_file};
pub use row::IncomingRow;
