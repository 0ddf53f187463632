//! What happens to reminders. Names, addresses and reasons stay in the record.

use serde::Serialize;

use crate::business::tx::Happening;
use crate::store::Subject;
use crate::values::{InvoiceId, ReminderId};

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ReminderSent {
    pub reminder: ReminderId,
    pub number: String,
    pub level: u8,
    pub invoices: usize,
    pub total: String,
    pub fee: String,
    pub interest: String,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ReminderChargesWaived {
    pub reminder: ReminderId,
    pub number: String,
    pub amount: String,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct RemindersStopped {
    pub invoice: InvoiceId,
    pub number: String,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct RemindersResumed {
    pub invoice: InvoiceId,
    pub number: String,
}

macro_rules! happening {
    ($($event:ident $name:literal $subject:ident;)*) => {
        $(impl Happening for $event {
            const ROOM: &'static str = "billing";
            const NAME: &'static str = $name;

            fn subject(&self) -> Subject {
                Subject::of(self.$subject)
            }
        })*
    };
}

happening! {
    ReminderSent "reminder_sent" reminder;
    ReminderChargesWaived "reminder_charges_waived" reminder;
    RemindersStopped "reminders_stopped" invoice;
    RemindersResumed "reminders_resumed" invoice;
}
