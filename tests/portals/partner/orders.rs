//! Orders that are credited to a partner.

use kontor::business::orders as bought;

use crate::portals::office::oats;
use crate::portals::partner::{Tree, sale};

#[test]
fn orders_are_listed_searched_and_kept_as_a_file() {
    let tree = Tree::new();
    let old = sale(&tree.firm, tree.middle, "2026-10-05", 5_000, 17);
    sale(&tree.firm, tree.middle, "2026-11-01", 10_000, 30);
    sale(&tree.firm, tree.low, "2026-11-01", 7_700, 11);
    let mut browser = tree.browser(tree.middle);
    browser.get("/partner/orders").sees("2 Bestellungen").sees("Karl Käufer").sees("100,00 €").does_not_see("77,00");
    browser.get("/partner/orders?period=last_month").sees("eine Bestellung").sees("50,00 €").does_not_see("100,00 €");
    browser.get("/partner/orders?whose=own").sees("Keine Bestellung passt dazu");
    browser.get("/partner/orders?whose=customers&q=karl").sees("2 Bestellungen");
    browser.get("/partner/orders?from=2026-11-01").sees("eine Bestellung");
    let file = browser.get("/partner/orders.csv?period=last_month");
    file.holds("2026-10-05;Karl Käufer;Wien").holds("17;50,00;50,00;55,00;EUR");
    assert!(!file.html.contains("2026-11-01"), "only what was asked for: {}", file.html);
    browser.get(&format!("/partner/orders/{old}")).sees("Haferflocken").sees("55,00 €").sees("17");
}

#[test]
fn an_order_of_a_customer_does_not_tell_where_the_customer_lives() {
    let tree = Tree::new();
    let order = sale(&tree.firm, tree.middle, "2026-11-01", 10_000, 30);
    let shown = tree.browser(tree.middle).get(&format!("/partner/orders/{order}"));
    shown.sees("Karl Käufer").does_not_see("Geheimgasse").does_not_see("kunde@privat.test");
}

#[test]
fn guessing_a_number_opens_no_order_of_others_not_even_of_the_own_team() {
    let tree = Tree::new();
    let order = sale(&tree.firm, tree.low, "2026-11-01", 10_000, 30);
    for other in [tree.middle, tree.top, tree.stranger] {
        tree.browser(other).get(&format!("/partner/orders/{order}")).has_status(404).does_not_see("Karl");
    }
    tree.browser(tree.low).get(&format!("/partner/orders/{order}")).has_status(200);
}

#[test]
fn goods_are_named_for_whoever_reads_and_not_for_whoever_bought() {
    let tree = Tree::new();
    oats(&tree.firm);
    let mut buyer = tree.browser(tree.low).in_language("zh");
    buyer.set_cookie("cart", "1x2");
    buyer.get("/checkout").sees("燕麦片");
    let done = buyer.submit("/checkout", &[("terms", "on"), ("privacy", "on")]);
    // What the buyer gets stays as it was bought.
    buyer.get(&done.location.clone().expect("the page of the order")).sees("燕麦片");
    let id = tree.firm.read(|view| bought::orders(view, None, 1).pop()).expect("an order").0;
    let mut clerk = tree.firm.signed_in("administrator");
    for page in [format!("/office/orders/{id}"), format!("/office/orders/{id}/return")] {
        clerk.get(&page).sees("Haferflocken").does_not_see("燕麦片");
    }
    clerk.get(&format!("/office/orders/{id}/correct")).sees("Haferflocken").does_not_see("燕麦片");
    tree.firm.signed_in("administrator").in_language("zh").get(&format!("/office/orders/{id}")).sees("燕麦片");
    let mut reader = tree.browser(tree.low);
    let months = "first=2026-11&last=2026-11";
    for page in [
        format!("/partner/orders/{id}"),
        format!("/partner/statements/extract?{months}"),
        format!("/partner/statements/extract.csv?{months}"),
    ] {
        let shown = reader.get(&page);
        shown.holds("Haferflocken");
        assert!(!shown.html.contains("燕麦片"), "{page}: {}", shown.html);
    }
    let office = format!("/office/commissions/partners/{}/extract?{months}", tree.low);
    clerk.get(&office).sees("Haferflocken").does_not_see("燕麦片");
}
