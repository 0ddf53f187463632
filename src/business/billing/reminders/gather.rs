//! What is late, from the open items of the books: each debtor with every late invoice.

use std::collections::{BTreeMap, BTreeSet};

use crate::business::billing::Invoice;
use crate::business::billing::records::{invoice, invoices_of_order};
use crate::business::billing::reminders::plan::{Claim, Debtor};
use crate::business::billing::reminders::records::{reminder_stop, reminders_of_invoice};
use crate::business::ledger::{ItemKey, ItemKind, LedgerAccount, OpenItem, Party, clearings_of, open_items};
use crate::business::orders::{Order, order};
use crate::store::Read;
use crate::values::{Counted, Currency, Day, InvoiceId, InvoiceKind, Money, OrderId, ReminderKind};

/// What other rooms know of debts that nobody is written to for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HeldBack {
    /// Orders of which a complaint is not answered.
    pub disputed: BTreeSet<OrderId>,
    /// Items in a file for the bank that is to take them from the payer's account.
    pub collected: BTreeSet<ItemKey>,
}

/// The orders of everything that is late.
pub fn late_orders(r: &dyn Read, today: Day) -> BTreeSet<OrderId> {
    let late = open_items(r).into_iter().filter(|(key, item)| is_late(*key, item, today));
    late.filter_map(|(_, item)| item.order).collect()
}

fn is_late(key: ItemKey, item: &OpenItem, today: Day) -> bool {
    let is_invoice = key.account == LedgerAccount::Receivables && key.kind == ItemKind::Invoice;
    is_invoice && item.open().is_positive() && item.due_on < today
}

/// Everybody who is late, by name.
pub(in crate::business) fn debtors(r: &dyn Read, today: Day, held_back: &HeldBack) -> Vec<Debtor> {
    let mut of_party: BTreeMap<(Party, Currency), Vec<(ItemKey, OpenItem)>> = BTreeMap::new();
    for (key, item) in open_items(r) {
        if key.account == LedgerAccount::Receivables {
            of_party.entry((key.party, item.amount.currency())).or_default().push((key, item));
        }
    }
    let debtor = |((party, currency), items)| debtor(r, party, currency, items, (today, held_back));
    let mut found: Vec<Debtor> = of_party.into_iter().filter_map(debtor).collect();
    found.sort_by_cached_key(|debtor| (debtor.address.name.to_lowercase(), debtor.party));
    found
}

fn debtor(
    r: &dyn Read,
    party: Party,
    currency: Currency,
    items: Vec<(ItemKey, OpenItem)>,
    (today, held_back): (Day, &HeldBack),
) -> Option<Debtor> {
    let (mut claims, mut newest): (Vec<Claim>, Option<(Invoice, Order)>) = (Vec::new(), None);
    let (mut earlier, mut against) = (Money::zero(currency), Money::zero(currency));
    let mut is_consumer = false;
    for (key, item) in items {
        if is_late(key, &item, today) {
            let id = InvoiceId::new(key.id);
            let Some((invoice, order)) = invoice(r, id)
                .and_then(|known| Some((order(r, known.order)?, known)))
                .map(|(order, known)| (known, order))
            else {
                continue;
            };
            is_consumer |= order.is_consumers();
            claims.push(claim(r, id, (key, &item), &invoice, held_back));
            newest = Some((invoice, order));
        } else if item.open().is_positive() && item.document.kind == ReminderKind::COUNTER {
            earlier += item.open();
        } else if item.open().is_negative() && is_free(r, &item) {
            against += item.open();
        }
    }
    claims.sort_by_key(|claim| (claim.due_on, claim.invoice));
    let (invoice, order) = newest?;
    Some(Debtor {
        party,
        email: order.buyer.email.clone(),
        language: order.language,
        address: invoice.billing,
        is_consumer,
        claims,
        earlier,
        against,
    })
}

/// What is to be paid back, and no payment for goods that are still to come.
fn is_free(r: &dyn Read, item: &OpenItem) -> bool {
    item.document.kind == InvoiceKind::COUNTER
        || item.order.is_some_and(|order| !invoices_of_order(r, order).is_empty())
}

fn claim(
    r: &dyn Read,
    id: InvoiceId,
    (key, item): (ItemKey, &OpenItem),
    invoice: &Invoice,
    held_back: &HeldBack,
) -> Claim {
    let sent = reminders_of_invoice(r, id);
    let lines = sent.iter().flat_map(|(_, reminder)| {
        reminder.lines.iter().filter(|line| line.invoice == id && line.level > 0).map(|line| (reminder.day, line))
    });
    let lines: Vec<_> = lines.collect();
    let charged = lines.iter().filter(|(_, line)| !line.interest.is_empty());
    Claim {
        invoice: id,
        order: invoice.order,
        number: invoice.number.clone(),
        day: invoice.day,
        due_on: item.due_on,
        amount: item.amount,
        open: item.open(),
        cleared: clearings_of(r, key).into_iter().map(|(_, clearing)| (clearing.on, clearing.amount)).collect(),
        level: lines.iter().map(|(_, line)| line.level).max().unwrap_or(0),
        first_on: lines.iter().map(|(day, _)| *day).min(),
        last_on: lines.iter().map(|(day, _)| *day).max(),
        charged_through: charged.map(|(day, _)| *day).max(),
        stop: reminder_stop(r, id),
        is_disputed: held_back.disputed.contains(&invoice.order),
        is_collected: held_back.collected.contains(&key),
    }
}
