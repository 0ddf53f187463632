//! What happens to mandates. Ids only: names and accounts stand in the record.

use serde::Serialize;

use crate::business::tx::Happening;
use crate::store::Subject;
use crate::values::{CustomerId, MandateId};

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct MandateSigned {
    pub mandate: MandateId,
    pub customer: CustomerId,
    pub scheme: &'static str,
    pub way: &'static str,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct MandateChanged {
    pub mandate: MandateId,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct MandateConfirmed {
    pub mandate: MandateId,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct MandateResumed {
    pub mandate: MandateId,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct MandateRevoked {
    pub mandate: MandateId,
}

macro_rules! about_a_mandate {
    ($($event:ident $name:literal;)*) => {$(
        impl Happening for $event {
            const ROOM: &'static str = "payments";
            const NAME: &'static str = $name;

            fn subject(&self) -> Subject {
                Subject::of(self.mandate)
            }
        }
    )*};
}

about_a_mandate! {
    MandateSigned "mandate_signed";
    MandateChanged "mandate_changed";
    MandateConfirmed "mandate_confirmed";
    MandateResumed "mandate_resumed";
    MandateRevoked "mandate_revoked";
}
