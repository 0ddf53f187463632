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
