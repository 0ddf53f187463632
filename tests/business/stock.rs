//! Receiving, correcting, carrying and writing off; what that does to promises.

use kontor::business::stock::{self, Correction, Place, PlaceKind, Receipt, ReceiptLine, Transfer, WriteOff};
use kontor::values::{LotId, PlaceId, ProductId};

use crate::business::shop::{Shop, day, refused};

#[test]
fn goods_that_arrive_serve_the_oldest_order_first() {
    let shop = Shop::new();
    let first = shop.order(1, &[(shop.oats, 3)]);
    let second = shop.order(2, &[(shop.oats, 3)]);
    shop.receive(shop.oats, 4, Some("2026-12-01"));
    assert_eq!(shop.figures(shop.oats), (4, 4, 2));
    shop.read(|view| {
        let line = |order| stock::reservation(view, order).unwrap().lines[0];
        assert_eq!((line(first).reserved, line(first).backordered), (3, 0));
        assert_eq!((line(second).reserved, line(second).backordered), (1, 2));
        assert_eq!(stock::waiting_orders(view, shop.oats, 9), [second]);
    });
}

#[test]
fn goods_that_go_missing_are_missing_for_the_newest_order() {
    let shop = Shop::new();
    let lot = shop.receive(shop.oats, 5, None);
    let first = shop.order(1, &[(shop.oats, 3)]);
    let second = shop.order(2, &[(shop.oats, 2)]);
    let (product, place) = (shop.oats, shop.house);
    let reason = "nass geworden".to_owned();
    shop.run(move |tx| stock::write_off(tx, &WriteOff { product, place, lot, quantity: 4, reason: reason.clone() }))
        .unwrap();
    assert_eq!(shop.figures(shop.oats), (1, 1, 4));
    shop.read(|view| {
        let line = |order| stock::reservation(view, order).unwrap().lines[0];
        assert_eq!((line(first).reserved, line(first).backordered), (1, 2));
        assert_eq!((line(second).reserved, line(second).backordered), (0, 2));
    });
}

#[test]
fn only_places_that_deliver_can_promise() {
    let shop = Shop::new();
    let lot = shop.receive_at(shop.agency, shop.oats, 5, None);
    assert_eq!(shop.figures(shop.oats), (0, 0, 0));
    let (product, from, to) = (shop.oats, shop.agency, shop.house);
    shop.run(move |tx| stock::transfer(tx, &Transfer { product, lot, from, to, quantity: 2 })).unwrap();
    assert_eq!(shop.figures(shop.oats), (2, 0, 0));
    shop.read(|view| {
        assert_eq!(stock::stock_at(view, product), [(to, lot, 2), (from, lot, 3)]);
        assert_eq!(stock::movements_of(view, product, 9).len(), 2);
    });
}

#[test]
fn the_same_batch_is_the_same_lot() {
    let shop = Shop::new();
    let first = shop.receive(shop.oats, 1, Some("2026-12-01"));
    assert_eq!(shop.receive(shop.oats, 1, Some("2026-12-01")), first);
    assert_ne!(shop.receive(shop.oats, 1, Some("2026-12-02")), first);
    assert_ne!(shop.receive(shop.balm, 1, Some("2026-12-01")), first);
    shop.on("2026-12-02");
    let expired = shop.read(|view| stock::expired(view, view.today()));
    assert_eq!(expired, [(shop.oats, shop.house, first, 2), (shop.balm, shop.house, LotId::new(3), 1)]);
}

#[test]
fn a_count_sets_the_quantity_and_keeps_the_reason() {
    let shop = Shop::new();
    let lot = shop.receive(shop.oats, 5, None);
    let correct = |counted: u32, reason: &str| {
        let (product, place) = (shop.oats, shop.house);
        let correction = Correction { product, place, lot, counted, reason: reason.to_owned() };
        shop.run(move |tx| stock::correct_stock(tx, &correction))
    };
    correct(7, "Inventur").unwrap();
    assert_eq!(shop.figures(shop.oats), (7, 0, 0));
    correct(0, "Inventur").unwrap();
    assert_eq!(shop.figures(shop.oats), (0, 0, 0));
    refused(correct(0, ""), &["stock.refusal.reason_missing@reason", "stock.refusal.nothing_to_correct@counted"]);
    refused(correct(1_000_001, "x"), &["stock.refusal.too_many@counted"]);
}

#[test]
fn what_is_not_there_cannot_be_moved() {
    let shop = Shop::new();
    let lot = shop.receive(shop.oats, 5, None);
    let (product, house, agency) = (shop.oats, shop.house, shop.agency);
    let carry = |from: PlaceId, to: PlaceId, quantity: u32| {
        shop.run(move |tx| stock::transfer(tx, &Transfer { product, lot, from, to, quantity }))
    };
    refused(carry(house, agency, 6), &["stock.refusal.not_so_many_there@quantity"]);
    refused(carry(house, agency, 0), &["stock.refusal.how_many@quantity"]);
    refused(carry(house, house, 1), &["stock.refusal.same_place@to"]);
    refused(carry(house, PlaceId::new(9), 1), &["business.refusal.not_found"]);
    let write_off =
        move |quantity: u32, reason: &str| WriteOff { product, place: house, lot, quantity, reason: reason.to_owned() };
    let (nothing, other) = (write_off(9, ""), WriteOff { product: shop.balm, ..write_off(1, "x") });
    refused(
        shop.run(move |tx| stock::write_off(tx, &nothing)),
        &["stock.refusal.not_so_many_there@quantity", "stock.refusal.reason_missing@reason"],
    );
    refused(shop.run(move |tx| stock::write_off(tx, &other)), &["business.refusal.not_found"]);
}

#[test]
fn a_receipt_must_say_what_came() {
    let shop = Shop::new();
    let oats = shop.oats;
    shop.run(move |tx| {
        let mut product = kontor::business::catalog::product(tx, oats).unwrap();
        product.shelf_life_days = 300;
        kontor::business::catalog::save_product(tx, Some(oats), &product)
    })
    .unwrap();
    let receive = |lines: &[(ProductId, u32)]| {
        let line = |(product, quantity): &(ProductId, u32)| ReceiptLine {
            product: *product,
            quantity: *quantity,
            lot_code: String::new(),
            best_before: None,
        };
        let receipt = Receipt { place: shop.house, lines: lines.iter().map(line).collect(), reason: String::new() };
        shop.run(move |tx| stock::receive_goods(tx, &receipt))
    };
    refused(receive(&[]), &["stock.refusal.no_goods@lines"]);
    refused(receive(&[(ProductId::new(99), 1)]), &["stock.refusal.product_unknown@lines"]);
    refused(
        receive(&[(oats, 1), (shop.balm, 0)]),
        &["stock.refusal.best_before_missing@lines", "stock.refusal.quantity_missing@lines"],
    );
    refused(receive(&[(shop.balm, 2_000_000)]), &["stock.refusal.too_many@lines"]);
}

#[test]
fn a_place_that_holds_goods_goes_on_delivering() {
    let shop = Shop::new();
    shop.receive(shop.oats, 1, None);
    let house = shop.house;
    let save = |id: Option<PlaceId>, name: &str, delivers: bool| {
        let place = Place { name: name.to_owned(), kind: PlaceKind::Own, delivers, sort: 1 };
        shop.run(move |tx| stock::save_place(tx, id, &place))
    };
    refused(save(Some(house), "Lager", false), &["stock.refusal.place_not_empty@delivers"]);
    refused(save(None, " ", true), &["stock.refusal.place_name_missing@name"]);
    save(Some(house), "Hauptlager", true).unwrap();
    save(Some(shop.agency), "Agentur", true).unwrap();
    assert_eq!(shop.read(|view| stock::places(view)).len(), 2);
    assert_eq!(day("2026-06-01").weekday(), 1);
}
