//! The customers whom a partner has brought.

use kontor::business::partners;
use kontor::values::CustomerId;

use crate::portals::partner::Tree;

const NEW: [(&str, &str); 7] = [
    ("last_name", "Kundig"),
    ("email", "kundig@privat.test"),
    ("address.street", "Geheimgasse"),
    ("address.house_number", "9"),
    ("address.postcode", "1070"),
    ("address.town", "Wien"),
    ("address.country", "AT"),
];

#[test]
fn a_partner_brings_a_customer_and_sees_him_from_then_on() {
    let tree = Tree::new();
    let mut browser = tree.browser(tree.middle);
    browser.get("/partner/customers").sees("Noch haben Sie keine Kunden");
    browser.get("/partner/customers/new");
    browser.submit("/partner/customers/new", &NEW).goes_to("/partner/customers/1");
    browser.get("/partner/customers").sees("ein Kunde").sees("Kundig K-10001 Wien 0");
    browser.get("/partner/customers?q=kundig").sees("Kundig");
    browser.get("/partner/customers.csv").holds("K-10001;Kundig;Wien;2026-11-02;0");
    let id = CustomerId::new(1);
    let shown = browser.get(&format!("/partner/customers/{id}"));
    shown.sees("Kundennummer K-10001").sees("Noch keine Bestellung").does_not_see("Geheimgasse");
    for other in [tree.top, tree.stranger] {
        let mut other = tree.browser(other);
        other.get(&format!("/partner/customers/{id}")).has_status(404).does_not_see("Kundig");
        other.get("/partner/customers?q=kundig").does_not_see("Kundig");
    }
}

#[test]
fn everything_that_is_wrong_with_a_new_customer_is_said_at_once() {
    let tree = Tree::new();
    let mut browser = tree.browser(tree.middle);
    browser.get("/partner/customers/new");
    let shown = browser.submit("/partner/customers/new", &[("first_name", "Karl"), ("email", "karl")]);
    shown.has_status(422).holds("value=\"Karl\"").sees("Das ist keine E-Mail-Adresse");
    for field in ["last_name", "address.street", "address.town"] {
        shown.holds(&format!("id=\"field-{field}-error\""));
    }
}

#[test]
fn whoever_has_left_reads_on_and_finds_no_way_to_anything_new() {
    let tree = Tree::new();
    let mut browser = tree.browser(tree.middle);
    browser.get("/partner/customers/new");
    let key = [("idempotency_key", "00112233445566778899aabbccddeeff"), ("language", "de")];
    let late = [NEW.as_slice(), &key].concat();
    let id = tree.middle;
    tree.firm.write(move |tx| partners::end_contract(tx, id, tx.today(), "auf Wunsch"));
    browser.post("/partner/customers/new", &late).has_status(422).sees("Ihr Partnervertrag ist beendet");
    browser.get("/partner/customers/new").has_status(200).sees("Ihr Partnervertrag ist beendet");
    browser.get("/partner").has_status(200).does_not_see("Kunden bringen");
    assert!(!browser.get("/partner").html.contains("href=\"/partner/customers/new\""));
    for path in ["/partner/customers", "/partner/invitations"] {
        browser.get(path).has_status(403).sees("Ihr Partnervertrag ist beendet");
    }
    for path in ["/partner/orders", "/partner/statements", "/partner/statements/running"] {
        browser.get(path).has_status(200);
    }
}
