//! The books that matching looks into, from what the firm has: its invoices, its orders and whoever owes them.
//!
//! Everything counts as a number that can be written, also what was paid long ago: a number of something paid says
//! that the payer does not mean another thing of the same amount.

use std::collections::BTreeMap;
use std::ops::ControlFlow;

use crate::business::billing;
use crate::business::customers::customer;
use crate::business::ledger::{ItemKind, LedgerAccount, OpenItem, Party, open_items};
use crate::business::orders::{Order, OrderState, each_order, order, order_number};
use crate::business::payments::bank::house_accounts;
use crate::business::payments::matched::kept::IBAN_AND_PARTY;
use crate::business::payments::matching::{Books, Item, ItemNo, MatchKind, Payer, PayerNo, PaymentLine, Proposal};
use crate::business::payments::settlement;
use crate::store::{Read, Span};
use crate::values::{Counted, Money, OrderId, ReminderKind};

/// Books, and what the numbers in them mean to the firm.
pub struct FirmBooks {
    pub books: Books,
    /// By the number of the item in `books`.
    orders: Vec<OrderId>,
    payers: BTreeMap<Party, PayerNo>,
    ibans: BTreeMap<Party, Vec<String>>,
}

impl FirmBooks {
    pub fn of(r: &dyn Read) -> FirmBooks {
        let mut ibans: BTreeMap<Party, Vec<String>> = BTreeMap::new();
        r.each(&IBAN_AND_PARTY, Span::all(), |(iban, party), ()| {
            ibans.entry(party).or_default().push(iban);
            ControlFlow::Continue(())
        });
        let mut firm = FirmBooks { books: Books::default(), orders: Vec::new(), payers: BTreeMap::new(), ibans };
        for (_, account) in house_accounts(r) {
            firm.books.add_own_account(account.iban.as_str());
        }
        firm.add_invoices(r);
        each_order(r, |id, order| {
            firm.add_order(r, id, &order);
            ControlFlow::Continue(())
        });
        firm
    }

    /// The order that an item belongs to.
    pub fn order(&self, no: ItemNo) -> Option<OrderId> {
        self.orders.get(usize::try_from(no.0).ok()?).copied()
    }

    /// The next line sees what this one paid, and whose account it came from.
    pub fn note_posted(&mut self, line: &PaymentLine, proposal: &Proposal) {
        for cleared in &proposal.clears {
            if let Some((payer, left)) =
                self.books.item(cleared.item).map(|item| (item.payer, item.open - cleared.amount))
            {
                self.books.set_open(cleared.item, left);
                self.books.learn(line, payer);
            }
        }
    }

    fn add_invoices(&mut self, r: &dyn Read) {
        let mut open: BTreeMap<u64, Money> = BTreeMap::new();
        let mut charges: BTreeMap<(OrderId, String), OpenItem> = BTreeMap::new();
        for (key, item) in open_items(r).into_iter().filter(|(key, _)| key.account == LedgerAccount::Receivables) {
            if key.kind == ItemKind::Invoice {
                open.insert(key.id, item.open());
            } else if let Some(order) = item.order.filter(|_| item.document.kind == ReminderKind::COUNTER) {
                let charge = charges.entry((order, item.number.clone()));
                charge
                    .and_modify(|known| known.amount += item.open())
                    .or_insert(OpenItem { amount: item.open(), ..item });
            }
        }
        self.add_charges(r, charges);
        for (id, invoice) in billing::invoices(r, None, usize::MAX) {
            let Some(order) = order(r, invoice.order).filter(|_| invoice.kind.charges()) else {
                continue;
            };
            let amount = invoice.charged();
            let left = open.get(&id.number()).copied().unwrap_or(Money::zero(amount.currency()));
            let payer = self.payer(r, invoice.order, &order);
            self.add(
                invoice.order,
                Item {
                    kind: MatchKind::Invoice,
                    number: invoice.number.clone(),
                    of: order_number(invoice.order),
                    payer,
                    amount,
                    open: left,
                    issued_on: invoice.day,
                    skonto: None,
                    collected: String::new(),
                },
            );
        }
    }

    /// Fee and interest of a reminder, as far as they are open.
    fn add_charges(&mut self, r: &dyn Read, charges: BTreeMap<(OrderId, String), OpenItem>) {
        for ((id, number), item) in charges {
            let Some(order) = order(r, id).filter(|_| item.amount.is_positive()) else { continue };
            let invoices = billing::invoices_of_order(r, id);
            let of = billing::whole_invoice(&invoices);
            let of = of.map_or_else(String::new, |(_, invoice)| invoice.number.clone());
            let (payer, amount, issued_on) = (self.payer(r, id, &order), item.amount, item.day);
            let (kind, open, collected) = (MatchKind::Fee, amount, String::new());
            self.add(id, Item { kind, number, of, payer, amount, open, issued_on, skonto: None, collected });
        }
    }

    /// An order that is not wholly invoiced is paid before it leaves.
    fn add_order(&mut self, r: &dyn Read, id: OrderId, order: &Order) {
        if billing::whole_invoice(&billing::invoices_of_order(r, id)).is_some() {
            return;
        }
        let amount = order.totals().gross;
        let nothing = Money::zero(amount.currency());
        let waits = matches!(order.state, OrderState::Confirmed | OrderState::Picked | OrderState::Packed);
        let open = if waits && order.paid_on.is_none() {
            settlement(r, id).map_or(nothing, |settlement| settlement.open())
        } else {
            nothing
        };
        let payer = self.payer(r, id, order);
        self.add(
            id,
            Item {
                kind: MatchKind::Order,
                number: order_number(id),
                of: String::new(),
                payer,
                amount,
                open: if open.is_positive() { open } else { nothing },
                issued_on: order.day,
                skonto: None,
                collected: String::new(),
            },
        );
    }

    fn add(&mut self, order: OrderId, item: Item) {
        self.books.add_item(item);
        self.orders.push(order);
    }

    fn payer(&mut self, r: &dyn Read, id: OrderId, order: &Order) -> PayerNo {
        let party = Party::buyer(order.buyer.customer, id);
        if let Some(known) = self.payers.get(&party) {
            return *known;
        }
        let number = order.buyer.customer.and_then(|id| customer(r, id)).map(|customer| customer.number);
        let no = self.books.add_payer(Payer {
            number: number.unwrap_or_default(),
            names: vec![order.billing.name.clone()],
            ibans: self.ibans.remove(&party).unwrap_or_default(),
            mandate: String::new(),
            credit: 0,
        });
        self.payers.insert(party, no);
        no
    }
}
