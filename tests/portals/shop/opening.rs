//! A shop that may not sell yet says so, and keeps the cart.

use kontor::business::firm::{self, change_firm};
use kontor::business::orders::orders;

use crate::kit::{Firm, open_shop};
use crate::portals::office::oats;

/// What a guest in Vienna fills in.
pub const FILLED: [(&str, &str); 8] = [
    ("email", "anna@post.test"),
    ("billing.name", "Anna Berger"),
    ("billing.street", "Lindengasse"),
    ("billing.house_number", "7"),
    ("billing.postcode", "1070"),
    ("billing.town", "Wien"),
    ("terms", "on"),
    ("privacy", "on"),
];

#[test]
fn a_buyer_is_told_and_keeps_the_cart() {
    let firm = Firm::just_set_up();
    oats(&firm);
    let mut guest = firm.visitor();
    guest.set_cookie("cart", "1x2");
    guest.get("/cart").has_status(200).sees("nimmt zurzeit keine Bestellungen an").sees("Haferflocken");
    let page = guest.get("/checkout");
    page.has_status(200).sees("Dieser Shop nimmt zurzeit keine Bestellungen an").sees("Ihr Warenkorb bleibt erhalten");
    page.does_not_see("Das fehlt noch").does_not_see("Zahlungspflichtig bestellen");
    assert_eq!(guest.cookie("cart"), Some("1x2"));
    guest.in_language("zh").get("/checkout").sees("本店暂不接受订单");
}

#[test]
fn whoever_may_mend_it_sees_what_is_missing_and_where() {
    let firm = Firm::just_set_up();
    oats(&firm);
    let mut chief = firm.signed_in("administrator");
    chief.set_cookie("cart", "1x2");
    let page = chief.get("/checkout");
    page.sees("Das fehlt noch").sees("Die IBAN, auf die gezahlt wird").sees("Die Widerrufsbelehrung");
    page.holds("href=\"/office\"").does_not_see("Anschrift der Firma");
    let desk = chief.get("/office");
    desk.holds("href=\"/office/firm/bank\"").holds("href=\"/office/legal\"").holds("href=\"/office/firm/shipping\"");
    let mut worker = firm.signed_in("warehouse");
    worker.set_cookie("cart", "1x2");
    worker.get("/checkout").sees("nimmt zurzeit keine Bestellungen an").does_not_see("Das fehlt noch");
}

#[test]
fn a_form_that_was_open_when_the_shop_closed_makes_no_order() {
    let firm = Firm::just_set_up();
    firm.write(open_shop);
    oats(&firm);
    let mut guest = firm.visitor();
    guest.set_cookie("cart", "1x2");
    guest.get("/checkout").sees("Zahlungspflichtig bestellen");
    let without_iban = |tx: &mut kontor::business::tx::Tx<'_, '_, '_>| {
        let before = firm::firm(tx).expect("a firm");
        change_firm(tx, &firm::Firm { iban: None, ..before }, None)
    };
    firm.write(without_iban);
    guest.submit("/checkout", &FILLED).has_status(422).sees("nimmt zurzeit keine Bestellungen an");
    assert!(firm.read(|view| orders(view, None, 9).is_empty()));
    assert_eq!(guest.cookie("cart"), Some("1x2"), "the cart waits");
}
