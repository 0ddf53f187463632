//! What happens to money.

use serde::Serialize;

use crate::business::tx::Happening;
use crate::store::Subject;
use crate::values::{Day, OrderId, PaymentId};

/// What happens to the pay of a partner.
macro_rules! about_a_partner {
    ($($event:ident $name:literal;)*) => {$(
        impl crate::business::tx::Happening for $event {
            const ROOM: &'static str = "payments";
            const NAME: &'static str = $name;

            fn subject(&self) -> crate::store::Subject {
                crate::store::Subject::of(self.partner)
            }
        }
    )*};
}

pub(super) use about_a_partner;

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PaymentRecorded {
    pub payment: PaymentId,
    pub order: OrderId,
    /// Negative when it went back.
    pub amount: String,
    pub currency: String,
    pub received_on: Day,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PaymentReversed {
    pub payment: PaymentId,
    pub order: OrderId,
    pub amount: String,
    pub currency: String,
}

impl Happening for PaymentRecorded {
    const ROOM: &'static str = "payments";
    const NAME: &'static str = "payment_recorded";

    fn subject(&self) -> Subject {
        Subject::of(self.order)
    }
}

impl Happening for PaymentReversed {
    const ROOM: &'static str = "payments";
    const NAME: &'static str = "payment_reversed";

    fn subject(&self) -> Subject {
        Subject::of(self.order)
    }
}
