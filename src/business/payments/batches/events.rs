//! What happens to batches. Ids and sums only.

use serde::Serialize;

use crate::business::tx::Happening;
use crate::store::Subject;
use crate::values::{ApprovalId, BankStatementId, BatchId, PartnerId, RunId};

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct BatchMade {
    pub batch: BatchId,
    pub run: Option<RunId>,
    pub transfers: usize,
    pub left_out: usize,
    pub total: String,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct BatchSubmitted {
    pub batch: BatchId,
    pub approval: ApprovalId,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct BatchDecided {
    pub batch: BatchId,
    pub agreed: bool,
}

/// The file was made, with these bytes for the first time.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct BatchExported {
    pub batch: BatchId,
    /// BLAKE3 of the file, in hexadecimal digits.
    pub file_hash: String,
    pub total: String,
    pub transfers: usize,
    /// 1 for the first time.
    pub times: usize,
}

/// The file was taken once more.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct BatchFetchedAgain {
    pub batch: BatchId,
    pub file_hash: String,
    pub times: usize,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct BatchCancelled {
    pub batch: BatchId,
    /// Whether the file had been made: the bank did not carry it out.
    pub had_left: bool,
}

/// The bank has booked all of it, or one transfer.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct BatchExecuted {
    pub batch: BatchId,
    pub statement: BankStatementId,
    pub line: u32,
    pub amount: String,
    pub by_itself: bool,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct BatchConfirmed {
    pub batch: BatchId,
    pub total: String,
}

/// A booking was given to the wrong batch.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ExecutionReversed {
    pub batch: BatchId,
    pub statement: BankStatementId,
    pub line: u32,
    pub amount: String,
}

/// A bank sent the money of one transfer back.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct TransferReturned {
    pub batch: BatchId,
    pub partner: PartnerId,
    pub statement: BankStatementId,
    pub line: u32,
    pub amount: String,
    /// The ISO 20022 code of the reason; empty where the bank gave none.
    pub reason: String,
}

macro_rules! about_a_batch {
    ($($event:ident $name:literal;)*) => {$(
        impl Happening for $event {
            const ROOM: &'static str = "payments";
            const NAME: &'static str = $name;

            fn subject(&self) -> Subject {
                Subject::of(self.batch)
            }
        }
    )*};
}

about_a_batch! {
    BatchMade "batch_made";
    BatchSubmitted "batch_submitted";
    BatchDecided "batch_decided";
    BatchExported "batch_exported";
    BatchFetchedAgain "batch_fetched_again";
    BatchCancelled "batch_cancelled";
    BatchExecuted "batch_executed";
    BatchConfirmed "batch_confirmed";
    ExecutionReversed "execution_reversed";
    TransferReturned "transfer_returned";
}
