//! What delivery costs: data of the firm, valid from a day on.

use kontor::business::failure::RefusalKind;
use kontor::business::orders::{
    self, CartLine, DeliveryTime, Order, OrderState, Tariff, Tariffs, TariffsOfDay, TariffsSince,
};
use kontor::store::{decode, encode};
use kontor::values::{Address, Country, Currency, Language, Money};

use crate::business::orders::correction;
use crate::business::shop::{Shop, address, checkout, day, refused, refused_as};
use crate::kit::forget_tariffs;

fn tariff(country: Country, price: i64, free_from: Option<i64>) -> Tariff {
    Tariff { country, price: Money::eur(price), free_from: free_from.map(Money::eur), time: None }
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
fn what_was_agreed_for_delivery_stays_whatever_was_set_since() {
    let shop = Shop::new();
    let id = shop.order(1, &[(shop.oats, 1)]);
    forget_tariffs(&shop.door);
    // The first prices that a firm sets may begin before orders that it has already.
    set(&shop, "2026-01-01", vec![tariff(Country::AT, 900, None)]).unwrap();
    correct(&shop, id, 1);
    assert_eq!(shop.find(id).shipping.price, Money::eur(490));
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

/// Tariffs as they were written before they told a time.
fn untimed(tariffs: &Tariffs) -> Vec<(Country, Money, Option<Money>)> {
    tariffs.0.iter().map(|tariff| (tariff.country, tariff.price, tariff.free_from)).collect()
}

#[test]
fn prices_of_former_shapes_are_read_and_tell_no_time() {
    let tariffs = Tariffs(vec![tariff(Country::AT, 490, Some(5_000)), tariff(Country::DE, 790, None)]);
    let body = |value: &[u8], version: u8| [&[version], value].concat();
    // The list of prices stood there alone at first, from the beginning of its day.
    let first = body(&postcard::to_allocvec(&untimed(&tariffs)).unwrap(), 1);
    let at = Some(kontor::values::Instant::from_micros(1_780_000_000_000_000));
    let second = vec![(None, untimed(&tariffs)), (at, untimed(&tariffs))];
    let second = body(&postcard::to_allocvec(&second).unwrap(), 2);
    let since = |at| TariffsSince { at, tariffs: tariffs.clone() };
    assert_eq!(decode::<TariffsOfDay>(&first).unwrap(), TariffsOfDay(vec![since(None)]));
    assert_eq!(decode::<TariffsOfDay>(&second).unwrap(), TariffsOfDay(vec![since(None), since(at)]));
    let today = TariffsOfDay(vec![TariffsSince { at, tariffs: Tariffs(vec![timed(Country::AT, 2, 4)]) }]);
    assert_eq!(decode::<TariffsOfDay>(&encode(&today).unwrap()).unwrap(), today);
}

fn timed(country: Country, from: u32, to: u32) -> Tariff {
    Tariff { time: DeliveryTime::new(from, to), ..tariff(country, 490, None) }
}

#[test]
fn a_delivery_time_goes_from_one_day_to_a_later_one() {
    for (from, to, good) in [(1, 1, true), (2, 4, true), (1, 60, true), (0, 3, false), (4, 2, false), (1, 61, false)] {
        assert_eq!(DeliveryTime::new(from, to).is_some(), good, "{from} to {to}");
    }
    let said = |from, to, language| DeliveryTime::new(from, to).unwrap().say_to(language, Country::AT);
    assert_eq!(said(2, 4, Language::De), "Lieferzeit nach Österreich: 2–4 Werktage");
    assert_eq!(said(1, 1, Language::De), "Lieferzeit nach Österreich: 1 Werktag");
    assert_eq!(said(3, 3, Language::En), "Delivery to Austria: 3 working days");
    assert_eq!(said(2, 4, Language::Zh), "送达奥地利：2–4 个工作日");
}

#[test]
fn an_order_keeps_the_time_that_was_promised_until_it_goes_elsewhere() {
    let shop = Shop::new();
    let silent = shop.order(1, &[(shop.oats, 1)]);
    assert_eq!(shop.find(silent).delivery_promise(Language::De), None, "nobody promised anything");
    shop.on("2026-07-02");
    set(&shop, "2026-07-02", vec![timed(Country::AT, 2, 4), timed(Country::DE, 3, 6)]).unwrap();
    let id = shop.order(2, &[(shop.oats, 1)]);
    set(&shop, "2026-07-05", vec![timed(Country::AT, 9, 9), timed(Country::DE, 9, 9)]).unwrap();
    shop.on("2026-07-06");
    correct(&shop, id, 2);
    assert_eq!(shop.find(id).delivery_time, DeliveryTime::new(2, 4), "as promised on the second");
    assert_eq!(
        shop.find(id).delivery_promise(Language::De).as_deref(),
        Some("Lieferzeit nach Österreich: 2–4 Werktage ab dem Eingang Ihrer Zahlung.")
    );
    let mut command = correction(&shop, id);
    command.delivery = Address { postcode: "80331".to_owned(), country: Country::DE, ..address("Anna Berger") };
    shop.run(move |tx| orders::correct_order(tx, &command)).unwrap();
    assert_eq!(shop.find(id).delivery_time, DeliveryTime::new(3, 6), "to Germany, as told on the second");
}

#[test]
fn an_order_of_a_former_shape_is_read_and_promised_nothing() {
    let shop = Shop::new();
    let order = shop.find(shop.order(1, &[(shop.oats, 1)]));
    let mut bytes = encode(&order).unwrap();
    assert_eq!((bytes[0], bytes.pop()), (3, Some(0)), "it bears tax: no reason stands at the end");
    bytes[0] = 2;
    assert_eq!(decode::<Order>(&bytes).unwrap(), order);
    assert_eq!(bytes.pop(), Some(0), "before it stands the time, and there is none");
    bytes[0] = 1;
    assert_eq!(decode::<Order>(&bytes).unwrap(), order);
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
