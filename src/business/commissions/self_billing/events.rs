//! What happens to self-billing credit notes. Names stay with the records.

use serde::Serialize;

use crate::business::tx::Happening;
use crate::store::Subject;
use crate::values::{ObjectionId, PartnerId, RunId, SelfBilledId};

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct SelfBilledIssued {
    pub document: SelfBilledId,
    pub number: String,
    pub run: RunId,
    pub partner: PartnerId,
    pub net: String,
    pub tax: String,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct SelfBilledCancelled {
    /// The cancellation.
    pub document: SelfBilledId,
    pub number: String,
    /// What it takes back.
    pub cancels: SelfBilledId,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct SelfBilledObjected {
    pub document: SelfBilledId,
    pub objection: ObjectionId,
}

macro_rules! about_a_document {
    ($($event:ident $name:literal;)*) => {$(
        impl Happening for $event {
            const ROOM: &'static str = "commissions";
            const NAME: &'static str = $name;

            fn subject(&self) -> Subject {
                Subject::of(self.document)
            }
        }
    )*};
}

about_a_document! {
    SelfBilledIssued "self_billed_issued";
    SelfBilledCancelled "self_billed_cancelled";
    SelfBilledObjected "self_billed_objected";
}
