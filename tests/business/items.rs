//! Open items: what opens them, what settles them, and what opens them again.

use kontor::business::actor::Actor;
use kontor::business::checks::CHECKS;
use kontor::business::commissions::{books_lag_behind, catch_up_books};
use kontor::business::customers::{self, CustomerGroup, NewCustomer};
use kontor::business::ledger::{
    self, AGES, DebtSide, ItemKey, ItemKind, LedgerAccount, OpenItem, Party, Posting, ageing_of, clearings_of, item,
    items_by_number, items_of, open_items, open_items_of, postings,
};
use kontor::business::orders::{self, NewBuyer, PaymentMethod, PlaceOrder};
use kontor::business::payments::{self, NewPayment};
use kontor::business::people;
use kontor::store::{Fault, Key, Map, Read, Span, Subject, decode, encode};
use kontor::values::{CustomerId, Money, OrderId, PaymentId};

use crate::business::shop::{Shop, checkout, day, person};

/// Kind, amount and what is settled of each item of a party, oldest first.
fn items(shop: &Shop, party: Party) -> Vec<(ItemKind, i64, i64)> {
    let mut found = shop.read(|view| items_of(view, party, LedgerAccount::Receivables));
    found.sort_by_key(|(key, item)| (item.opened_by, *key));
    found.iter().map(|(key, item)| (key.kind, item.amount.minor(), item.settled.minor())).collect()
}

fn nothing_is_wrong(shop: &Shop) {
    shop.read(|view| {
        for check in CHECKS {
            let defects = check.run(view);
            assert!(defects.is_empty(), "{}: {defects:?}", check.name);
        }
    });
}

fn customer(shop: &Shop) -> CustomerId {
    shop.run(|tx| {
        let person = people::create_person(tx, &person("Gruber"))?;
        let group = CustomerGroup::Private;
        customers::open_customer(tx, &NewCustomer { person, group, partner: None, number: String::new() })
    })
    .unwrap()
}

/// An order of a customer that is paid by invoice and has left the house: 11.00 goods, delivery and tax.
fn on_invoice(shop: &Shop, customer: CustomerId, key: u8) -> OrderId {
    let buyer = NewBuyer::StaffForCustomer(customer);
    let payment_method = PaymentMethod::Invoice;
    let command = PlaceOrder { buyer, payment_method, ..checkout(key, &[(shop.oats, 1)]) };
    let order = shop.write(&Actor::operator(), move |tx| orders::place_order(tx, &command)).unwrap();
    shop.ship(order);
    order
}

fn shop() -> Shop {
    let shop = Shop::new();
    shop.receive(shop.oats, 99, None);
    shop
}

fn reverse(shop: &Shop, payment: PaymentId) {
    shop.run(move |tx| payments::reverse_payment(tx, payment, "Irrtum")).unwrap();
}

fn gross(shop: &Shop, order: OrderId) -> i64 {
    shop.find(order).totals().gross.minor()
}

#[test]
fn what_is_paid_before_the_invoice_stands_on_account_and_settles_it() {
    let shop = shop();
    let order = shop.order(1, &[(shop.oats, 1)]);
    let (party, whole) = (Party::Guest(order), gross(&shop, order));
    shop.pay(order, 300).unwrap();
    assert_eq!(items(&shop, party), [(ItemKind::Payment, -300, 0)]);
    shop.pay(order, whole - 300).unwrap();
    let mut on_account = vec![(ItemKind::Payment, -300, 0), (ItemKind::Payment, 300 - whole, 0)];
    assert_eq!(items(&shop, party), on_account);
    nothing_is_wrong(&shop);
    shop.ship_paid(order);
    on_account.iter_mut().for_each(|item| item.2 = item.1);
    on_account.push((ItemKind::Invoice, whole, whole));
    assert_eq!(items(&shop, party), on_account);
    assert!(shop.read(|view| open_items(view)).is_empty());
    nothing_is_wrong(&shop);
}

#[test]
fn a_payment_settles_its_invoice_oldest_first_and_no_other_order() {
    let shop = shop();
    let customer = customer(&shop);
    let (first, second) = (on_invoice(&shop, customer, 1), on_invoice(&shop, customer, 2));
    let (party, whole) = (Party::Customer(customer), gross(&shop, first));
    shop.pay(second, 500).unwrap();
    assert_eq!(items(&shop, party), [(ItemKind::Invoice, whole, 0), (ItemKind::Invoice, whole, 500)]);
    // What is too much waits on account of its order.
    shop.pay(second, whole).unwrap();
    let more = (ItemKind::Payment, -500, 0);
    assert_eq!(items(&shop, party), [(ItemKind::Invoice, whole, 0), (ItemKind::Invoice, whole, whole), more]);
    nothing_is_wrong(&shop);
    let posting = shop.read(|view| postings(view, None, 1)).remove(0).1;
    let kinds: Vec<Option<ItemKind>> = posting.items.iter().map(|item| item.map(|item| item.kind)).collect();
    assert_eq!(kinds, [None, Some(ItemKind::Invoice), Some(ItemKind::Payment)]);
    let open: Vec<i64> =
        shop.read(|view| open_items_of(view, party, None)).iter().map(|(_, item)| item.open().minor()).collect();
    assert_eq!(open, [whole, -500]);
}

#[test]
fn a_payment_that_is_taken_back_opens_what_it_had_settled_also_through_another_item() {
    let shop = shop();
    let order = shop.order(1, &[(shop.oats, 1)]);
    let (party, whole) = (Party::Guest(order), gross(&shop, order));
    let payment = shop.pay(order, whole).unwrap();
    shop.ship_paid(order);
    reverse(&shop, payment);
    assert_eq!(items(&shop, party), [(ItemKind::Payment, -whole, -whole), (ItemKind::Invoice, whole, 0)]);
    nothing_is_wrong(&shop);
    let invoice = shop.read(|view| open_items(view)).remove(0).0;
    let rows = shop.read(|view| clearings_of(view, invoice));
    let amounts: Vec<i64> = rows.iter().map(|(_, clearing)| clearing.amount.minor()).collect();
    assert_eq!((amounts, rows[0].1.against.map(|other| other.kind)), (vec![whole, -whole], Some(ItemKind::Payment)));
    let again = shop.pay(order, whole).unwrap();
    assert!(shop.read(|view| open_items(view)).is_empty());
    reverse(&shop, again);
    assert_eq!(items(&shop, party)[1], (ItemKind::Invoice, whole, 0));
    nothing_is_wrong(&shop);
}

#[test]
fn a_credit_note_settles_its_unpaid_invoice_or_waits_to_be_paid_back() {
    let shop = shop();
    let customer = customer(&shop);
    let party = Party::Customer(customer);
    let order = on_invoice(&shop, customer, 1);
    let whole = gross(&shop, order);
    shop.comes_back("2026-06-03", order, 1);
    let even = [(ItemKind::Invoice, whole, whole), (ItemKind::Invoice, -whole, -whole)];
    assert_eq!(items(&shop, party), even);
    let paid = on_invoice(&shop, customer, 2);
    shop.pay(paid, whole).unwrap();
    shop.comes_back("2026-06-04", paid, 1);
    assert_eq!(items(&shop, party)[3], (ItemKind::Invoice, -whole, 0));
    let (amount, received_on) = (Money::eur(-whole), day("2026-06-04"));
    let refund = NewPayment { order: paid, amount, received_on, reference: String::new() };
    shop.run(move |tx| payments::record_payment(tx, &refund)).unwrap();
    assert_eq!(items(&shop, party)[3], (ItemKind::Invoice, -whole, -whole));
    nothing_is_wrong(&shop);
}

#[test]
fn an_item_is_found_by_its_number_however_it_is_written() {
    let shop = shop();
    let order = on_invoice(&shop, customer(&shop), 1);
    let found = shop.read(|view| items_by_number(view, " r 2026/00001"));
    assert_eq!(found.iter().map(|key| (key.kind, key.id)).collect::<Vec<_>>(), [(ItemKind::Invoice, 1)]);
    assert!(shop.read(|view| items_by_number(view, "R-2026-0000")).is_empty());
    let known = shop.read(|view| item(view, found[0])).unwrap();
    assert_eq!((known.order, known.number.as_str()), (Some(order), "R-2026-00001"));
    assert_eq!((known.due_on, known.days_late(day("2026-06-20"))), (day("2026-06-15"), 5));
}

#[test]
fn items_are_parted_by_how_late_they_are() {
    let shop = shop();
    let customer = customer(&shop);
    let order = on_invoice(&shop, customer, 1);
    let whole = gross(&shop, order);
    let found = shop.read(|view| open_items(view));
    // Due on the fifteenth of June.
    let column = |on: &str| {
        let parties = ageing_of(&found, DebtSide::Theirs, day(on));
        assert_eq!((parties.len(), parties[0].party, parties[0].items), (1, Party::Customer(customer), 1));
        assert_eq!(parties[0].ageing.total(), whole);
        parties[0].ageing.columns().iter().position(|minor| *minor == whole)
    };
    assert_eq!(column("2026-06-15"), Some(0));
    assert_eq!(column("2026-06-16"), Some(1));
    assert_eq!(column("2026-07-15"), Some(1));
    assert_eq!(column("2026-07-16"), Some(2));
    assert_eq!(column("2026-08-15"), Some(3));
    assert_eq!((column("2026-09-14"), AGES[3]), (Some(4), 91));
    let ours = ageing_of(&found, DebtSide::Ours, day("2026-09-14")).remove(0).ageing;
    assert_eq!((ours.debts(), ours.against, ours.total()), (0, -whole, -whole));
}

/// A key that is written as its bytes.
struct Bytes(Vec<u8>);

impl Key for Bytes {
    fn write(&self, out: &mut Vec<u8>) {
        out.extend_from_slice(&self.0);
    }
    fn read(bytes: &mut &[u8]) -> Option<Self> {
        Some(Bytes(std::mem::take(bytes).to_vec()))
    }
}

/// The rows of everything that is derived from postings.
fn derived(shop: &Shop) -> Vec<(u16, Vec<u8>, Vec<u8>)> {
    let reader = shop.door.store().reader().unwrap();
    let mut rows = Vec::new();
    for table in ledger::TABLES.iter().filter(|table| matches!(table.number, 152 | 153 | 154 | 157..=159)) {
        reader.walk_raw(*table, &Span::all(), &mut |key, value| {
            rows.push((table.number, key.to_vec(), value.to_vec()));
            std::ops::ControlFlow::Continue(())
        });
    }
    rows
}

#[test]
fn books_from_before_there_were_items_get_them_once() {
    let shop = shop();
    let customer = customer(&shop);
    let prepaid = shop.order(1, &[(shop.oats, 1)]);
    shop.ship(prepaid);
    let open = on_invoice(&shop, customer, 2);
    shop.pay(open, 300).unwrap();
    let wrong = shop.pay(open, 200).unwrap();
    reverse(&shop, wrong);
    let returned = on_invoice(&shop, customer, 3);
    shop.comes_back("2026-06-03", returned, 1);
    shop.pay(open, 10_000).unwrap();
    let known = derived(&shop);
    assert!(!shop.read(|view| books_lag_behind(view)));
    shop.door
        .store()
        .write(|group| {
            group.command(|writer| {
                for (number, key, _) in &known {
                    writer.delete(&Map::<Bytes, ()>::new(*number, "derived"), &Bytes(key.clone()));
                }
                Ok::<_, Fault>(())
            })
        })
        .unwrap();
    // A command lets everybody see what was laid hands on.
    shop.order(9, &[(shop.oats, 1)]);
    assert!(shop.read(|view| books_lag_behind(view)));
    let last = shop.run(|tx| catch_up_books(tx, None)).unwrap();
    assert_eq!(shop.run(move |tx| catch_up_books(tx, last)).unwrap(), None);
    assert_eq!(derived(&shop), known);
    nothing_is_wrong(&shop);
}

#[test]
fn a_posting_of_the_first_shape_still_opens() {
    let shop = shop();
    let order = shop.order(1, &[(shop.oats, 1)]);
    shop.pay(order, 300).unwrap();
    let (_, posting) = shop.read(|view| postings(view, None, 1)).remove(0);
    let first = Posting { document: String::new(), service_on: None, items: Vec::new(), ..posting };
    let mut bytes = encode(&first).unwrap();
    assert_eq!(bytes.split_off(bytes.len() - 3), [0, 0, 0]);
    bytes[0] = 1;
    assert_eq!(decode::<Posting>(&bytes).unwrap(), first);
    assert!(decode::<Posting>(&bytes[..bytes.len() - 1]).is_err());
}

#[test]
fn keys_of_items_sort_by_whose_they_are() {
    let (account, kind) = (LedgerAccount::Receivables, ItemKind::Invoice);
    let key = |party: Party, id: u64| ItemKey { party, account, kind, id };
    let keys = [
        key(Party::Customer(CustomerId::new(1)), 300),
        key(Party::Customer(CustomerId::new(2)), 1),
        key(Party::Guest(OrderId::new(1)), 1),
    ];
    for pair in keys.windows(2) {
        assert!(pair[0].to_bytes() < pair[1].to_bytes() && pair[0] < pair[1]);
    }
    for key in keys {
        assert_eq!(ItemKey::from_bytes(&key.to_bytes()), Some(key));
    }
    let gone = OpenItem {
        order: None,
        document: Subject { kind: "invoice".to_owned(), id: 1 },
        number: String::new(),
        day: day("2026-06-01"),
        due_on: day("2026-06-01"),
        amount: Money::eur(5),
        settled: Money::eur(5),
        opened_by: kontor::values::PostingId::new(1),
    };
    assert!(!gone.is_open());
}
