//! Within how many days goods arrive, told before anybody orders and kept with the order.

use kontor::business::orders::{DeliveryTime, Tariff, Tariffs, change_tariffs, orders, tariffs_mark};
use kontor::business::stock::{self, Place, PlaceKind, Receipt, ReceiptLine};
use kontor::values::{Country, Money, ProductId};

use crate::kit::{Browser, Firm};
use crate::portals::office::oats;
use crate::portals::shop::opening::FILLED;

/// Ten packets on the shelf, and delivery to Austria within two to four days, to Germany within nobody knows.
fn firm_with_time() -> Firm {
    let firm = Firm::new();
    let oats = oats(&firm);
    firm.write(move |tx| {
        let tariff = |country, time| Tariff { country, price: Money::eur(490), free_from: None, time };
        let tariffs = Tariffs(vec![tariff(Country::AT, DeliveryTime::new(2, 4)), tariff(Country::DE, None)]);
        change_tariffs(tx, tx.today(), &tariffs, &tariffs_mark(tx))?;
        receive(tx, oats)
    });
    firm
}

fn receive(
    tx: &mut kontor::business::tx::Tx<'_, '_, '_>,
    product: ProductId,
) -> Result<(), kontor::business::failure::Failure> {
    let place = Place { name: "Lager".to_owned(), kind: PlaceKind::Own, delivers: true, sort: 1 };
    let place = stock::save_place(tx, None, &place)?;
    let line = ReceiptLine { product, quantity: 10, lot_code: String::new(), best_before: None };
    stock::receive_goods(tx, &Receipt { place, lines: vec![line], reason: "Lieferschein 7".to_owned() })?;
    Ok(())
}

fn with_pieces<'f>(mut browser: Browser<'f>, pieces: u32) -> Browser<'f> {
    browser.set_cookie("cart", &format!("1x{pieces}"));
    browser
}

const PROMISE: &str = "Lieferzeit nach Österreich: 2–4 Werktage";

#[test]
fn the_time_stands_at_product_cart_checkout_and_order() {
    let firm = firm_with_time();
    let mut guest = with_pieces(firm.visitor(), 2);
    guest.get("/product/1001").sees(PROMISE);
    guest.get("/cart").sees(PROMISE).does_not_see("liefern wir nach");
    guest.get("/checkout").sees(PROMISE).sees("bei Vorauszahlung ab dem Eingang Ihrer Zahlung");
    let done = guest.submit("/checkout", &FILLED);
    let page = done.location.clone().expect("the page of the order");
    guest.get(&page).sees("2–4 Werktage ab dem Eingang Ihrer Zahlung.");
    let (id, order) = firm.read(|view| orders(view, None, 1)).remove(0);
    assert_eq!(order.delivery_time, DeliveryTime::new(2, 4));
    firm.signed_in("office").get(&format!("/office/orders/{id}")).sees("Zugesagte Lieferzeit 2–4 Werktage");
}

#[test]
fn a_time_that_grew_longer_is_told_before_anybody_is_bound() {
    let firm = firm_with_time();
    let mut guest = with_pieces(firm.visitor(), 2);
    guest.get("/checkout").sees(PROMISE).holds("name=\"delivery_time\" value=\"2-4\"");
    firm.write(|tx| {
        let time = DeliveryTime::new(10, 20);
        let tariff = Tariff { country: Country::AT, price: Money::eur(490), free_from: None, time };
        change_tariffs(tx, tx.today(), &Tariffs(vec![tariff]), &tariffs_mark(tx))
    });
    let shown = guest.submit("/checkout", &FILLED);
    shown.has_status(422).sees("Die Lieferzeit ist nicht mehr die").sees("10–20 Werktage");
    assert!(firm.read(|view| orders(view, None, 1)).is_empty(), "nobody agreed to the longer time");
    let done = guest.submit("/checkout", &[]);
    assert!(done.location.is_some(), "{}", done.text());
    assert_eq!(firm.read(|view| orders(view, None, 1)).remove(0).1.delivery_time, DeliveryTime::new(10, 20));
}

#[test]
fn what_is_not_there_is_promised_later_and_what_was_never_said_not_at_all() {
    let firm = firm_with_time();
    let mut guest = with_pieces(firm.visitor(), 12);
    guest.get("/cart").sees(PROMISE).sees("Was gerade nicht auf Lager liegt, liefern wir nach.");
    guest.get("/checkout").sees(PROMISE).sees("Was gerade nicht auf Lager liegt, liefern wir nach.");
    // To Germany, and the boxes are not ticked.
    let shown = guest.submit("/checkout", &[&FILLED[..6], &[("billing.country", "DE")]].concat());
    shown.has_status(422).does_not_see("Lieferzeit nach");
    let silent = Firm::new();
    oats(&silent);
    let mut guest = with_pieces(silent.visitor(), 2);
    for path in ["/product/1001", "/cart", "/checkout"] {
        guest.get(path).has_status(200).does_not_see("Lieferzeit");
    }
}
