//! What delivery costs: data of the firm, valid from a day on.

use kontor::business::firm::change_firm;
use kontor::business::orders::{self, CartLine, OrderState, Tariff, Tariffs};
use kontor::values::{Address, Country, Money};

use crate::business::orders::correction;
use crate::business::shop::{Shop, address, checkout, day, refused};
use crate::business::stage::wiesenmut;

fn tariff(country: Country, price: i64, free_from: Option<i64>) -> Tariff {
    Tariff { country, price: Money::eur(price), free_from: free_from.map(Money::eur) }
}

fn set(shop: &Shop, from: &str, tariffs: Vec<Tariff>) -> Result<(), kontor::business::failure::Failure> {
    let (from, tariffs) = (day(from), Tariffs(tariffs));
    shop.run(move |tx| orders::change_tariffs(tx, from, &tariffs))
}

fn shop() -> Shop {
    let shop = Shop::new();
    shop.run(|tx| change_firm(tx, &wiesenmut(), None)).unwrap();
    shop
}

#[test]
fn an_order_pays_what_delivery_costs_on_its_day() {
    let shop = shop();
    shop.on("2026-07-02");
    set(&shop, "2026-07-05", vec![tariff(Country::AT, 550, Some(5_000)), tariff(Country::DE, 990, None)]).unwrap();
    let before = shop.order(1, &[(shop.oats, 1)]);
    assert_eq!(shop.find(before).shipping.price, Money::eur(490), "what a new firm begins with");
    shop.on("2026-07-05");
    let after = shop.order(2, &[(shop.oats, 1)]);
    assert_eq!(shop.find(after).shipping.price, Money::eur(550));
    let free = shop.order(3, &[(shop.oats, 5)]);
    assert_eq!(shop.find(free).shipping.price, Money::eur(0), "goods worth 50.00 travel free");
}

#[test]
fn a_corrected_order_keeps_the_prices_of_its_own_day() {
    let shop = shop();
    shop.on("2026-07-02");
    set(&shop, "2026-07-02", vec![tariff(Country::AT, 490, None), tariff(Country::DE, 790, None)]).unwrap();
    set(&shop, "2026-07-05", vec![tariff(Country::AT, 900, None)]).unwrap();
    let id = shop.order(1, &[(shop.oats, 1)]);
    shop.on("2026-07-10");
    let mut command = correction(&shop, id);
    command.lines = vec![CartLine { product: shop.oats, quantity: 2 }];
    command.delivery = Address { postcode: "80331".to_owned(), country: Country::DE, ..address("Anna Berger") };
    shop.run(move |tx| orders::correct_order(tx, &command)).unwrap();
    let order = shop.find(id);
    assert_eq!((order.state, order.version), (OrderState::Confirmed, 2));
    assert_eq!(order.shipping.price, Money::eur(790), "to Germany, as it cost on the second");
}

#[test]
fn where_there_is_no_price_nothing_is_delivered() {
    let shop = shop();
    shop.on("2026-07-02");
    set(&shop, "2026-07-02", vec![tariff(Country::AT, 490, None)]).unwrap();
    let mut abroad = checkout(1, &[(shop.oats, 1)]);
    abroad.delivery = Address { postcode: "80331".to_owned(), country: Country::DE, ..address("Anna Berger") };
    let answer = shop.run(move |tx| orders::place_order(tx, &abroad));
    refused(answer, &["orders.refusal.not_delivered_there@delivery.country"]);
}

#[test]
fn tariffs_that_make_no_sense_are_refused() {
    let shop = shop();
    shop.on("2026-07-02");
    let home = || tariff(Country::AT, 490, None);
    refused(set(&shop, "2026-07-02", Vec::new()), &["orders.refusal.no_tariff@price_AT"]);
    refused(
        set(&shop, "2026-07-02", vec![tariff(Country::AT, -1, Some(-1))]),
        &["orders.refusal.bad_tariff@price_AT", "orders.refusal.bad_tariff@free_from_AT"],
    );
    refused(set(&shop, "2026-07-02", vec![home(), home()]), &["orders.refusal.bad_tariff@price_AT"]);
    set(&shop, "2025-01-01", vec![home()]).expect("the first ones may begin in the past");
    refused(set(&shop, "2026-07-01", vec![home()]), &["orders.refusal.tariff_in_the_past@valid_from"]);
    set(&shop, "2026-07-02", vec![home()]).expect("from today on");
}
