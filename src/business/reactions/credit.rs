//! What of a credit line is used moves with its orders: each event that moves money or an order is followed here.

use crate::business::billing::reminders::reminder;
use crate::business::event::Event;
use crate::business::payments::{note_credit_of, note_credit_use};
use crate::business::tx::{Recorded, Tx};
use crate::values::{OrderId, ReminderId};

pub(super) fn follow(tx: &mut Tx, told: &Recorded, event: &Event) {
    if let Event::CreditLineSet(set) = event {
        note_credit_of(tx, told, set.customer);
    }
    for order in orders_of(tx, event) {
        note_credit_use(tx, told, order);
    }
}

fn orders_of(tx: &Tx, event: &Event) -> Vec<OrderId> {
    let order = match event {
        Event::OrderPlaced(placed) => placed.order,
        Event::OrderCorrected(corrected) => corrected.order,
        Event::OrderCancelled(cancelled) => cancelled.order,
        Event::OrderImported(imported) => imported.order,
        Event::ParcelHandedOver(handed_over) => handed_over.order,
        Event::GoodsReturned(returned) => returned.order,
        Event::InvoiceIssued(issued) => issued.order,
        Event::CreditNoteIssued(issued) => issued.order,
        Event::DocumentIssued(issued) => issued.order,
        Event::InvoiceCancelled(cancelled) => cancelled.order,
        Event::PaymentRecorded(recorded) => recorded.order,
        Event::PaymentReversed(reversed) => reversed.order,
        Event::DebitReturned(returned) => returned.order,
        Event::ReminderSent(sent) => return of_reminder(tx, sent.reminder),
        Event::ReminderChargesWaived(waived) => return of_reminder(tx, waived.reminder),
        _ => return Vec::new(),
    };
    vec![order]
}

/// One is enough: what is owed is counted for the customer as a whole.
fn of_reminder(tx: &Tx, id: ReminderId) -> Vec<OrderId> {
    let found = reminder(tx, id);
    found.iter().flat_map(|reminder| &reminder.lines).map(|line| line.order).take(1).collect()
}
