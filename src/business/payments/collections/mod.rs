//! Collecting what customers owe from their accounts, with their mandates.
//!
//! - *Debit*: what is collected for one open item with one mandate on one day (Lastschrift).
//! - *Collection*: debits that leave together in one file for the bank, once a second person has agreed.
//! - *Notice*: the letter that tells a customer beforehand when and how much (Vorankündigung).
//! - *Cut-off*: until when a file must be with the bank for a day.
//!
//! Nothing is booked when a file leaves: money counts when a bank statement says so.

mod cancel;
pub(in crate::business) mod checks;
mod collection;
mod events;
mod fetch;
mod list;
mod pick;
mod prepare;
mod received;
mod records;
mod returns;
mod settings;

pub use cancel::{cancel_collection, may_cancel_collection};
pub use collection::{Collection, CollectionState, Debit, DebitState, SequenceType, collection_number, group_id};
pub use events::{
    CollectSettingsChanged, CollectionCancelled, CollectionDecided, CollectionExported, CollectionPrepared,
    DebitLeftOut, DebitRejected, DebitReturned, StatusReportTaken,
};
pub use fetch::{fetch_complaints, record_fetch};
pub use list::{CollectionRow, see_collection, see_collections};
pub use pick::{CollectPlan, LeftOutDebit, LeftOutWhy, plan_collection};
pub(in crate::business) use prepare::take_decision;
pub use prepare::{leave_out_debit, prepare_collection};
pub(super) use received::{DebitsOfLine, debits_of_line, note_received};
pub(super) use records::COLLECTION_TABLES;
pub use records::{collection, debit_of_end_to_end, items_on_their_way};
pub use returns::{DebitReturn, StatusReport, return_of, take_returns, take_status_report, waiting_returns};
pub use settings::{CollectSettings, collect_settings, set_collect_settings};
