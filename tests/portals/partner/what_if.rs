//! "What if …?" on the partner's pages: with a submit alone, and nothing of it stays.

use kontor::business::{commissions, partners};

use crate::business::commissions::periods::FAST;
use crate::portals::partner::{Tree, sale};

const PATH: &str = "/partner/statements/what-if";

fn november(tree: &Tree) {
    sale(&tree.firm, tree.low, "2026-11-01", 10_000, 30);
    sale(&tree.firm, tree.middle, "2026-11-01", 5_000, 20);
    sale(&tree.firm, tree.top, "2026-11-01", 1_000, 20);
}

#[test]
fn a_partner_reckons_what_more_sales_would_give() {
    let tree = Tree::new();
    november(&tree);
    let mut browser = tree.browser(tree.top);
    browser.get("/partner").holds(&format!("href=\"{PATH}\""));
    browser.get("/partner/statements").holds(&format!("href=\"{PATH}\""));
    let end = tree.firm.journal_end();
    let page = browser.get(PATH);
    page.sees("Was wäre, wenn?").sees("November 2026").sees("kein Versprechen").sees("Stand jetzt 10,00 €");
    page.sees("Mit Ihrer Annahme 10,00 €");
    // Now 2.00 + 3.00 + 5.00; 20 % of 100.00 more, and 6 % of 50.00 from each of two new ones.
    let page = browser.get(&format!("{PATH}?own_customers=100&team=0&new_partners=2&each=50%2C00"));
    page.sees("Mit Ihrer Annahme 36,00 €").sees("+26,00 €").sees("Kundenprovision 2,00 € 22,00 € +20,00 €");
    page.sees("Teamprovision 8,00 € 14,00 € +6,00 €").holds("value=\"100\"").holds("type=\"range\"");
    // Two thirds of the team's 150.00 are C's at 5 %, one third B's at 6 %.
    browser.get(&format!("{PATH}?team=150")).sees("+8,00 €");
    assert_eq!(tree.firm.journal_end(), end, "nothing of it is kept");
    browser.get("/partner/statements/running").sees("10,00 €").does_not_see("36,00");
}

#[test]
fn what_cannot_be_read_is_told_beside_its_field() {
    let tree = Tree::new();
    november(&tree);
    let mut browser = tree.browser(tree.top);
    let page = browser.get(&format!("{PATH}?own_customers=viel&new_partners=halb&team=99999999999"));
    page.has_status(422).sees("Bitte geben Sie einen Betrag ein").sees("Bitte geben Sie eine Anzahl ein");
    page.holds("value=\"viel\"").does_not_see("Mit Ihrer Annahme");
    browser.get(&format!("{PATH}?team=2000000")).has_status(422).sees("zwischen 0 und");
    browser.get(&format!("{PATH}?new_partners=-1")).has_status(422);
    browser.get(&format!("{PATH}?own_customers=&team=+&new_partners=&each=")).has_status(200).sees("10,00 €");
}

#[test]
fn with_nobody_below_it_says_so_and_after_the_contract_nothing_is_told() {
    let tree = Tree::new();
    november(&tree);
    let mut browser = tree.browser(tree.low);
    browser.get(&format!("{PATH}?team=500")).sees("In Ihrem Team ist niemand");
    let own = tree.low;
    tree.firm.write(move |tx| partners::end_contract(tx, own, tx.today(), "auf Wunsch"));
    tree.firm.set_clock("2026-12-02T09:00:00");
    tree.browser(tree.low).get(PATH).has_status(403);
    let mut stranger = tree.firm.visitor();
    stranger.get(PATH).has_status(303);
}

#[test]
fn every_period_that_is_running_is_reckoned() {
    let tree = Tree::new();
    tree.firm.write(|tx| commissions::adopt_plan(tx, FAST));
    sale(&tree.firm, tree.low, "2026-11-02", 10_000, 30);
    let mut browser = tree.browser(tree.low);
    // 20 % of 50.00 in the week; the month has 20 % of its own plan, and gives a seller nothing by the other.
    let page = browser.get(&format!("{PATH}?own_customers=50"));
    page.sees("KW 45/2026").sees("Start 20,00 € 30,00 € +10,00 €").sees("+20,00 €");
    let running = browser.get("/partner/statements/running");
    running.holds("every=week").sees("KW 45/2026").sees("November 2026");
}
