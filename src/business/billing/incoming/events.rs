//! What happens to incoming invoices. Names, accounts and reasons stay in the record.

use serde::Serialize;

use crate::business::tx::Happening;
use crate::store::Subject;
use crate::values::IncomingId;

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct IncomingReceived {
    pub incoming: IncomingId,
    pub gross: String,
    pub currency: String,
    /// BLAKE3 of the file, in hexadecimal digits.
    pub hash: String,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct IncomingChecked {
    pub incoming: IncomingId,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct IncomingRejected {
    pub incoming: IncomingId,
}

/// A decision was taken back.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct IncomingReopened {
    pub incoming: IncomingId,
}

macro_rules! happening {
    ($($event:ident $name:literal;)*) => {
        $(impl Happening for $event {
            const ROOM: &'static str = "billing";
            const NAME: &'static str = $name;

            fn subject(&self) -> Subject {
                Subject::of(self.incoming)
            }
        })*
    };
}

happening! {
    IncomingReceived "incoming_received";
    IncomingChecked "incoming_checked";
    IncomingRejected "incoming_rejected";
    IncomingReopened "incoming_reopened";
}
