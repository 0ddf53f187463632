//! What happens to collections. Ids and sums only.

use serde::Serialize;

use crate::business::firm::the_firm;
use crate::business::tx::Happening;
use crate::store::Subject;
use crate::values::{ApprovalId, CollectionId, OrderId};

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct CollectionPrepared {
    pub collection: CollectionId,
    pub approval: ApprovalId,
    pub debits: usize,
    pub total: String,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct CollectionDecided {
    pub collection: CollectionId,
    pub agreed: bool,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct CollectionExported {
    pub collection: CollectionId,
    /// BLAKE3 of the file, in hexadecimal digits.
    pub file_hash: String,
    pub total: String,
    pub debits: usize,
    /// 1 for the first time.
    pub times: usize,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct CollectionCancelled {
    pub collection: CollectionId,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct DebitLeftOut {
    pub collection: CollectionId,
    pub debit: String,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct CollectSettingsChanged {
    pub prenotice_days: u32,
    pub cutoff_days: u32,
    pub cutoff_hour: u32,
    pub first_is_recurrent: bool,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct DebitReturned {
    pub collection: CollectionId,
    pub debit: String,
    pub order: OrderId,
    /// Of ISO 20022; empty where the bank says nothing.
    pub code: String,
    pub charges: String,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct DebitRejected {
    pub collection: CollectionId,
    pub debit: String,
    pub order: OrderId,
    pub code: String,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct StatusReportTaken {
    pub collection: CollectionId,
    pub rejected: usize,
}

macro_rules! about_a_collection {
    ($($event:ident $name:literal;)*) => {$(
        impl Happening for $event {
            const ROOM: &'static str = "payments";
            const NAME: &'static str = $name;

            fn subject(&self) -> Subject {
                Subject::of(self.collection)
            }
        }
    )*};
}

about_a_collection! {
    CollectionPrepared "collection_prepared";
    CollectionDecided "collection_decided";
    CollectionExported "collection_exported";
    CollectionCancelled "collection_cancelled";
    DebitLeftOut "debit_left_out";
    DebitReturned "debit_returned";
    DebitRejected "debit_rejected";
    StatusReportTaken "status_report_taken";
}

impl Happening for CollectSettingsChanged {
    const ROOM: &'static str = "payments";
    const NAME: &'static str = "collect_settings_changed";

    fn subject(&self) -> Subject {
        the_firm()
    }
}
