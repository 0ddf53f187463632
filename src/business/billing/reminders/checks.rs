//! What must always hold between reminders, their indexes and the books.

use crate::business::billing::reminders::Reminder;
use crate::business::billing::reminders::records::{INVOICE_TO_REMINDER_ID, REMINDER_ID_TO_REMINDER, reminders};
use crate::business::defect::Defect;
use crate::business::failure::Complaint;
use crate::business::ledger::{LedgerAccount, posting};
use crate::store::{Read, compare};
use crate::values::ReminderId;

/// A reminder is found by its invoices, and what it charges stands in the books.
pub(in crate::business) fn reminders_agree(r: &dyn Read) -> Vec<Defect> {
    let rows = |id: &ReminderId, reminder: &Reminder| {
        reminder.lines.iter().map(|line| ((line.invoice, *id), ())).collect::<Vec<_>>()
    };
    let found = compare(r, (&REMINDER_ID_TO_REMINDER, &INVOICE_TO_REMINDER_ID), rows, |(_, id), ()| *id);
    let mut defects = Defect::all(found);
    for (id, reminder) in reminders(r) {
        let is_booked = |charge: &crate::business::billing::reminders::Charge| {
            posting(r, charge.posting).is_some_and(|posting| {
                let lines = posting.lines.iter().filter(|line| line.key.account == LedgerAccount::Receivables);
                lines.map(|line| line.amount.minor()).sum::<i64>() == charge.amount.minor()
            })
        };
        if !reminder.charges.iter().all(is_booked) {
            let complaint = Complaint::new("checks.billing.reminder_charges").with("number", reminder.number);
            defects.push(Defect::new(format!("reminder:{id}"), complaint));
        }
    }
    defects
}
