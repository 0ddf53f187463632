//! What must stand before the shop sells.

use kontor::business::actor::Actor;
use kontor::business::failure::Failure;
use kontor::business::firm::{self, Firm, change_firm};
use kontor::business::orders::{
    self, Channel, Missing, NewBuyer, PaymentMethod, PlaceOrder, Readiness, Tariffs, change_tariffs, missing_for_shop,
    tariffs_mark,
};
use kontor::business::pages::{LegalKind, LegalText, publish_legal_text};
use kontor::business::permission::Permission;
use kontor::values::{Country, Currency, Iban, Language, LocalText, OrderId};

use crate::business::shop::{Shop, checkout, day, refused, staff};
use crate::business::stage::{imported_order, wiesenmut};
use crate::kit::forget_tariffs;

fn ready() -> Readiness {
    Readiness {
        has_address: true,
        has_iban: true,
        published: vec![LegalKind::Imprint, LegalKind::Terms, LegalKind::Privacy, LegalKind::Withdrawal],
        prices_chosen: true,
    }
}

#[test]
fn the_shop_needs_all_of_it_and_the_office_what_is_about_money() {
    use Missing::*;
    let without = |kind: LegalKind| {
        let published = ready().published.into_iter().filter(|other| *other != kind).collect();
        Readiness { published, ..ready() }
    };
    let cases: [(&str, Readiness, &[Missing], &[Missing]); 9] = [
        ("everything stands", ready(), &[], &[]),
        ("no address", Readiness { has_address: false, ..ready() }, &[Address], &[]),
        ("no IBAN", Readiness { has_iban: false, ..ready() }, &[Iban], &[Iban]),
        ("no imprint", without(LegalKind::Imprint), &[Imprint], &[]),
        ("no terms", without(LegalKind::Terms), &[Terms], &[]),
        ("no privacy notice", without(LegalKind::Privacy), &[Privacy], &[]),
        ("nothing about withdrawal", without(LegalKind::Withdrawal), &[Withdrawal], &[]),
        ("no prices", Readiness { prices_chosen: false, ..ready() }, &[ShippingPrices], &[ShippingPrices]),
        (
            "nothing at all",
            Readiness::default(),
            &[Address, Iban, Imprint, Terms, Privacy, Withdrawal, ShippingPrices],
            &[Iban, ShippingPrices],
        ),
    ];
    for (name, readiness, shop, office) in cases {
        for payment in PaymentMethod::ALL {
            assert_eq!(readiness.missing(Channel::Shop, &[payment]), shop, "{name}, in the shop");
            assert_eq!(readiness.missing(Channel::Office, &[payment]), office, "{name}, in the office");
        }
        assert_eq!(readiness.missing(Channel::Shop, &PaymentMethod::ALL), shop, "{name}, before a choice");
    }
}

fn publish(shop: &Shop, kind: LegalKind, from: &str) {
    let text =
        LegalText { version: "1".to_owned(), valid_from: day(from), text: LocalText::new("So.", "So.", "如此。") };
    shop.run(move |tx| publish_legal_text(tx, kind, &text)).unwrap();
}

fn give_iban(shop: &Shop) {
    shop.run(|tx| {
        let before = firm::firm(tx).unwrap();
        change_firm(tx, &Firm { iban: Iban::parse("AT61 1904 3002 3457 3201"), ..before }, None)
    })
    .unwrap();
}

fn choose_prices(shop: &Shop, from: &str) {
    let from = day(from);
    shop.run(move |tx| change_tariffs(tx, from, &Tariffs::first(Currency::EUR), &tariffs_mark(tx))).unwrap();
}

fn missing(shop: &Shop) -> Vec<Missing> {
    shop.read(|view| missing_for_shop(view, view.today()))
}

fn as_guest(shop: &Shop, key: u8) -> Result<OrderId, Failure> {
    let command = checkout(key, &[(shop.oats, 1)]);
    shop.write(&Actor::visitor(Language::De), move |tx| orders::place_order(tx, &command))
}

#[test]
fn a_new_firm_comes_step_by_step_to_its_first_order() {
    let shop = Shop::just_set_up();
    assert_eq!(missing(&shop).len(), 6, "the address stands");
    refused(as_guest(&shop, 1), &["orders.refusal.not_selling_yet"]);
    for kind in [LegalKind::Imprint, LegalKind::Terms, LegalKind::Privacy] {
        publish(&shop, kind, "2026-01-01");
    }
    publish(&shop, LegalKind::Withdrawal, "2026-06-02");
    assert_eq!(missing(&shop), [Missing::Iban, Missing::Withdrawal, Missing::ShippingPrices]);
    give_iban(&shop);
    choose_prices(&shop, "2026-06-02");
    refused(as_guest(&shop, 1), &["orders.refusal.not_selling_yet"]);
    // What begins to hold tomorrow stands from tomorrow on.
    shop.on("2026-06-02");
    assert_eq!(missing(&shop), []);
    let placed = as_guest(&shop, 1).unwrap();
    shop.run(|tx| change_firm(tx, &Firm { iban: None, bic: None, ..wiesenmut() }, None)).unwrap();
    assert_eq!(as_guest(&shop, 1).unwrap(), placed, "what was sent twice is one order");
    refused(as_guest(&shop, 2), &["orders.refusal.not_selling_yet"]);
}

#[test]
fn prices_by_which_a_firm_has_sold_are_its_own() {
    let shop = Shop::new();
    forget_tariffs(&shop.door);
    assert_eq!(missing(&shop), [Missing::ShippingPrices], "nothing was sold yet");
    refused(as_guest(&shop, 1), &["orders.refusal.not_selling_yet"]);
    choose_prices(&shop, "2026-06-01");
    as_guest(&shop, 1).unwrap();
    // So stands a firm that sold before prices had to be chosen.
    forget_tariffs(&shop.door);
    assert_eq!(missing(&shop), []);
    as_guest(&shop, 2).expect("it goes on selling by the same prices");
}

#[test]
fn orders_of_a_former_system_choose_no_prices() {
    let shop = Shop::just_set_up();
    choose_prices(&shop, "2026-06-01");
    shop.partner("P-1");
    let own = shop.read(|view| kontor::business::partners::partner_by_number(view, "P-1")).unwrap();
    let sold = imported_order("S-1", own, day("2026-05-04"), 1_000, 10);
    shop.run(move |tx| orders::import_order(tx, &sold)).unwrap();
    forget_tariffs(&shop.door);
    assert!(missing(&shop).contains(&Missing::ShippingPrices));
}

#[test]
fn an_address_that_is_not_complete_is_missing() {
    let shop = Shop::new();
    shop.run(|tx| {
        let before = firm::firm(tx).unwrap();
        let address = kontor::values::Address { street: String::new(), ..before.address.clone() };
        change_firm(tx, &Firm { address, ..before }, None)
    })
    .unwrap();
    assert_eq!(missing(&shop), [Missing::Address]);
}

#[test]
fn the_office_is_told_what_is_open_and_needs_no_texts() {
    let shop = Shop::just_set_up();
    let clerk = staff(1, &[Permission::ShopOrder, Permission::OrdersPlaceForOthers]);
    let on_the_telephone = |key| {
        let command = PlaceOrder {
            buyer: NewBuyer::StaffForGuest,
            terms_version: String::new(),
            privacy_version: String::new(),
            ..checkout(key, &[(shop.oats, 1)])
        };
        shop.write(&clerk, move |tx| orders::place_order(tx, &command))
    };
    refused(on_the_telephone(1), &["orders.refusal.no_iban@payment", "orders.refusal.no_shipping_prices"]);
    give_iban(&shop);
    refused(on_the_telephone(1), &["orders.refusal.no_shipping_prices"]);
    choose_prices(&shop, "2026-06-01");
    on_the_telephone(1).expect("no text is published, and the clerk sells");
}

#[test]
fn a_firm_where_we_do_not_deliver_yet_can_choose_its_prices() {
    let shop = Shop::just_set_up();
    shop.run(|tx| {
        let before = firm::firm(tx).unwrap();
        change_firm(tx, &Firm { home: Country::CH, ..before }, None)
    })
    .unwrap();
    let none = shop.run(|tx| change_tariffs(tx, tx.today(), &Tariffs(Vec::new()), &tariffs_mark(tx)));
    refused(none, &["orders.refusal.no_tariff_at_all@price_AT"]);
    choose_prices(&shop, "2026-06-01");
}
