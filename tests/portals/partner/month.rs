//! The start page: what the running month has brought, what it would pay, what is missing.

use kontor::business::partners;

use crate::portals::partner::{Tree, sale};

#[test]
fn the_month_shows_own_and_team_points_and_what_they_would_pay() {
    let tree = Tree::new();
    sale(&tree.firm, tree.low, "2026-11-01", 10_000, 30);
    sale(&tree.firm, tree.middle, "2026-11-01", 5_000, 20);
    sale(&tree.firm, tree.top, "2026-11-02", 1_000, 20);
    sale(&tree.firm, tree.top, "2026-10-20", 9_900, 77);
    // 20 % of 10.00 for the own sale, 6 % of 50.00 and 5 % of 100.00 from below.
    let shown = tree.browser(tree.top).get("/partner");
    shown.sees("Mein November 2026").sees("Eigene Punkte 20 Oktober 2026: 77");
    shown.sees("Teampunkte 70").sees("Team mit 2 Personen").sees("Provision bis jetzt 10,00 €");
    shown.sees("Aktiv: erreicht.").sees("Noch keine Abrechnung");
    shown.does_not_see("fehlt diesen Monat noch etwas");
}

#[test]
fn whoever_has_too_few_points_reads_how_many_are_missing() {
    let tree = Tree::new();
    sale(&tree.firm, tree.top, "2026-11-01", 1_000, 8);
    let mut browser = tree.browser(tree.top);
    let shown = browser.get("/partner");
    shown.sees("Aktiv: es fehlen noch 12 Eigene Punkte").sees("Eigene Punkte: 8 von 20");
    shown.sees("Einer Person in Ihrer ersten Ebene fehlt diesen Monat noch etwas");
    browser.get("/partner/statements/running").sees("Vorschau November 2026").sees("Stand 2. November 2026");
}

#[test]
fn the_last_posted_statement_stands_beside_the_running_month() {
    let tree = Tree::new();
    sale(&tree.firm, tree.top, "2026-10-10", 10_000, 50);
    let run = tree.posted("2026-10");
    let shown = tree.browser(tree.top).get("/partner");
    shown.sees("Letzte Abrechnung 20,00 € Oktober 2026").holds(&format!("/partner/statements/{run}"));
}

#[test]
fn the_own_link_is_written_out_to_be_passed_on() {
    let tree = Tree::new();
    tree.firm.app().serve_at("https://almgut.test/");
    let shown = tree.browser(tree.top).get("/partner");
    shown.sees("Mein Link zum Shop").holds("value=\"https://almgut.test/p/P-1\" readonly").holds("data-copy hidden");
}

#[test]
fn after_the_contract_only_what_is_ones_own_stays() {
    let tree = Tree::new();
    let own = sale(&tree.firm, tree.top, "2026-10-10", 10_000, 50);
    let run = tree.posted("2026-10");
    let top = tree.top;
    let mut former = tree.browser(top);
    tree.firm.write(move |tx| partners::end_contract(tx, top, tx.today(), "auf Wunsch"));
    let start = former.get("/partner");
    start.sees("Ihr Partnervertrag ist beendet").sees("seit 2. November 2026 nicht mehr").sees("20,00 €");
    start.does_not_see("Mein Team").does_not_see("Teampunkte");
    assert!(!start.html.contains("href=\"/partner/customers\""), "{}", start.html);
    for closed in
        ["/partner/team", "/partner/team/list", "/partner/team.csv", "/partner/customers", "/partner/customers.csv"]
    {
        former.get(closed).has_status(403).sees("Team und Kunden nicht mehr").does_not_see("Berger");
    }
    former.get(&format!("/partner/team/{}", tree.middle)).has_status(403).does_not_see("Berger");
    former.get("/partner/invitations").has_status(403);
    former.get("/partner/statements").has_status(200).sees("20,00 €");
    former.get(&format!("/partner/statements/{run}")).has_status(200);
    former.get("/partner/orders").has_status(200);
    // An order of a customer that was credited once.
    former.get(&format!("/partner/orders/{own}")).has_status(404);
}
