//! The start page: what the running month has brought, what it would pay, what is missing.

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
