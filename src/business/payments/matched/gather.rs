//! The books that matching looks into, from what the firm has: its invoices, its orders and whoever owes them.
//!
//! Everything counts as a number that can be written, also what was paid long ago: a number of something paid says
//! that the payer does not mean another thing of the same amount.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::ControlFlow;

use crate::business::billing::{self, Invoice, InvoiceKind, each_invoice};
use crate::business::customers::customer;
use crate::business::ledger::{ItemKey, ItemKind, LedgerAccount, OpenItem, Party, each_item};
use crate::business::orders::{Order, OrderState, order, order_ids, order_number};
use crate::business::payments::bank::house_accounts;
use crate::business::payments::matched::kept::IBAN_AND_PARTY;
use crate::business::payments::matching::{
    Books, Item, ItemNo, MatchKind, Payer, PayerNo, PaymentLine, Proposal, Skonto,
};
use crate::business::payments::settlement;
use crate::store::{Read, Span};
use crate::values::{Counted, InvoiceId, Money, OrderId, ReminderKind};

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
        let invoiced = firm.add_invoices(r);
        for id in order_ids(r).into_iter().filter(|id| !invoiced.contains(id)) {
            if let Some(order) = order(r, id) {
                firm.add_order(r, id, &order);
            }
        }
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
                let left = cleared.let_off.map_or(left, |let_off| left - let_off);
                self.books.set_open(cleared.item, left);
                self.books.learn(line, payer);
            }
        }
    }

    /// Every document that asks for money, and the orders that are wholly invoiced.
    fn add_invoices(&mut self, r: &dyn Read) -> BTreeSet<OrderId> {
        let receivables = Receivables::of(r);
        self.add_charges(r, receivables.charges);
        let (mut invoiced, mut cancelled) = (BTreeSet::new(), BTreeSet::new());
        each_invoice(r, |id, invoice| {
            let order = invoice.order;
            if invoice.kind.charges() {
                let amount = invoice.charged();
                let (party, left) = match receivables.invoices.get(&id) {
                    Some((party, left)) => (*party, *left),
                    None => (buyer_of(r, order), Money::zero(amount.currency())),
                };
                let item = Item {
                    kind: MatchKind::Invoice,
                    number: invoice.number.clone(),
                    of: order_number(order),
                    payer: self.payer(r, party, &invoice.billing.name),
                    amount,
                    open: left,
                    issued_on: invoice.day,
                    skonto: skonto(&invoice),
                    collected: String::new(),
                };
                self.add(order, item);
            }
            // Newest first: what takes a document back is seen before it.
            if invoice.kind == InvoiceKind::Cancellation {
                cancelled.extend(invoice.credits);
            } else if invoice.kind.is_whole() && !cancelled.contains(&id) {
                invoiced.insert(order);
            }
            ControlFlow::Continue(())
        });
        invoiced
    }

    /// Fee and interest of a reminder, as far as they are open.
    fn add_charges(&mut self, r: &dyn Read, charges: BTreeMap<(OrderId, String), OpenItem>) {
        for ((id, number), item) in charges {
            let Some(order) = order(r, id).filter(|_| item.amount.is_positive()) else { continue };
            let party = Party::buyer(order.buyer.customer, id);
            let invoices = billing::invoices_of_order(r, id);
            let of = billing::whole_invoice(&invoices);
            let of = of.map_or_else(String::new, |(_, invoice)| invoice.number.clone());
            let payer = self.payer(r, party, &order.billing.name);
            let (amount, issued_on) = (item.amount, item.day);
            let (kind, open, collected) = (MatchKind::Fee, amount, String::new());
            self.add(id, Item { kind, number, of, payer, amount, open, issued_on, skonto: Vec::new(), collected });
        }
    }

    /// An order that is not wholly invoiced is paid before it leaves.
    fn add_order(&mut self, r: &dyn Read, id: OrderId, order: &Order) {
        let amount = order.totals().gross;
        let nothing = Money::zero(amount.currency());
        let waits = matches!(order.state, OrderState::Confirmed | OrderState::Picked | OrderState::Packed);
        let open = if waits && order.paid_on.is_none() {
            settlement(r, id).map_or(nothing, |settlement| settlement.open())
        } else {
            nothing
        };
        let payer = self.payer(r, Party::buyer(order.buyer.customer, id), &order.billing.name);
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
                skonto: Vec::new(),
                collected: String::new(),
            },
        );
    }

    fn add(&mut self, order: OrderId, item: Item) {
        self.books.add_item(item);
        self.orders.push(order);
    }

    fn payer(&mut self, r: &dyn Read, party: Party, name: &str) -> PayerNo {
        if let Some(known) = self.payers.get(&party) {
            return *known;
        }
        let number = match party {
            Party::Customer(id) => customer(r, id).map(|customer| customer.number).unwrap_or_default(),
            _ => String::new(),
        };
        let no = self.books.add_payer(Payer {
            number,
            names: vec![name.to_owned()],
            ibans: self.ibans.remove(&party).unwrap_or_default(),
            mandate: String::new(),
            credit: 0,
        });
        self.payers.insert(party, no);
        no
    }
}

/// What buyers owe, as the ledger has it.
#[derive(Default)]
struct Receivables {
    /// Also those that are paid.
    invoices: BTreeMap<InvoiceId, (Party, Money)>,
    /// Fee and interest of reminders, as far as they are open, together by the order that bears them.
    charges: BTreeMap<(OrderId, String), OpenItem>,
}

impl Receivables {
    fn of(r: &dyn Read) -> Receivables {
        let mut found = Receivables::default();
        each_item(r, |key, item| {
            if key.account == LedgerAccount::Receivables {
                found.note(key, item);
            }
            ControlFlow::Continue(())
        });
        found
    }

    fn note(&mut self, key: ItemKey, item: OpenItem) {
        let open = item.open();
        if key.kind == ItemKind::Invoice {
            self.invoices.insert(InvoiceId::new(key.id), (key.party, open));
            return;
        }
        let is_charge = item.document.kind == ReminderKind::COUNTER && !open.is_zero();
        if let Some(order) = item.order.filter(|_| is_charge) {
            let charge = self.charges.entry((order, item.number.clone()));
            charge.and_modify(|known| known.amount += open).or_insert(OpenItem { amount: open, ..item });
        }
    }
}

fn buyer_of(r: &dyn Read, id: OrderId) -> Party {
    Party::buyer(order(r, id).and_then(|order| order.buyer.customer), id)
}

/// What an invoice itself lets off.
fn skonto(invoice: &Invoice) -> Vec<Skonto> {
    invoice.skonto.iter().map(|step| Skonto { rate: step.rate, days: i32::from(step.days) }).collect()
}
