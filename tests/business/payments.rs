//! Money in and back, by hand.

use kontor::business::cases::{self, CaseState, TaskState};
use kontor::business::ledger::{self, LedgerAccount, LedgerKey};
use kontor::business::orders::{self, CartLine, CorrectOrder};
use kontor::business::payments::{self, NewPayment};
use kontor::store::Subject;
use kontor::values::{Currency, Day, Money, OrderId, PaymentId};

use crate::business::cases::queue_is_right;
use crate::business::shop::{Shop, day, refused};

/// Owed, received, still to come, paid since.
fn standing(shop: &Shop, id: OrderId) -> (i64, i64, i64, Option<Day>) {
    let settlement = shop.read(|view| payments::settlement(view, id)).unwrap();
    (settlement.owed.minor(), settlement.received.minor(), settlement.open().minor(), shop.find(id).paid_on)
}

fn bank(shop: &Shop) -> i64 {
    shop.read(|view| ledger::balance(view, LedgerKey { account: LedgerAccount::Bank, sub_account: 0 }))
}

#[test]
fn an_order_is_paid_when_all_is_there_and_too_much_is_seen() {
    let shop = Shop::new();
    let id = shop.order(1, &[(shop.oats, 6)]);
    shop.pay(id, 6_000).unwrap();
    assert_eq!(standing(&shop, id), (6_600, 6_000, 600, None));
    shop.on("2026-06-03");
    let rest = shop.pay(id, 600).unwrap();
    assert_eq!(standing(&shop, id), (6_600, 6_600, 0, Some(day("2026-06-03"))));
    let task =
        |place: usize| shop.read(|view| cases::cases_of(view, &Subject::of(id))).last().unwrap().1.tasks[place].state;
    // The money came before the order was checked.
    assert_eq!(task(1), TaskState::Done);
    shop.pay(id, 100).unwrap();
    assert_eq!(standing(&shop, id), (6_600, 6_700, -100, Some(day("2026-06-03"))));
    let refund = shop.read(|view| cases::case_of(view, &Subject::of(id))).unwrap().1;
    assert_eq!((refund.template.as_str(), refund.state), ("refund", CaseState::Open));
    shop.pay(id, -100).unwrap();
    let refund = shop.read(|view| cases::case_of(view, &Subject::of(id))).unwrap().1;
    assert_eq!(refund.state, CaseState::Closed);
    assert_eq!(bank(&shop), 6_600);
    shop.run(move |tx| payments::reverse_payment(tx, rest, "falsche Bestellung")).unwrap();
    assert_eq!(standing(&shop, id), (6_600, 6_000, 600, None));
    assert_eq!(task(1), TaskState::Waiting);
    assert_eq!(bank(&shop), 6_000);
    refused(shop.run(move |tx| payments::reverse_payment(tx, rest, "x")), &["payments.refusal.already_reversed"]);
    queue_is_right(&shop);
}

#[test]
fn what_cannot_be_is_not_recorded() {
    let shop = Shop::new();
    let id = shop.order(1, &[(shop.oats, 6)]);
    let record = |amount: Money, on: &str, reference: &str| {
        let new = NewPayment { order: id, amount, received_on: day(on), reference: reference.to_owned() };
        shop.run(move |tx| payments::record_payment(tx, &new))
    };
    let today = "2026-06-01";
    refused(record(Money::eur(0), today, ""), &["payments.refusal.amount_missing@amount"]);
    refused(record(Money::eur(-1), today, ""), &["payments.refusal.more_than_received@amount"]);
    refused(
        record(Money::new(1, Currency::CHF), "2026-06-02", &"x".repeat(141)),
        &[
            "payments.refusal.other_currency@amount",
            "payments.refusal.day_to_come@received_on",
            "payments.refusal.reference_too_long@reference",
        ],
    );
    refused(shop.pay(OrderId::new(9), 1), &["business.refusal.not_found"]);
    let payment = record(Money::eur(1), today, "B-100001").unwrap();
    refused(
        shop.run(move |tx| payments::reverse_payment(tx, payment, " ")),
        &["payments.refusal.reason_missing@reason"],
    );
    refused(shop.run(|tx| payments::reverse_payment(tx, PaymentId::new(9), "x")), &["business.refusal.not_found"]);
}

#[test]
fn a_correction_changes_what_is_owed() {
    let shop = Shop::new();
    let id = shop.order(1, &[(shop.oats, 6)]);
    shop.pay(id, 6_600).unwrap();
    let order = shop.find(id);
    let correct = |version: u32, quantity: u32| {
        let command = CorrectOrder {
            order: id,
            seen_version: version,
            lines: vec![CartLine { product: shop.oats, quantity }],
            billing: order.billing.clone(),
            delivery: order.delivery.clone(),
            note: String::new(),
        };
        shop.run(move |tx| orders::correct_order(tx, &command)).unwrap();
    };
    correct(1, 8);
    assert_eq!(standing(&shop, id), (8_800, 6_600, 2_200, None));
    correct(2, 6);
    assert_eq!(standing(&shop, id), (6_600, 6_600, 0, Some(day("2026-06-01"))));
    shop.run(move |tx| orders::cancel_order(tx, id, "x")).unwrap();
    assert_eq!(standing(&shop, id).2, -6_600);
    shop.pay(id, -6_600).unwrap();
    assert_eq!(standing(&shop, id), (0, 0, 0, None));
    queue_is_right(&shop);
}
