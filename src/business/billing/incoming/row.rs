//! An incoming invoice as a list shows it, kept apart: an invoice of 10,000 lines is not read to show one of them.

use serde::{Deserialize, Serialize};

use crate::business::billing::incoming::{Incoming, IncomingState};
use crate::store::Stored;
use crate::values::{Day, Money};

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct IncomingRow {
    pub number: String,
    pub sender: String,
    pub vat_id: String,
    pub order_reference: String,
    pub day: Option<Day>,
    pub due_on: Option<Day>,
    /// Negative for credit notes.
    pub gross: Money,
    pub state: IncomingState,
    pub is_unlawful: bool,
}

impl IncomingRow {
    pub(super) fn of(incoming: &Incoming) -> IncomingRow {
        let says = &incoming.says;
        IncomingRow {
            number: says.number.clone(),
            sender: says.sender.name.clone(),
            vat_id: says.sender.vat_id.clone(),
            order_reference: says.order_reference.clone(),
            day: says.day,
            due_on: says.due_on,
            gross: if says.is_credit_note() { -says.gross } else { says.gross },
            state: incoming.state(),
            is_unlawful: says.is_unlawful(),
        }
    }
}

impl Stored for IncomingRow {
    const VERSION: u8 = 1;
}
