//! Every check holds in a firm that works, and every check is broken once, by laying hands on its tables.

use std::fmt::Debug;
use std::ops::ControlFlow;

use kontor::business::access::{self, NewAccount};
use kontor::business::actor::Actor;
use kontor::business::approvals::{Approval, Matter};
use kontor::business::billing::reminders::{PlannedLetter, Reminder};
use kontor::business::billing::{Invoice, receive_incoming};
use kontor::business::billing::{NewPaper, Seal, keep_papers};
use kontor::business::cases;
use kontor::business::checks::CHECKS;
use kontor::business::customers::{self, CustomerGroup, NewCustomer};
use kontor::business::defect::Defect;
use kontor::business::firm::{Issuer, Stationery};
use kontor::business::ledger::{Closing, ItemKey, OpenItem, Posting, close_period, open_items};
use kontor::business::orders::{self, CorrectOrder, NewBuyer, Order, PlaceOrder};
use kontor::business::partners::{self, Edge, Imported, ImportedPartner};
use kontor::business::payments::{self, Batch, BatchState, CreditPaidOut, PaidParts, Reserve, ReserveState, Transfer};
use kontor::business::people;
use kontor::business::shipping::{Parcel, PickLine};
use kontor::business::stock::{Level, Reservation};
use kontor::exchange::einvoice::read_incoming;
use kontor::store::{Entry, Fault, Key, Map, Read, Span, Stored, Subject, Table};
use kontor::values::{
    ApprovalId, BatchId, ClosingId, CustomerId, Day, Email, Iban, InvoiceId, Language, LotId, Money, OrderId, ParcelId,
    PartnerId, PaymentId, Period, PersonId, PlaceId, PostingId, ProductId, ReminderId,
};

use crate::business::shop::{Shop, checkout, day, person};
use crate::exchange::incoming::ubl;

/// Bytes that are a key to everybody.
#[derive(Clone, Debug, PartialEq)]
struct Bytes(Vec<u8>);

impl Key for Bytes {
    fn write(&self, out: &mut Vec<u8>) {
        out.extend_from_slice(&self.0);
    }
    fn read(bytes: &mut &[u8]) -> Option<Self> {
        Some(Bytes(std::mem::take(bytes).to_vec()))
    }
}

struct Busy {
    shop: Shop,
    shipped: OrderId,
    waiting: OrderId,
    top: PartnerId,
    below: PartnerId,
}

/// A firm in which something of everything has happened.
fn busy() -> Busy {
    let shop = Shop::new();
    shop.receive(shop.oats, 20, Some("2027-01-31"));
    shop.receive_at(shop.agency, shop.balm, 5, None);
    let partner = |number: &str, sponsor: Option<&str>| {
        let new = ImportedPartner {
            number: number.to_owned(),
            person: person(number),
            joined_on: day("2026-01-01"),
            left_on: None,
            enroller: sponsor.map(str::to_owned),
            sponsor: sponsor.map(str::to_owned),
            terms_version: "2026-01".to_owned(),
        };
        match shop.run(move |tx| partners::import_partner(tx, &new)).unwrap() {
            Imported::New(id) | Imported::Known(id) => id,
        }
    };
    let top = partner("P-1", None);
    let below = partner("P-2", Some("P-1"));
    let customer = shop
        .run(move |tx| {
            let person = people::create_person(tx, &person("Gruber"))?;
            let group = CustomerGroup::Private;
            customers::open_customer(tx, &NewCustomer { person, group, partner: Some(below), number: String::new() })
        })
        .unwrap();
    invite_staff(&shop);
    let shipped = shop.order(1, &[(shop.oats, 2)]);
    shop.ship(shipped);
    let waiting = order_of(&shop, customer, 2, &[(shop.oats, 3), (shop.balm, 1)]);
    let command = CorrectOrder {
        lines: vec![
            orders::CartLine { product: shop.oats, quantity: 4 },
            orders::CartLine { product: shop.balm, quantity: 2 },
        ],
        ..correction(&shop, waiting)
    };
    shop.run(move |tx| orders::correct_order(tx, &command)).unwrap();
    let cancelled = shop.order(3, &[(shop.oats, 1)]);
    shop.run(move |tx| orders::cancel_order(tx, cancelled, "not wanted")).unwrap();
    // A part is paid before there is an invoice.
    shop.pay(waiting, 100).unwrap();
    let file = ubl();
    let incoming = read_incoming(&file, "R-17.xml").unwrap();
    shop.run(move |tx| receive_incoming(tx, &incoming, &file)).unwrap();
    Busy { shop, shipped, waiting, top, below }
}

fn invite_staff(shop: &Shop) {
    shop.run(|tx| {
        access::ensure_standard_roles(tx)?;
        let (role, _) = access::role_by_key(tx, "office").unwrap();
        let person = people::create_person(tx, &person("Moser"))?;
        let email = Email::parse("moser@example.com").unwrap();
        access::create_account(tx, &NewAccount { person, email, roles: vec![role], secret: Some("secret".to_owned()) })
    })
    .unwrap();
}

fn order_of(shop: &Shop, customer: CustomerId, key: u8, cart: &[(ProductId, u32)]) -> OrderId {
    let command = PlaceOrder { buyer: NewBuyer::StaffForCustomer(customer), ..checkout(key, cart) };
    shop.write(&Actor::operator(), move |tx| orders::place_order(tx, &command)).unwrap()
}

fn correction(shop: &Shop, id: OrderId) -> CorrectOrder {
    crate::business::orders::correction(shop, id)
}

impl Busy {
    fn run(&self, name: &str) -> Vec<Defect> {
        let check = CHECKS.iter().find(|check| check.name == name).unwrap();
        check.run(&self.shop.door.store().reader().unwrap())
    }

    fn rows(&self, table: Table) -> Vec<(Vec<u8>, Vec<u8>)> {
        let mut rows = Vec::new();
        self.shop.door.store().reader().unwrap().walk_raw(table, &Span::all(), &mut |key, value| {
            rows.push((key.to_vec(), value.to_vec()));
            ControlFlow::Continue(())
        });
        rows
    }

    fn lay_hands(&self, table: Table, gone: &[Vec<u8>], put: &[(Vec<u8>, Vec<u8>)]) {
        let store = self.shop.door.store();
        store
            .write(|group| {
                group.command(|writer| {
                    for key in gone {
                        writer.delete(&Map::<Bytes, ()>::new(table.number, table.name), &Bytes(key.clone()));
                    }
                    for (key, value) in put {
                        writer.put_raw(table, key.clone(), value.clone());
                    }
                    Ok::<_, Fault>(())
                })
            })
            .unwrap();
    }

    /// Does harm, asks the check, and puts everything back.
    fn harmed(&self, table: Table, check: &str, harm: impl FnOnce()) -> Vec<Defect> {
        let before = self.rows(table);
        harm();
        let found = self.run(check);
        let keys: Vec<Vec<u8>> = self.rows(table).into_iter().map(|(key, _)| key).collect();
        self.lay_hands(table, &keys, &before);
        found
    }

    fn changed<K: Key, V: Stored>(
        &self,
        check: &str,
        map: &Map<K, V>,
        key: &K,
        change: impl FnOnce(&mut V),
    ) -> Vec<Defect> {
        let mut value = (&self.shop.door.store().reader().unwrap() as &dyn Read).get(map, key).unwrap();
        change(&mut value);
        let bytes = kontor::store::encode(&value).unwrap();
        self.harmed(map.table(), check, || self.lay_hands(map.table(), &[], &[(key.to_bytes(), bytes)]))
    }

    fn added<K: Key, V: Stored>(&self, check: &str, map: &Map<K, V>, key: &K, value: &V) -> Vec<Defect> {
        let bytes = kontor::store::encode(value).unwrap();
        self.harmed(map.table(), check, || self.lay_hands(map.table(), &[], &[(key.to_bytes(), bytes)]))
    }

    fn removed<K: Key, V: Stored>(&self, check: &str, map: &Map<K, V>, key: &K) -> Vec<Defect> {
        self.harmed(map.table(), check, || self.lay_hands(map.table(), &[key.to_bytes()], &[]))
    }
}

fn keys(defects: &[Defect]) -> Vec<&'static str> {
    defects.iter().map(|defect| defect.complaint.key).collect()
}

fn only<T: Debug>(mut found: Vec<T>) -> T {
    assert_eq!(found.len(), 1, "{found:?}");
    found.pop().unwrap()
}

#[test]
fn every_check_holds_in_a_firm_that_works() {
    let busy = busy();
    for check in CHECKS {
        assert_eq!(busy.run(check.name), [], "{}", check.name);
    }
}

#[test]
fn every_check_has_a_name_in_every_language() {
    for check in CHECKS {
        for language in Language::ALL {
            let key = format!("checks.name.{}", check.name);
            assert_ne!(kontor::text!(language, &key), key);
        }
    }
}

/// The indexes, each with the check that knows it.
const INDEXES: [(&str, u16, &str); 33] = [
    ("journal.index", 4, "SUBJECT_TO_NUMBER"),
    ("outbox.indexes", 6, "DUE_TO_OUTBOX_ID"),
    ("outbox.indexes", 7, "SUBJECT_TO_OUTBOX_ID"),
    ("people.indexes", 21, "EMAIL_TO_PERSON_ID"),
    ("access.indexes", 31, "EMAIL_TO_ACCOUNT_ID"),
    ("access.indexes", 36, "ACCOUNT_TO_LINK_HASH"),
    ("access.indexes", 37, "PERSON_TO_ACCOUNT_ID"),
    ("catalog.indexes", 51, "SKU_TO_PRODUCT_ID"),
    ("catalog.indexes", 52, "CATEGORY_TO_PRODUCT_ID"),
    ("stock.indexes", 72, "PRODUCT_TO_LOT_ID"),
    ("stock.indexes", 77, "PRODUCT_TO_MOVEMENT_ID"),
    ("stock.indexes", 78, "PRODUCT_TO_WAITING_ORDER"),
    ("customers.indexes", 91, "NUMBER_TO_CUSTOMER_ID"),
    ("customers.indexes", 92, "PERSON_TO_CUSTOMER_ID"),
    ("customers.indexes", 93, "PARTNER_TO_CUSTOMER_ID"),
    ("partners.indexes", 101, "NUMBER_TO_PARTNER_ID"),
    ("partners.indexes", 102, "PERSON_TO_PARTNER_ID"),
    ("orders.indexes", 122, "CUSTOMER_TO_ORDER_ID"),
    ("orders.indexes", 123, "PARTNER_TO_ORDER_ID"),
    ("orders.indexes", 124, "DAY_TO_ORDER_ID"),
    ("orders.indexes", 125, "STATE_TO_ORDER_ID"),
    ("ledger.index", 152, "ACCOUNT_AND_DAY_TO_POSTING_ID"),
    ("ledger.index", 157, "DUE_TO_OPEN_ITEM"),
    ("ledger.index", 158, "NUMBER_TO_ITEM"),
    ("ledger.index", 159, "PARTY_TO_OPEN_ITEM"),
    ("billing.indexes", 161, "NUMBER_TO_INVOICE_ID"),
    ("billing.indexes", 162, "ORDER_TO_INVOICE_ID"),
    ("billing.incoming", 176, "HASH_TO_INCOMING_ID"),
    ("billing.incoming", 177, "INCOMING_ID_TO_ROW"),
    ("payments.indexes", 181, "ORDER_TO_PAYMENT_ID"),
    ("shipping.indexes", 202, "ORDER_TO_PARCEL_ID"),
    ("cases.indexes", 271, "SUBJECT_TO_CASE_ID"),
    ("cases.indexes", 272, "ROLE_TO_READY_TASK"),
];

#[test]
fn a_row_that_an_index_lacks_or_has_too_many_is_found() {
    let busy = busy();
    for (check, number, name) in INDEXES {
        let table = Map::<Bytes, ()>::new(number, name).table();
        let rows = busy.rows(table);
        let (key, value) = rows.first().unwrap_or_else(|| panic!("{name} has rows")).clone();
        let lacking = busy.harmed(table, check, || busy.lay_hands(table, std::slice::from_ref(&key), &[]));
        assert_eq!((only(keys(&lacking)), lacking[0].about.as_str()), ("checks.row.missing", name));
        // The same row under another key points at something that is not so.
        let mut other = key.clone();
        let last = other.len()
            - if name.starts_with("EMAIL_TO_A") || name.starts_with("NUMBER") || name.starts_with("SKU") {
                3
            } else {
                1
            };
        other[last] ^= 0x10;
        let stale = busy.harmed(table, check, || busy.lay_hands(table, &[], &[(other, value)]));
        assert_eq!((only(keys(&stale)), stale[0].about.as_str()), ("checks.row.stale", name));
    }
    for check in CHECKS {
        assert_eq!(busy.run(check.name), [], "{} holds again", check.name);
    }
}

#[test]
fn open_approvals_are_compared() {
    let busy = busy();
    const APPROVAL_ID_TO_APPROVAL: Map<ApprovalId, Approval> = Map::new(40, "APPROVAL_ID_TO_APPROVAL");
    let approval = Approval {
        matter: Matter::Run,
        subject: Subject { kind: "run".to_owned(), id: 1 },
        permission: "commissions.approve".to_owned(),
        asked_by: None,
        asked_at: busy.shop.door.now(),
        barred_accounts: Vec::new(),
        barred_persons: Vec::new(),
        needed: 1,
        answers: Vec::new(),
        withdrawn_at: None,
    };
    let found = busy.added("approvals.indexes", &APPROVAL_ID_TO_APPROVAL, &ApprovalId::new(1), &approval);
    assert_eq!(keys(&found), ["checks.row.missing", "checks.row.missing"]);
}

#[test]
fn a_row_that_cannot_be_read_is_named() {
    let busy = busy();
    let table = Map::<OrderId, Order>::new(120, "ORDER_ID_TO_ORDER").table();
    let harm = || busy.lay_hands(table, &[], &[(busy.shipped.to_bytes(), vec![1, 2, 3])]);
    let found = only(busy.harmed(table, "store.rows", harm));
    assert_eq!((found.about.as_str(), found.complaint.key), ("ORDER_ID_TO_ORDER", "checks.row.unreadable"));
    assert!(found.complaint.say(Language::En).contains(&format!("{:016x}", busy.shipped.number())));
    // Other checks go on as far as they can, and say that they could not go further.
    let harm = || busy.lay_hands(table, &[], &[(busy.shipped.to_bytes(), vec![1, 2, 3])]);
    assert!(keys(&busy.harmed(table, "orders.indexes", harm)).contains(&"checks.run.fault"));
}

#[test]
fn a_changed_journal_entry_is_named() {
    let busy = busy();
    const NUMBER_TO_ENTRY: Map<u64, Entry> = Map::new(3, "NUMBER_TO_ENTRY");
    let found = only(busy.changed("journal.chain", &NUMBER_TO_ENTRY, &5, |entry| entry.actor = "visitor".to_owned()));
    assert_eq!((found.about.as_str(), found.complaint.key), ("journal:5", "checks.chain.altered"));
    let found = only(busy.removed("journal.chain", &NUMBER_TO_ENTRY, &5));
    assert_eq!(found.complaint.key, "checks.chain.missing");
}

#[test]
fn stock_that_does_not_fit_its_movements_is_named() {
    let busy = busy();
    const QUANTITY: Map<(ProductId, PlaceId, LotId), u32> = Map::new(73, "PRODUCT_PLACE_LOT_TO_QUANTITY");
    let (key, _) = busy.rows(QUANTITY.table()).first().unwrap().clone();
    let key = <(ProductId, PlaceId, LotId)>::from_bytes(&key).unwrap();
    let found = only(busy.changed("stock.quantities", &QUANTITY, &key, |quantity| *quantity += 1));
    assert_eq!((found.about, found.complaint.key), (format!("product:{}", key.0), "checks.stock.quantity"));
    assert_eq!(only(busy.removed("stock.quantities", &QUANTITY, &key)).complaint.key, "checks.stock.quantity");
}

#[test]
fn levels_that_fit_neither_stock_nor_reservations_are_named() {
    let busy = busy();
    const LEVEL: Map<ProductId, Level> = Map::new(74, "PRODUCT_TO_LEVEL");
    let product = busy.shop.oats;
    let changed = |change: fn(&mut Level)| only(busy.changed("stock.levels", &LEVEL, &product, change)).complaint.key;
    assert_eq!(changed(|level| level.on_hand += 1), "checks.stock.on_hand");
    assert_eq!(changed(|level| level.reserved -= 1), "checks.stock.reserved");
    assert_eq!(changed(|level| level.backordered += 2), "checks.stock.backordered");
}

#[test]
fn partners_who_form_no_tree_are_named() {
    let busy = busy();
    const EDGE: Map<(u8, PartnerId, Day), Edge> = Map::new(103, "CHILD_TO_EDGE");
    const CHILD: Map<(u8, PartnerId, PartnerId), ()> = Map::new(104, "PARENT_TO_CHILD");
    let sponsor = partners::EdgeKind::Sponsor.number();
    let begun = day("2026-01-01");
    let found = busy.removed("partners.indexes", &CHILD, &(sponsor, busy.top, busy.below));
    assert_eq!(only(keys(&found)), "checks.partners.unknown_above");
    let second = Edge { parent: Some(busy.top), from: day("2026-03-01"), to: None, reason: String::new(), leg: None };
    let found = busy.added("partners.trees", &EDGE, &(sponsor, busy.below, day("2026-03-01")), &second);
    assert!(keys(&found).contains(&"checks.partners.two_above"), "{found:?}");
    let found =
        busy.changed("partners.trees", &EDGE, &(sponsor, busy.top, begun), |edge| edge.parent = Some(busy.below));
    assert_eq!(only(keys(&found)), "checks.partners.no_tree");
}

#[test]
fn orders_without_their_versions_reservations_or_cases_are_named() {
    let busy = busy();
    const VERSION: Map<(OrderId, u32), Order> = Map::new(121, "ORDER_AND_VERSION_TO_ORDER");
    const RESERVATION: Map<OrderId, Reservation> = Map::new(75, "ORDER_TO_RESERVATION");
    const CASE: Map<(String, u64, kontor::values::CaseId), ()> = Map::new(271, "SUBJECT_TO_CASE_ID");
    let found = busy.removed("orders.versions", &VERSION, &(busy.waiting, 1));
    assert_eq!(only(keys(&found)), "checks.orders.version_missing");
    let check = "orders.reservations";
    assert_eq!(only(keys(&busy.removed(check, &RESERVATION, &busy.waiting))), "checks.orders.nothing_reserved");
    let found = busy.added(check, &RESERVATION, &busy.shipped, &Reservation::default());
    assert_eq!(only(keys(&found)), "checks.orders.still_reserved");
    let found = busy.changed(check, &RESERVATION, &busy.waiting, |held| held.lines[0].reserved -= 1);
    assert_eq!(only(keys(&found)), "checks.orders.reserved_otherwise");
    let case = busy.shop.read(|view| kontor::business::cases::case_of(view, &Subject::of(busy.shipped)).unwrap().0);
    let found = busy.removed("cases.orders", &CASE, &("order".to_owned(), busy.shipped.number(), case));
    assert_eq!(only(keys(&found)), "checks.cases.order_without");
}

#[test]
fn books_that_do_not_balance_are_named() {
    let busy = busy();
    const POSTING: Map<PostingId, Posting> = Map::new(150, "POSTING_ID_TO_POSTING");
    const BALANCE: Map<(u8, u64), i64> = Map::new(151, "ACCOUNT_TO_BALANCE");
    let more = |posting: &mut Posting| posting.lines[0].amount += Money::eur(1);
    let found = busy.changed("ledger.postings", &POSTING, &PostingId::new(1), more);
    assert_eq!((only(keys(&found)), found[0].about.as_str()), ("checks.ledger.unbalanced", "posting:1"));
    let found = busy.changed("ledger.balances", &POSTING, &PostingId::new(1), more);
    assert_eq!(only(keys(&found)), "checks.ledger.balance");
    let (key, _) = busy.rows(BALANCE.table()).first().unwrap().clone();
    let key = <(u8, u64)>::from_bytes(&key).unwrap();
    let found = busy.changed("ledger.balances", &BALANCE, &key, |balance| *balance -= 1);
    assert_eq!(only(keys(&found)), "checks.ledger.balance");
}

#[test]
fn items_that_are_not_their_balances_and_closed_months_that_have_changed_are_named() {
    let busy = busy();
    const ITEM: Map<ItemKey, OpenItem> = Map::new(153, "PARTY_AND_ITEM_TO_OPEN_ITEM");
    const BALANCE: Map<(u8, u64), i64> = Map::new(151, "ACCOUNT_TO_BALANCE");
    const CLOSING: Map<ClosingId, Closing> = Map::new(155, "MONTH_TO_CLOSING");
    let (key, _) = busy.shop.read(|view| open_items(view)).remove(0);
    let found = busy.changed("ledger.items", &ITEM, &key, |item| item.amount += Money::eur(1));
    assert_eq!(only(keys(&found)), "checks.ledger.items");
    let found = busy.changed("ledger.items", &ITEM, &key, |item| item.settled += Money::eur(1));
    assert_eq!(keys(&found), ["checks.ledger.item", "checks.ledger.items"]);
    let found = busy.changed("ledger.items", &BALANCE, &(1, key.party.sub_account()), |balance| *balance += 1);
    assert_eq!(only(keys(&found)), "checks.ledger.items");
    let june = Period::parse("2026-06").unwrap();
    let id = busy.shop.on("2026-07-01").run(move |tx| close_period(tx, june)).unwrap();
    let found = busy.changed("ledger.closings", &CLOSING, &id, |closing| closing.trial[1].1 += 1);
    assert_eq!((only(keys(&found)), found[0].about.as_str()), ("checks.ledger.closing", "closing:202606"));
    let found = busy.changed("ledger.closings", &CLOSING, &id, |closing| closing.trial_hash = [0; 32]);
    assert_eq!(only(keys(&found)), "checks.ledger.closing");
}

#[test]
fn invoice_numbers_with_a_gap_are_named() {
    let busy = busy();
    const INVOICE: Map<InvoiceId, Invoice> = Map::new(160, "INVOICE_ID_TO_INVOICE");
    let id = InvoiceId::new(1);
    let invoice = (&busy.shop.door.store().reader().unwrap() as &dyn Read).get(&INVOICE, &id).unwrap();
    let numbered = |number: &str| {
        let number = number.to_owned();
        busy.changed("billing.numbers", &INVOICE, &id, move |invoice| invoice.number = number)
    };
    let gap = numbered("R-2026-00002");
    assert_eq!(only(keys(&gap)), "checks.billing.number_missing");
    assert!(gap[0].complaint.say(Language::En).contains("R-2026-00001"));
    assert_eq!(only(keys(&numbered("Rechnung"))), "checks.billing.number_strange");
    let found = busy.added("billing.numbers", &INVOICE, &InvoiceId::new(9), &invoice);
    assert_eq!(only(keys(&found)), "checks.billing.number_twice");
}

#[test]
fn a_document_whose_logo_is_gone_and_a_parcel_whose_lots_do_not_add_up_are_named() {
    let busy = busy();
    const INVOICE: Map<InvoiceId, Invoice> = Map::new(160, "INVOICE_ID_TO_INVOICE");
    const PARCEL: Map<ParcelId, Parcel> = Map::new(201, "PARCEL_ID_TO_PARCEL");
    let with_logo = |invoice: &mut Invoice| {
        let issuer = Issuer::of(&crate::exchange::samples::firm(), &Stationery::default(), Some(7));
        invoice.issuer = Some(issuer);
    };
    let found = busy.changed("billing.logos", &INVOICE, &InvoiceId::new(1), with_logo);
    assert_eq!((only(keys(&found)), found[0].about.as_str()), ("checks.billing.logo_missing", "invoice:1"));
    let id = ParcelId::new(1);
    let less = busy.changed("shipping.lots", &PARCEL, &id, |parcel| parcel.lots[0].quantity -= 1);
    assert_eq!((only(keys(&less)), less[0].about.as_str()), ("checks.shipping.lots", "parcel:1"));
    let other = |parcel: &mut Parcel| {
        let strange = PickLine { product: ProductId::new(99), ..parcel.lots[0] };
        parcel.lots.push(strange);
    };
    assert_eq!(only(keys(&busy.changed("shipping.lots", &PARCEL, &id, other))), "checks.shipping.lots");
}

#[test]
fn a_paper_that_is_not_what_was_sealed_is_named() {
    const PAPER: Map<InvoiceId, Vec<u8>> = Map::new(163, "INVOICE_ID_TO_PAPER");
    const SEAL: Map<InvoiceId, Seal> = Map::new(164, "INVOICE_ID_TO_SEAL");
    let busy = busy();
    let id = InvoiceId::new(1);
    let paper = NewPaper { invoice: id, bytes: vec![1, 2, 3], has_data: false };
    busy.shop.run(move |tx| keep_papers(tx, std::slice::from_ref(&paper))).unwrap();
    assert!(busy.run("billing.papers").is_empty());
    let found = busy.changed("billing.papers", &PAPER, &id, |bytes| bytes[0] = 9);
    assert_eq!((only(keys(&found)), found[0].about.as_str()), ("checks.billing.paper_broken", "invoice:1"));
    let found = busy.changed("billing.papers", &SEAL, &id, |seal| seal.bytes = 4);
    assert_eq!(only(keys(&found)), "checks.billing.paper_broken");
    let found = busy.added("billing.papers", &PAPER, &InvoiceId::new(7), &vec![1]);
    assert_eq!(only(keys(&found)), "checks.billing.paper_unsealed");
}

#[test]
fn a_reminder_that_its_invoice_does_not_know_or_that_charges_otherwise_is_found() {
    const REMINDER: Map<ReminderId, Reminder> = Map::new(167, "REMINDER_ID_TO_REMINDER");
    let busy = busy();
    busy.shop.run(|tx| payments::reverse_payment(tx, PaymentId::new(1), "Irrtum")).unwrap();
    busy.shop.on("2026-06-25");
    let letters = busy.shop.door.read(&Actor::operator(), cases::plan_reminders).unwrap().letters;
    let marks: Vec<String> = letters.iter().map(PlannedLetter::mark).collect();
    busy.shop.run(move |tx| cases::send_reminders(tx, &marks)).unwrap();
    assert!(busy.run("billing.reminders").is_empty());
    let table = Map::<Bytes, ()>::new(168, "INVOICE_TO_REMINDER_ID").table();
    let (key, _) = busy.rows(table).first().unwrap().clone();
    let lacking = busy.harmed(table, "billing.reminders", || busy.lay_hands(table, std::slice::from_ref(&key), &[]));
    assert!(!lacking.is_empty());
    let more = |reminder: &mut Reminder| reminder.charges[0].amount += Money::eur(1);
    let found = busy.changed("billing.reminders", &REMINDER, &ReminderId::new(1), more);
    assert_eq!(only(keys(&found)), "checks.billing.reminder_charges");
}

#[test]
fn a_batch_with_another_total_is_named() {
    let busy = busy();
    const BATCH: Map<BatchId, Batch> = Map::new(182, "BATCH_ID_TO_BATCH");
    let batch = Batch {
        message_id: "KONTOR-1".to_owned(),
        run: None,
        created_at: busy.shop.door.now(),
        execute_on: day("2026-06-05"),
        transfers: Vec::new(),
        total: Money::eur(1),
        left_out: Vec::new(),
        exports: Vec::new(),
        state: BatchState::Ready,
        posting: PostingId::new(1),
        cancelled_because: String::new(),
        parts: Vec::new(),
        made_by: None,
        approvals: Vec::new(),
        fetches: Vec::new(),
    };
    let found = busy.added("payments.batches", &BATCH, &BatchId::new(1), &batch);
    assert_eq!((only(keys(&found)), found[0].about.as_str()), ("checks.payments.batch_total", "batch:1"));
    // The parts of a balance are not the balance.
    let transfer = Transfer {
        partner: busy.top,
        name: "Anna".to_owned(),
        iban: Iban::parse("AT61 1904 3002 3457 3201").unwrap(),
        bic: None,
        amount: Money::eur(1),
        end_to_end_id: "1".to_owned(),
        remittance: String::new(),
    };
    let parts = PaidParts {
        partner: busy.top,
        balance: Money::eur(10),
        reserve: Money::eur(3),
        credit: Money::eur(3),
        fee: Money::eur(2),
        transfer: Money::eur(1),
    };
    let uneven = Batch { transfers: vec![transfer], parts: vec![parts], ..batch };
    let found = busy.added("payments.batches", &BATCH, &BatchId::new(1), &uneven);
    assert_eq!(only(keys(&found)), "checks.payments.batch_total");
}

#[test]
fn a_reserve_of_which_the_books_know_nothing_is_named() {
    let busy = busy();
    const RESERVE: Map<(PartnerId, BatchId), Reserve> = Map::new(185, "PARTNER_AND_BATCH_TO_RESERVE");
    let reserve = Reserve {
        amount: Money::eur(100),
        held_on: day("2026-06-05"),
        free_on: day("2026-12-05"),
        state: ReserveState::Held,
        ended_on: None,
        because: String::new(),
        paid_with: None,
    };
    let found = busy.added("payments.reserves", &RESERVE, &(busy.top, BatchId::new(1)), &reserve);
    assert_eq!(only(keys(&found)), "checks.payments.reserve");
}

#[test]
fn credit_that_was_paid_out_and_of_which_the_books_know_nothing_is_named() {
    let busy = busy();
    const CREDIT: Map<(PartnerId, PostingId), CreditPaidOut> = Map::new(186, "PARTNER_AND_POSTING_TO_CREDIT_PAID_OUT");
    let paid_out = CreditPaidOut {
        amount: Money::eur(100),
        on: day("2026-06-05"),
        by: None,
        because: "hört auf".to_owned(),
        paid_with: None,
    };
    let found = busy.added("payments.credits", &CREDIT, &(busy.top, PostingId::new(1)), &paid_out);
    assert_eq!(only(keys(&found)), "checks.payments.credit");
}

#[test]
fn the_key_of_an_import_that_belongs_to_nobody_is_named() {
    let busy = busy();
    const EXTERNAL: Map<String, PersonId> = Map::new(23, "EXTERNAL_TO_PERSON_ID");
    let found = only(busy.added("people.indexes", &EXTERNAL, &"ERP-1".to_owned(), &PersonId::new(99_999)));
    assert_eq!((found.about.as_str(), found.complaint.key), ("person:99999", "checks.people.key_of_nobody"));
}
