//! Orders: looked through, kept as a file, and seen as a sheet.

use crate::kit::Firm;
use crate::portals::office::{oats, order};

#[test]
fn the_list_is_narrowed_by_its_address_and_so_is_its_file() {
    let firm = Firm::new();
    let product = oats(&firm);
    order(&firm, 1, product);
    firm.set_clock("2026-11-03T09:00:00");
    order(&firm, 2, product);
    let mut clerk = firm.signed_in("office");
    clerk.get("/office/orders").sees("2 Bestellungen").sees("B-100001").sees("B-100002");
    for (query, first, second) in [
        ("period=today", false, true),
        ("from=2026-11-01&to=2026-11-02", true, false),
        ("state=confirmed", true, true),
        ("state=shipped", false, false),
        ("payment=paid", false, false),
        ("q=B-100001", true, false),
        ("customer=99", false, false),
    ] {
        let list = clerk.get(&format!("/office/orders?{query}"));
        let escaped = query.replace('&', "&amp;");
        if first || second {
            list.holds(&format!("/office/orders.csv?{escaped}\""));
        } else {
            list.sees("Keine Bestellung passt dazu");
        }
        let file = clerk.get(&format!("/office/orders.csv?{query}")).html;
        for (number, is_there) in [("B-100001", first), ("B-100002", second)] {
            assert_eq!(list.html.contains(&format!("/office/orders/{}\"", &number[7..])), is_there, "{query}");
            assert_eq!(file.contains(number), is_there, "{query}: {file}");
        }
    }
    let file = clerk.get("/office/orders.csv?q=B-100001").html;
    assert!(file.trim_start_matches('\u{feff}').starts_with("Nummer;Tag;Kunde;"), "{file}");
    assert!(file.contains("B-100001;2026-11-02;Anna Berger;Wien;Bestätigt;"), "{file}");
}

#[test]
fn a_name_that_looks_like_a_formula_stays_a_name_in_the_file() {
    let firm = Firm::new();
    let mut clerk = firm.signed_in("office");
    clerk.get("/office/customers/new");
    clerk.submit("/office/customers/new", &[("last_name", "=HYPERLINK(\"x\");Berger")]);
    let file = clerk.get("/office/customers.csv").html;
    assert!(file.contains("\"'=HYPERLINK(\"\"x\"\");Berger\""), "{file}");
}

#[test]
fn a_sheet_says_how_the_order_stands_and_what_comes_next() {
    let firm = Firm::new();
    let product = oats(&firm);
    order(&firm, 1, product);
    let mut clerk = firm.signed_in("office");
    let sheet = clerk.get("/office/orders/1");
    sheet.sees("Bestellung B-100001").sees("Bestätigt").sees("Prüfung abhaken").sees("Haferflocken").sees("Drucken");
    sheet.sees("Gast ohne Konto").sees("Bestellung aufgegeben");
    clerk.get("/office/orders/99").has_status(404);
    clerk.get("/office/orders/x").has_status(404);
}

#[test]
fn a_telephone_order_costs_what_the_clerk_read_out() {
    let firm = Firm::new();
    oats(&firm);
    let path = "/office/orders/new";
    let mut clerk = firm.signed_in("office");
    clerk.get(&format!("{path}?for=guest")).sees("Die Summe steht hier, sobald Sie die Preise zeigen");
    let address = [
        ("billing.name", "Anna Berger"),
        ("billing.street", "Gasse"),
        ("billing.house_number", "1"),
        ("billing.postcode", "1010"),
        ("billing.town", "Wien"),
        ("email", "berger@privat.test"),
    ];
    let with = |more: &[(&'static str, &'static str)]| [&address[..], more].concat();
    let orders = || firm.read(|view| kontor::business::orders::orders(view, None, 9).len());
    // Placed without having seen a sum: it is said first.
    let shown = clerk.submit(path, &with(&[("new_product.0", "1001"), ("new_quantity.0", "2"), ("step", "place")]));
    shown.has_status(422).sees("Zu zahlen:").holds("name=\"total\"");
    assert_eq!(orders(), 0);
    // The quantity changes after the sum was read out.
    let changed = clerk.submit(path, &[("quantity.1", "3"), ("step", "place")]);
    changed.has_status(422);
    assert_eq!(orders(), 0);
    clerk.submit(path, &[("step", "place")]).goes_to("/office/orders/1");
    assert_eq!(orders(), 1);
}
