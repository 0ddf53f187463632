//! Batches: transfers that leave together in one file for the bank, from the balances to the bank's own word.
//!
//! - *Batch*: transfers in one file; made, agreed to by a second person, fetched, carried out by the bank.
//! - *Finding*: something about a transfer that whoever agrees should know.
//! - *Fetch*: that somebody took the file; again only with a reason.
//! - *Execution*: the booking of the bank by which a batch, or one transfer of it, left our account.
//! - *Returned transfer*: money that a bank sent back; it is owed again.

mod agree;
mod batch;
mod cancel;
pub(in crate::business) mod checks;
mod events;
mod executed;
mod fetch;
mod make;
mod named;
mod payouts;
mod scrutiny;

pub use agree::submit_batch;
pub(in crate::business) use agree::take_decision;
pub use batch::{Batch, BatchState, Export, Fetch, LeftOut, LeftOutReason, Transfer, batch_number};
pub use cancel::{cancel_batch, may_cancel_batch};
pub use events::{
    BatchCancelled, BatchConfirmed, BatchDecided, BatchExecuted, BatchExported, BatchFetchedAgain, BatchMade,
    BatchSubmitted, ExecutionReversed, TransferReturned,
};
pub use executed::{
    BATCH_BANK_TABLES, Execution, ExecutionPart, book_batch_lines, came_back, execute_batch, executions, line_of_batch,
    lines_naming_batches, possible_lines, reverse_execution,
};
pub use fetch::record_fetch;
pub(in crate::business) use make::{NewBatch, make_batch};
pub use make::{PayPlan, plan_payout};
pub use payouts::{Payout, payouts_of_partner};
pub use scrutiny::{Finding, FindingKind, findings};
