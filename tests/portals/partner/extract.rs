//! The extract of the books and the year, as a partner and the office open them.

use kontor::business::partners;

use crate::portals::partner::{Tree, sale};

fn october(tree: &Tree) {
    sale(&tree.firm, tree.low, "2026-10-04", 10_000, 30);
    sale(&tree.firm, tree.middle, "2026-10-31", 5_000, 20);
    sale(&tree.firm, tree.top, "2026-10-01", 1_025, 20);
}

const EXTRACT: &str = "/partner/statements/extract";

#[test]
fn a_partner_reads_the_own_extract_one_click_from_the_statements() {
    let tree = Tree::new();
    october(&tree);
    tree.posted("2026-10");
    let mut browser = tree.browser(tree.top);
    browser.get("/partner/statements").holds(&format!("href=\"{EXTRACT}\""));
    let page = browser.get(&format!("{EXTRACT}?first=2026-10&last=2026-10"));
    page.sees("Buchauszug Oktober 2026").sees("3 Geschäfte").sees("Provision 10,05 €");
    page.sees("Karl Käufer").sees("Team, P-3").sees("Teamprovision, Ebene 2: 5 %").sees("verbucht 02.11.2026");
    page.does_not_see("Cerny").does_not_see("Geheimgasse");
    browser.get(&format!("{EXTRACT}?first=2026-10&last=2026-10&whose=team")).sees("2 Geschäfte").does_not_see("Karl");
    browser.get(&format!("{EXTRACT}?first=2026-10&last=2026-10&q=nirgends")).sees("Kein Geschäft passt");
    let file = browser.get(&format!("{EXTRACT}.csv?first=2026-10&last=2026-10"));
    file.has_status(200).holds("2026-10-01;B-").holds(";Karl Käufer;1001;Haferflocken;1;geliefert;10,25;10,25;20;");
    file.holds(";Teamprovision;2;5\u{a0}%;5,00;EUR;L-0001;2026-11-02;");
    assert_eq!(file.html.matches('\n').count(), 4, "a heading and three deals: {}", file.html);
    let paper = browser.get(&format!("{EXTRACT}.pdf?first=2026-10&last=2026-10"));
    assert!(paper.html.starts_with("%PDF"), "a PDF");
}

#[test]
fn nobody_opens_the_extract_of_another() {
    let tree = Tree::new();
    october(&tree);
    tree.posted("2026-10");
    let months = "first=2026-10&last=2026-10";
    // The address names nobody: whoever opens it reads the own one.
    for (partner, not_theirs) in [(tree.low, "10,25"), (tree.stranger, "Haferflocken")] {
        for end in ["", ".csv"] {
            tree.browser(partner).get(&format!("{EXTRACT}{end}?{months}")).has_status(200).does_not_see(not_theirs);
        }
    }
    let mut partner = tree.browser(tree.top);
    for end in ["extract", "extract.csv", "extract.pdf", "years/2026", "years/2026/statement.pdf"] {
        partner.get(&format!("/office/commissions/partners/{}/{end}", tree.low)).has_status(403);
    }
    let mut warehouse = tree.firm.signed_in("warehouse");
    warehouse.get(&format!("/office/commissions/partners/{}/extract", tree.low)).has_status(403);
}

#[test]
fn the_office_reads_it_from_the_partners_page() {
    let tree = Tree::new();
    october(&tree);
    tree.posted("2026-10");
    let path = format!("/office/commissions/partners/{}/extract", tree.top);
    let mut office = tree.firm.signed_in("management");
    office.get(&format!("/office/partners/{}", tree.top)).holds(&format!("href=\"{path}\""));
    office
        .get(&format!("{path}?first=2026-10&last=2026-10"))
        .sees("Anna Adler · P-1")
        .sees("Karl Käufer")
        .sees("Team, P-2");
    assert!(office.get(&format!("{path}.pdf")).html.starts_with("%PDF"));
    office.get(&format!("{path}.csv")).has_status(200);
    office.get("/office/commissions/partners/999/extract").has_status(404);
}

#[test]
fn months_in_the_wrong_order_or_of_nothing_do_no_harm() {
    let tree = Tree::new();
    october(&tree);
    let mut browser = tree.browser(tree.top);
    browser.get(&format!("{EXTRACT}?first=2026-11&last=2026-10")).sees("Oktober 2026 bis November 2026");
    browser.get(&format!("{EXTRACT}?first=morgen&last=2026-13")).has_status(200);
    browser.get(&format!("{EXTRACT}?first=1900-01&last=2026-10")).has_status(200).sees("Oktober 2026");
    browser.get(&format!("{EXTRACT}?first=2025-01&last=2025-02")).sees("In diesen Monaten gibt es keine Geschäfte");
}

#[test]
fn after_the_contract_the_extract_stays_and_names_nobody() {
    let tree = Tree::new();
    october(&tree);
    tree.posted("2026-10");
    let own = tree.top;
    let mut browser = tree.browser(tree.top);
    tree.firm.write(move |tx| partners::end_contract(tx, own, tx.today(), "auf Wunsch"));
    let page = browser.get(&format!("{EXTRACT}?first=2026-10&last=2026-10"));
    page.has_status(200).sees("3 Geschäfte").does_not_see("Karl Käufer");
    browser.get(&format!("{EXTRACT}.csv?first=2026-10&last=2026-10")).has_status(200).does_not_see("Käufer");
}

#[test]
fn a_year_is_read_by_the_partner_and_the_office_also_when_it_is_nothing() {
    let tree = Tree::new();
    october(&tree);
    tree.posted("2026-10");
    let mut browser = tree.browser(tree.top);
    let page = browser.get("/partner/statements/years/2026");
    page.sees("Jahresabrechnung 2026").sees("Oktober 2026").sees("Kundenprovision").sees("10,05 €").sees("Noch offen");
    browser.get("/partner/statements/years/2025").sees("In diesem Jahr gibt es noch keine gebuchte Abrechnung");
    for year in ["2026", "2025"] {
        let paper = browser.get(&format!("/partner/statements/years/{year}/statement.pdf"));
        assert!(paper.html.starts_with("%PDF"), "a PDF of {year}");
    }
    browser.get("/partner/statements/years/immer").has_status(404);
    let path = format!("/office/commissions/partners/{}/years/2026", tree.top);
    let mut office = tree.firm.signed_in("management");
    office.get(&path).sees("Anna Adler").sees("10,05 €");
    assert!(office.get(&format!("{path}/statement.pdf")).html.starts_with("%PDF"));
}
