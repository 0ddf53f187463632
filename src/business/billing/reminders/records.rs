//! Where reminders, their rules and what holds them back are kept.

use std::collections::BTreeSet;

use crate::business::billing::records::invoices_of_order;
use crate::business::billing::reminders::{Reminder, ReminderRules, ReminderStop};
use crate::business::firm::firm;
use crate::business::ledger::{ItemKey, ItemKind, LedgerAccount, item};
use crate::store::{Map, Read, Span, Table};
use crate::values::{Currency, InvoiceId, Money, OrderId, ReminderId};

pub(super) const REMINDER_ID_TO_REMINDER: Map<ReminderId, Reminder> = Map::new(167, "REMINDER_ID_TO_REMINDER");
pub(super) const INVOICE_TO_REMINDER_ID: Map<(InvoiceId, ReminderId), ()> = Map::new(168, "INVOICE_TO_REMINDER_ID");
pub(super) const ONLY_TO_REMINDER_RULES: Map<(), ReminderRules> = Map::new(169, "ONLY_TO_REMINDER_RULES");
pub(super) const INVOICE_TO_REMINDER_STOP: Map<InvoiceId, ReminderStop> = Map::new(179, "INVOICE_TO_REMINDER_STOP");

pub const TABLES: [Table; 4] = [
    REMINDER_ID_TO_REMINDER.table(),
    INVOICE_TO_REMINDER_ID.table(),
    ONLY_TO_REMINDER_RULES.table(),
    INVOICE_TO_REMINDER_STOP.table(),
];

/// As the firm has set them, or as every firm begins.
pub fn reminder_rules(r: &dyn Read) -> ReminderRules {
    let currency = || firm(r).map_or(Currency::EUR, |firm| firm.currency);
    r.get(&ONLY_TO_REMINDER_RULES, &()).unwrap_or_else(|| ReminderRules::beginning(currency()))
}

pub fn reminder(r: &dyn Read, id: ReminderId) -> Option<Reminder> {
    r.get(&REMINDER_ID_TO_REMINDER, &id)
}

/// Newest first.
pub fn reminders(r: &dyn Read) -> Vec<(ReminderId, Reminder)> {
    r.scan(&REMINDER_ID_TO_REMINDER, Span::all().backwards())
}

/// Those in which an invoice stands, oldest first.
pub fn reminders_of_invoice(r: &dyn Read, invoice: InvoiceId) -> Vec<(ReminderId, Reminder)> {
    let ids = r.keys(&INVOICE_TO_REMINDER_ID, Span::prefix(&(invoice,)));
    ids.into_iter().filter_map(|(_, id)| Some((id, reminder(r, id)?))).collect()
}

/// Those in which an invoice of an order stands, oldest first.
pub fn reminders_of_order(r: &dyn Read, order: OrderId) -> Vec<(ReminderId, Reminder)> {
    let of = |(id, _): (InvoiceId, _)| r.keys(&INVOICE_TO_REMINDER_ID, Span::prefix(&(id,)));
    let ids: BTreeSet<ReminderId> = invoices_of_order(r, order).into_iter().flat_map(of).map(|(_, id)| id).collect();
    ids.into_iter().filter_map(|id| Some((id, reminder(r, id)?))).collect()
}

/// What keeps an invoice from being reminded of, also what holds no more.
pub fn reminder_stop(r: &dyn Read, invoice: InvoiceId) -> Option<ReminderStop> {
    r.get(&INVOICE_TO_REMINDER_STOP, &invoice)
}

/// What reminders have charged on an order and nobody has waived; `None` where nothing was.
pub fn charged_on(r: &dyn Read, order: OrderId) -> Option<Money> {
    let standing = reminders_of_order(r, order).into_iter().filter(|(_, reminder)| reminder.waived.is_none());
    let charges = standing.flat_map(|(_, reminder)| reminder.charges).filter(|charge| charge.order == order);
    charges.map(|charge| charge.amount).reduce(|sum, amount| sum + amount)
}

/// Whether every invoice of a reminder is settled.
pub fn is_settled(r: &dyn Read, reminder: &Reminder) -> bool {
    let key = |invoice: InvoiceId| ItemKey {
        party: reminder.party,
        account: LedgerAccount::Receivables,
        kind: ItemKind::Invoice,
        id: invoice.number(),
    };
    reminder.lines.iter().all(|line| item(r, key(line.invoice)).is_none_or(|item| !item.is_open()))
}
