//! What follows when a reminder was sent, and when something is paid after it.

use crate::business::billing::reminders::{is_settled, reminder, reminders_of_invoice, reminders_of_order};
use crate::business::cases;
use crate::business::failure::Failure;
use crate::business::reactions::money;
use crate::business::tx::{Recorded, Tx};
use crate::store::Subject;
use crate::values::{OrderId, ReminderId};

const TASK: &str = "await_payment";

/// Somebody looks whether it was paid in time. What waited for a former reminder of the same invoices waits for this.
pub(super) fn sent(tx: &mut Tx, id: ReminderId) {
    let Some(sent) = reminder(tx, id) else { return };
    let of_lines = sent.lines.iter().flat_map(|line| reminders_of_invoice(tx, line.invoice));
    let former: std::collections::BTreeSet<ReminderId> =
        of_lines.filter(|(other, _)| *other < id).map(|(other, _)| other).collect();
    for other in former {
        cases::leave_out(tx, &Subject::of(other), TASK);
    }
    cases::open(tx, &cases::REMINDER, Subject::of(id));
}

/// What was let off is owed no more, and what was paid of it is to be paid back.
pub(super) fn waived(tx: &mut Tx, told: &Recorded, id: ReminderId) -> Result<(), Failure> {
    let charges = reminder(tx, id).map(|reminder| reminder.charges).unwrap_or_default();
    let orders: std::collections::BTreeSet<OrderId> = charges.into_iter().map(|charge| charge.order).collect();
    orders.into_iter().try_for_each(|order| money::settle(tx, told, order))
}

/// The newest reminder of an order is done with when all its invoices are settled, and waits again when not.
pub(super) fn settle(tx: &mut Tx, order: OrderId) {
    let Some((id, newest)) = reminders_of_order(tx, order).pop() else { return };
    let subject = Subject::of(id);
    if is_settled(tx, &newest) {
        cases::finish_early(tx, &subject, TASK);
    } else {
        cases::undo(tx, &subject, TASK);
    }
}
