//! What delivery costs: data of the firm, valid from a day on.

use kontor::business::failure::RefusalKind;
use kontor::business::orders::{self, CartLine, OrderState, Tariff, Tariffs, TariffsOfDay};
use kontor::store::{decode, encode};
use kontor::values::{Address, Country, Currency, Money};

use crate::business::orders::correction;
use crate::business::shop::{Shop, address, checkout, day, refused, refused_as};

fn tariff(country: Country, price: i64, free_from: Option<i64>) -> Tariff {
    Tariff { country, price: Money::eur(price), free_from: free_from.map(Money::eur) }
}

fn set(shop: &Shop, from: &str, tariffs: Vec<Tariff>) -> Result<(), kontor::business::failure::Failure> {
    let (from, tariffs) = (day(from), Tariffs(tariffs));
    shop.run(move |tx| orders::change_tariffs(tx, from, &tariffs, &orders::tariffs_mark(tx)))
}

#[test]
fn an_order_pays_what_delivery_costs_on_its_day() {
    let shop = Shop::new();
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
    let shop = Shop::new();
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

/// The same order with other words in its note, and perhaps another number of packets.
fn correct(shop: &Shop, id: kontor::values::OrderId, pieces: u32) {
    let mut command = correction(shop, id);
    command.note = "Bitte läuten".to_owned();
    command.lines = vec![CartLine { product: shop.oats, quantity: pieces }];
    shop.run(move |tx| orders::correct_order(tx, &command)).unwrap();
}

#[test]
fn prices_set_today_leave_alone_what_was_ordered_before_them() {
    let shop = Shop::new();
    shop.on("2026-07-02");
    let early = shop.order(1, &[(shop.oats, 1)]);
    let clock = shop.door.clock();
    let later = |minutes: i64| clock.set(shop.read(|view| view.now()).plus_seconds(minutes * 60));
    later(10);
    set(&shop, "2026-07-02", vec![tariff(Country::AT, 900, None)]).unwrap();
    let late = shop.order(2, &[(shop.oats, 1)]);
    later(10);
    set(&shop, "2026-07-02", vec![tariff(Country::AT, 1_500, None)]).unwrap();
    let last = shop.order(3, &[(shop.oats, 1)]);
    for (id, price) in [(early, 490), (late, 900), (last, 1_500)] {
        correct(&shop, id, 1);
        assert_eq!(shop.find(id).shipping.price, Money::eur(price), "other words, the same goods");
        correct(&shop, id, 2);
        assert_eq!(shop.find(id).shipping.price, Money::eur(price), "other goods, as it cost at that hour");
    }
    correct(&shop, early, 7);
    assert_eq!(shop.find(early).shipping.price, Money::eur(0), "as much as travelled free at that hour");
    shop.on("2026-07-03");
    assert_eq!(shop.find(shop.order(4, &[(shop.oats, 1)])).shipping.price, Money::eur(1_500));
}

#[test]
fn of_two_who_set_prices_the_second_sees_those_of_the_first() {
    let shop = Shop::new();
    shop.on("2026-07-02");
    let seen = shop.read(|view| orders::tariffs_mark(view));
    let change = |price: i64, seen: String| {
        let tariffs = Tariffs(vec![tariff(Country::AT, price, None)]);
        shop.run(move |tx| orders::change_tariffs(tx, day("2026-07-09"), &tariffs, &seen))
    };
    change(550, seen.clone()).unwrap();
    change(550, seen.clone()).expect("the same form sent twice is harmless");
    refused_as(change(660, seen), RefusalKind::Conflict);
    change(660, shop.read(|view| orders::tariffs_mark(view))).unwrap();
    let on_the_ninth = shop.read(|view| orders::tariffs_on(view, day("2026-07-09"), Currency::EUR));
    assert_eq!(on_the_ninth.of(Country::AT).unwrap().price, Money::eur(660), "a plan is replaced as a whole");
}

#[test]
fn prices_of_the_first_shape_hold_from_the_beginning_of_their_day() {
    let first = |tariffs: &Tariffs| {
        // The list of prices stood there alone.
        let whole = encode(&TariffsOfDay(vec![orders::TariffsSince { at: None, tariffs: tariffs.clone() }])).unwrap();
        [&[1], &whole[3..]].concat()
    };
    let tariffs = Tariffs(vec![tariff(Country::AT, 490, Some(5_000))]);
    let read: TariffsOfDay = decode(&first(&tariffs)).unwrap();
    assert_eq!(read.0.len(), 1);
    assert_eq!((read.0[0].at, &read.0[0].tariffs), (None, &tariffs));
}

#[test]
fn where_there_is_no_price_nothing_is_delivered() {
    let shop = Shop::new();
    shop.on("2026-07-02");
    set(&shop, "2026-07-02", vec![tariff(Country::AT, 490, None)]).unwrap();
    let mut abroad = checkout(1, &[(shop.oats, 1)]);
    abroad.delivery = Address { postcode: "80331".to_owned(), country: Country::DE, ..address("Anna Berger") };
    let answer = shop.run(move |tx| orders::place_order(tx, &abroad));
    refused(answer, &["orders.refusal.not_delivered_there@delivery.country"]);
}

#[test]
fn tariffs_that_make_no_sense_are_refused() {
    let shop = Shop::just_set_up();
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
