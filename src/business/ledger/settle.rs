//! Which items a line of a posting settles, and which one it opens.
//!
//! A document opens an item of its own, and then what is open on the other side of the same order settles it. Money
//! settles what is open, oldest first, and what is left of it waits as an item of its own. What is taken back opens
//! again what it had settled.

use std::collections::BTreeMap;

use crate::business::ledger::records::{
    DUE_TO_OPEN_ITEM, ITEM_TO_CLEARING, NUMBER_TO_ITEM, PARTY_AND_ITEM_TO_OPEN_ITEM, PARTY_TO_OPEN_ITEM, item,
    items_of, open_items_of,
};
use crate::business::ledger::{Clearing, ItemKey, LedgerAccount, LedgerKey, OpenItem, Party, normalised_number};
use crate::business::tx::{Recorded, Tx};
use crate::store::{Read, Span, Subject};
use crate::values::{CustomerId, Day, Money, OrderId, PartnerId, PostingId};

/// What a posting says about personal accounts. Those of partners need nothing: whose they are stands in the account.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Personal {
    /// Who buys, and the order that it is about.
    pub buyer: Option<(Party, OrderId)>,
    /// The document that opens an item.
    pub printed: Option<Printed>,
    /// Items that are settled before others.
    pub first: Vec<ItemKey>,
}

/// What a document says of itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Printed {
    pub number: String,
    pub due_on: Day,
    pub service_on: Option<Day>,
}

/// The posting of which a line is settled.
pub(super) struct Entry<'e> {
    pub posting: PostingId,
    pub day: Day,
    pub subject: &'e Subject,
    pub reverses: Option<PostingId>,
    pub personal: &'e Personal,
}

/// Whose account a line is on; `None` where nobody's.
pub(super) fn party_of(key: LedgerKey, personal: &Personal) -> Option<Party> {
    match key.account {
        LedgerAccount::Receivables => {
            let customer = || (key.sub_account != 0).then(|| Party::Customer(CustomerId::new(key.sub_account)));
            personal.buyer.map(|(party, _)| party).or_else(customer)
        }
        LedgerAccount::CommissionPayable | LedgerAccount::CommissionReserve | LedgerAccount::ShopCredit => {
            Some(Party::Partner(PartnerId::new(key.sub_account)))
        }
        _ => None,
    }
}

/// Parts a line of a personal account among items; the parts together are the line.
pub(super) fn settle(
    tx: &mut Tx,
    told: &Recorded,
    entry: &Entry<'_>,
    (party, account): (Party, LedgerAccount),
    amount: Money,
) -> Vec<(ItemKey, Money)> {
    let order = entry.personal.buyer.map(|(_, order)| order).filter(|_| account == LedgerAccount::Receivables);
    let mut settling = Settling { tx, told, entry, party, account, order, rest: amount, parts: Vec::new() };
    if let Some(reversed) = entry.reverses {
        settling.take_back(reversed);
    }
    if entry.personal.printed.is_none() {
        settling.clear_open();
    }
    settling.open_rest();
    if entry.personal.printed.is_some() || entry.reverses.is_some() {
        settling.offset();
    }
    settling.parts
}

struct Settling<'s, 'w, 'g, 't> {
    tx: &'s mut Tx<'w, 'g, 't>,
    told: &'s Recorded,
    entry: &'s Entry<'s>,
    party: Party,
    account: LedgerAccount,
    /// Only items of this order settle each other; `None` where all do.
    order: Option<OrderId>,
    /// What of the line has no item yet.
    rest: Money,
    parts: Vec<(ItemKey, Money)>,
}

impl Settling<'_, '_, '_, '_> {
    fn is_meant(&self, found: &OpenItem) -> bool {
        found.amount.currency() == self.rest.currency() && self.order.is_none_or(|order| found.order == Some(order))
    }

    /// What is open here, oldest first.
    fn open(&self) -> Vec<(ItemKey, OpenItem)> {
        let mut found = open_items_of(self.tx, self.party, Some(self.account));
        found.retain(|(_, item)| self.is_meant(item));
        let first = &self.entry.personal.first;
        found.sort_by_key(|(key, item)| (!first.contains(key), item.due_on, item.day, *key));
        found
    }

    /// What the former posting settled is open again; what it opened goes, also where it has settled other items.
    fn take_back(&mut self, reversed: PostingId) {
        let mut known = items_of(self.tx, self.party, self.account);
        known.retain(|(_, item)| self.is_meant(item));
        for (key, found) in &known {
            let r: &dyn Read = self.tx;
            let rows = r.scan(&ITEM_TO_CLEARING, Span::prefix(&(*key, reversed))).into_iter();
            let rows = rows.map(|(_, clearing)| clearing);
            let by_money = rows.filter(|clearing| clearing.against.is_none());
            let settled = by_money.fold(Money::zero(found.amount.currency()), |sum, row| sum + row.amount);
            if !settled.is_zero() {
                self.part(*key, settled);
            }
        }
        let opened = known.iter().filter(|(_, item)| item.opened_by == reversed);
        for (key, _) in opened {
            self.release(*key);
            self.take_from(*key);
        }
    }

    /// Takes an item out of what it has settled, newest first, until it can bear the rest of the line.
    fn release(&mut self, key: ItemKey) {
        let mut others: BTreeMap<ItemKey, (PostingId, i64)> = BTreeMap::new();
        let r: &dyn Read = self.tx;
        for ((_, posting, _), clearing) in r.scan(&ITEM_TO_CLEARING, Span::prefix(&(key,))) {
            let Some(other) = clearing.against else { continue };
            let (newest, sum) = others.entry(other).or_insert((posting, 0));
            (*newest, *sum) = (posting.max(*newest), *sum + clearing.amount.minor());
        }
        let mut others: Vec<(ItemKey, (PostingId, i64))> = others.into_iter().collect();
        others.sort_by_key(|(_, (newest, _))| std::cmp::Reverse(*newest));
        for (other, (_, sum)) in others {
            let bears = item(self.tx, key).is_some_and(|item| item.open().abs() >= self.rest.abs());
            if bears || sum == 0 {
                continue;
            }
            let amount = Money::new(sum, self.rest.currency());
            self.clear(key, -amount, Some(other));
            self.clear(other, amount, Some(key));
        }
    }

    /// The line settles what is open on the other side.
    fn clear_open(&mut self) {
        for (key, _) in self.open() {
            self.take_from(key);
        }
    }

    /// As much of the rest as an item of the other side can bear.
    fn take_from(&mut self, key: ItemKey) {
        let open = item(self.tx, key).map_or(0, |item| item.open().minor());
        let rest = self.rest.minor();
        if open.signum() * rest.signum() < 0 {
            let minor = rest.signum() * open.abs().min(rest.abs());
            self.part(key, Money::new(minor, self.rest.currency()));
        }
    }

    /// A part of the line goes to an item.
    fn part(&mut self, key: ItemKey, amount: Money) {
        self.clear(key, -amount, None);
        self.rest -= amount;
        self.parts.push((key, amount));
    }

    /// What is left opens an item.
    fn open_rest(&mut self) {
        if self.rest.is_zero() {
            return;
        }
        let Entry { posting, day, subject, personal, .. } = *self.entry;
        let key = ItemKey::opened_by(self.party, self.account, subject, posting);
        let before = item(self.tx, key);
        let after = match &before {
            Some(before) => OpenItem { amount: before.amount + self.rest, ..before.clone() },
            None => OpenItem {
                order: self.order,
                document: subject.clone(),
                number: personal.printed.as_ref().map_or_else(String::new, |printed| printed.number.clone()),
                day,
                due_on: personal.printed.as_ref().map_or(day, |printed| printed.due_on),
                amount: self.rest,
                settled: Money::zero(self.rest.currency()),
                opened_by: posting,
            },
        };
        self.keep(key, before.as_ref(), &after);
        self.parts.push((key, self.rest));
        self.rest = Money::zero(self.rest.currency());
    }

    /// What we owe and what is owed to us settle each other, oldest first.
    fn offset(&mut self) {
        let (owed, owing): (Vec<_>, Vec<_>) = self.open().into_iter().partition(|(_, item)| item.open().is_positive());
        let mut owing = owing.into_iter().map(|(key, item)| (key, item.open().abs()));
        let mut other = owing.next();
        for (key, found) in owed {
            let mut left = found.open();
            while let Some((against, bears)) = other.filter(|_| left.is_positive()) {
                let amount = left.min(bears);
                self.clear(key, amount, Some(against));
                self.clear(against, -amount, Some(key));
                left -= amount;
                other = if bears == amount { owing.next() } else { Some((against, bears - amount)) };
            }
        }
    }

    fn clear(&mut self, key: ItemKey, amount: Money, against: Option<ItemKey>) {
        let Some(before) = item(self.tx, key) else { return };
        let posting = self.entry.posting;
        let r: &dyn Read = self.tx;
        let earlier = r.count(&ITEM_TO_CLEARING, Span::prefix(&(key, posting)));
        let number = u32::try_from(earlier).unwrap_or(u32::MAX);
        let clearing = Clearing { amount, on: self.entry.day, against };
        self.tx.save(self.told, &ITEM_TO_CLEARING, &(key, posting, number), &clearing);
        let after = OpenItem { settled: before.settled + amount, ..before.clone() };
        self.keep(key, Some(&before), &after);
    }

    fn keep(&mut self, key: ItemKey, before: Option<&OpenItem>, after: &OpenItem) {
        let (tx, told) = (&mut *self.tx, self.told);
        tx.save(told, &PARTY_AND_ITEM_TO_OPEN_ITEM, &key, after);
        if before.is_none()
            && let Some(number) = indexed_number(key, after)
        {
            tx.save(told, &NUMBER_TO_ITEM, &(number, key), &());
        }
        match (before.is_some_and(OpenItem::is_open), after.is_open()) {
            (false, true) => {
                tx.save(told, &PARTY_TO_OPEN_ITEM, &key, &());
                tx.save(told, &DUE_TO_OPEN_ITEM, &(after.due_on, key), &());
            }
            (true, false) => {
                tx.remove(told, &PARTY_TO_OPEN_ITEM, &key);
                tx.remove(told, &DUE_TO_OPEN_ITEM, &(after.due_on, key));
            }
            _ => {}
        }
    }
}

/// By which number somebody may look for an item: that of a document which a buyer has in hand.
pub(super) fn indexed_number(key: ItemKey, item: &OpenItem) -> Option<String> {
    let number = normalised_number(&item.number);
    (key.account == LedgerAccount::Receivables && !number.is_empty()).then_some(number)
}
