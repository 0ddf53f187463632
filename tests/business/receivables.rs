//! What is still to come for an invoice, and finding those for which something is.

use kontor::business::orders::{self, Fate, ReturnGoods, ReturnLine};
use kontor::business::payments::{self, InvoiceOrder, InvoiceStanding, InvoiceWish, PaymentWay, PaymentWish};
use kontor::business::payments::{find_invoices, find_payments};
use kontor::business::permission::Permission;
use kontor::values::{OrderId, PaymentId};

use crate::business::shop::{Shop, day, refused, staff};

fn shipped() -> (Shop, OrderId) {
    let shop = Shop::new();
    shop.receive(shop.oats, 9, None);
    let id = shop.order(1, &[(shop.oats, 2)]);
    shop.ship(id);
    (shop, id)
}

fn standings(shop: &Shop, wish: &InvoiceWish) -> Vec<(String, InvoiceStanding)> {
    let found = shop.read(|view| find_invoices(view, wish, 0, 10)).unwrap();
    found.rows.into_iter().map(|row| (row.number, row.standing)).collect()
}

#[test]
fn an_invoice_is_paid_open_or_overdue_by_what_has_come_in_and_by_the_day() {
    let (shop, _) = shipped();
    let invoice = "R-2026-00001".to_owned();
    let check = |expected: InvoiceStanding| {
        assert_eq!(standings(&shop, &InvoiceWish::default()), [(invoice.clone(), expected)]);
        for standing in InvoiceStanding::ALL {
            let wish = InvoiceWish { standing: Some(standing), ..InvoiceWish::default() };
            assert_eq!(standings(&shop, &wish).len(), usize::from(standing == expected), "{standing:?}");
        }
    };
    check(InvoiceStanding::Paid);
    shop.run(|tx| payments::reverse_payment(tx, PaymentId::new(1), "andere Firma")).unwrap();
    check(InvoiceStanding::Open);
    shop.on("2026-06-02");
    check(InvoiceStanding::Overdue);
}

#[test]
fn a_credit_note_stands_for_itself_and_makes_its_invoice_smaller() {
    let (shop, id) = shipped();
    let lines = vec![ReturnLine { line: 1, quantity: 2, fate: Fate::Restock }];
    let command = ReturnGoods { order: id, lines, reason: "gefällt nicht".to_owned() };
    shop.run(move |tx| orders::return_goods(tx, &command)).unwrap();
    let all = standings(&shop, &InvoiceWish::default());
    let expected = [("G-2026-00001", InvoiceStanding::CreditNote), ("R-2026-00001", InvoiceStanding::Paid)];
    assert_eq!(all, expected.map(|(number, standing)| (number.to_owned(), standing)));
    let found = shop.read(|view| find_invoices(view, &InvoiceWish::default(), 0, 10)).unwrap();
    assert!(found.rows.iter().all(|row| row.open.is_zero()));
}

#[test]
fn invoices_are_found_by_number_name_and_day_and_put_in_order() {
    let (shop, _) = shipped();
    shop.on("2026-07-01");
    let second = shop.order(2, &[(shop.oats, 1)]);
    shop.ship(second);
    let numbers =
        |wish: InvoiceWish| -> Vec<String> { standings(&shop, &wish).into_iter().map(|(number, _)| number).collect() };
    let wish = InvoiceWish::default;
    assert_eq!(numbers(wish()), ["R-2026-00002", "R-2026-00001"]);
    assert_eq!(numbers(InvoiceWish { words: "00001".to_owned(), ..wish() }), ["R-2026-00001"]);
    assert_eq!(numbers(InvoiceWish { words: "BERGER".to_owned(), ..wish() }).len(), 2);
    assert_eq!(numbers(InvoiceWish { from: Some(day("2026-06-15")), ..wish() }), ["R-2026-00002"]);
    assert_eq!(numbers(InvoiceWish { to: Some(day("2026-06-15")), ..wish() }), ["R-2026-00001"]);
    assert_eq!(numbers(InvoiceWish { order_by: InvoiceOrder::Gross, ..wish() }), ["R-2026-00002", "R-2026-00001"]);
    assert_eq!(numbers(InvoiceWish { backwards: true, ..wish() }), ["R-2026-00001", "R-2026-00002"]);
    let page = shop.read(|view| find_invoices(view, &wish(), 1, 1)).unwrap();
    assert_eq!((page.total, page.rows.len()), (2, 1));
}

#[test]
fn payments_are_found_by_their_way_and_only_by_those_who_may_see_them() {
    let (shop, id) = shipped();
    let count = |way: Option<PaymentWay>| {
        shop.read(|view| find_payments(view, &PaymentWish { way, ..PaymentWish::default() }, 0, 10)).unwrap().total
    };
    shop.pay(id, -100).unwrap();
    assert_eq!((count(None), count(Some(PaymentWay::In)), count(Some(PaymentWay::Back))), (2, 1, 1));
    shop.run(|tx| payments::reverse_payment(tx, PaymentId::new(2), "irrtümlich")).unwrap();
    assert_eq!((count(Some(PaymentWay::Back)), count(Some(PaymentWay::Reversed))), (0, 1));
    let clerk = staff(7, &[Permission::OrdersView]);
    let asked = shop.door.read(&clerk, |view| find_payments(view, &PaymentWish::default(), 0, 10));
    refused(asked, &["business.refusal.not_allowed"]);
    let asked = shop.door.read(&clerk, |view| find_invoices(view, &InvoiceWish::default(), 0, 10));
    refused(asked, &["business.refusal.not_allowed"]);
}
