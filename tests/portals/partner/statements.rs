//! Statements: every line explained, nothing before it is posted, and nothing of anybody else.

use kontor::business::{commissions, firm, partners};

use crate::business::commissions::periods::FAST;
use crate::portals::partner::{Tree, sale};

fn october(tree: &Tree) {
    sale(&tree.firm, tree.low, "2026-10-04", 10_000, 30);
    sale(&tree.firm, tree.middle, "2026-10-31", 5_000, 20);
    sale(&tree.firm, tree.top, "2026-10-01", 1_025, 20);
}

#[test]
fn a_statement_explains_every_line_in_plain_words() {
    let tree = Tree::new();
    october(&tree);
    let run = tree.posted("2026-10");
    let mut browser = tree.browser(tree.top);
    browser.get("/partner/statements").sees("eine Abrechnung").sees("Oktober 2026").sees("10,05 €");
    let shown = browser.get(&format!("/partner/statements/{run}"));
    shown.sees("Abrechnung Oktober 2026").sees("Provision 10,05 € aus 3 Zeilen").sees("Noch nicht ausgezahlt");
    shown.sees("Teamprovision, Ebene 2: Anna Cerny (P-3) hat an Kunden verkauft 5 % von 100,00 €");
    shown.sees("Kundenprovision auf den eigenen Verkauf an Kunden 20 % von 10,25 €");
    shown.sees("Kundenprovision 2,05 €").sees("Teamprovision 8,00 €").sees("ohne Umsatzsteuer");
    browser.get(&format!("/partner/statements/{run}?bonus=retail")).does_not_see("Anna Cerny");
    let file = browser.get(&format!("/partner/statements/{run}/lines.csv"));
    file.holds("2026-10-04").holds(";2;100,00;5\u{a0}%;5,00;EUR");
    browser.get("/partner/statements.csv").holds("2026-10;").holds(";10,05;EUR");
    let paper = browser.get(&format!("/partner/statements/{run}/statement.pdf"));
    assert!(paper.html.starts_with("%PDF"), "a PDF");
}

#[test]
fn after_the_contract_the_former_team_is_out_of_sight() {
    let tree = Tree::new();
    october(&tree);
    sale(&tree.firm, tree.low, "2026-11-01", 10_000, 30);
    sale(&tree.firm, tree.middle, "2026-11-01", 1_000, 30);
    sale(&tree.firm, tree.top, "2026-11-01", 1_000, 30);
    let run = tree.posted("2026-10");
    let mut browser = tree.browser(tree.top);
    browser.get("/partner/statements/running").sees("Anna Cerny (P-3)").sees("Teampunkte");
    let sheet = browser.get(&format!("/partner/statements/{run}"));
    sheet.sees("Anna Cerny (P-3)").holds("href=\"/partner/orders/3\"");
    let own = tree.top;
    tree.firm.write(move |tx| partners::end_contract(tx, own, tx.today(), "auf Wunsch"));
    // It ended in the course of the month: what it brought until then is told, and nobody of the team by name.
    let month = browser.get("/partner/statements/running");
    month.has_status(200).does_not_see("Cerny").does_not_see("Teampunkte");
    browser.get("/partner/statements/running/lines.csv").has_status(200).does_not_see("Cerny");
    let sheet = browser.get(&format!("/partner/statements/{run}"));
    sheet.has_status(200).sees("Provision 10,05 €").sees("P-3").does_not_see("Cerny");
    assert!(!sheet.html.contains("href=\"/partner/orders/3\""), "the order of a customer is out of sight");
    browser.get("/partner/orders/3").has_status(404);
    // In the month after nothing of the running firm is told any more.
    tree.firm.set_clock("2026-12-02T09:00:00");
    let mut browser = tree.browser(tree.top);
    for path in ["/partner/statements/running", "/partner/statements/running/lines.csv"] {
        browser.get(path).has_status(403);
    }
    let list = browser.get("/partner/statements");
    list.has_status(200).sees("Oktober 2026");
    assert!(!list.html.contains("/partner/statements/running"), "no way to it either");
}

#[test]
fn a_rounded_line_says_what_was_there_before() {
    let tree = Tree::new();
    sale(&tree.firm, tree.low, "2026-10-04", 1_113, 30);
    sale(&tree.firm, tree.middle, "2026-10-31", 5_000, 20);
    let run = tree.posted("2026-10");
    let shown = tree.browser(tree.low).get(&format!("/partner/statements/{run}"));
    shown.sees("20 % von 11,13 € = 2,2260, auf ganze Cent gerundet").sees("2,23 €");
}

#[test]
fn nothing_is_shown_before_it_is_posted_and_nothing_of_others() {
    let tree = Tree::new();
    october(&tree);
    let run = tree.calculated("2026-10");
    let paths = ["", "/lines.csv", "/statement.pdf"].map(|end| format!("/partner/statements/{run}{end}"));
    let mut browser = tree.browser(tree.top);
    for path in &paths {
        browser.get(path).has_status(404);
    }
    browser.get("/partner/statements").sees("Noch ist keine Abrechnung");
    tree.firm.write(move |tx| kontor::business::commissions::cancel_run(tx, run, "neu"));
    let run = tree.posted("2026-10");
    // Whoever came after the month has no statement in its run, whatever address is tried.
    let late = import_late(&tree);
    for end in ["", "/lines.csv", "/statement.pdf"] {
        let path = format!("/partner/statements/{run}{end}");
        tree.browser(late).get(&path).has_status(404).does_not_see("Provision");
        tree.browser(tree.middle).get(&path).has_status(200).does_not_see("10,05");
    }
}

fn import_late(tree: &Tree) -> kontor::values::PartnerId {
    tree.firm.set_clock("2026-11-05T09:00:00");
    let late = kontor::business::partners::ImportedPartner {
        number: "P-20".to_owned(),
        person: crate::portals::partner::person("Spaet"),
        joined_on: kontor::values::Day::parse("2026-11-04").expect("a day"),
        left_on: None,
        enroller: None,
        sponsor: None,
        terms_version: "2026-05".to_owned(),
    };
    match tree.firm.write(move |tx| kontor::business::partners::import_partner(tx, &late)) {
        kontor::business::partners::Imported::New(id) | kontor::business::partners::Imported::Known(id) => id,
    }
}

#[test]
fn what_is_taken_off_a_payment_stands_on_the_statement_and_the_reserve_on_its_page() {
    let tree = Tree::new();
    let terms = "minimum = \"10.00\"\nfee = \"1.50\"\nreserve = \"10 %\"\nreserve_months = 6\ncredit = \"20 %\"";
    let plan = commissions::shipped_plans()[0].1;
    let plan = plan.replace("minimum = \"10.00\"", terms).replace("version = 1\n", "version = 2\n");
    tree.firm.write(move |tx| commissions::adopt_plan(tx, &plan));
    october(&tree);
    let mut particulars = tree.firm.read(|view| firm::firm(view).expect("a firm"));
    particulars.iban = kontor::values::Iban::parse("AT61 1904 3002 3457 3201");
    tree.firm.write(move |tx| firm::change_firm(tx, &particulars, None));
    let run = tree.posted("2026-10");
    let mut browser = tree.browser(tree.middle);
    browser.get("/partner/statements").does_not_see("Rücklage und Guthaben im Shop");
    browser.get("/partner/statements/reserve").has_status(200).sees("Es wurde noch nichts einbehalten");
    let on = kontor::values::Day::parse("2026-11-05").expect("a day");
    tree.firm.write(move |tx| commissions::pay_run(tx, run, on));
    browser.get("/partner/statements").sees("Rücklage und Guthaben im Shop");
    let statement = browser.get(&format!("/partner/statements/{run}"));
    statement.sees("Rücklage").sees("Guthaben im Shop").sees("Gebühr der Überweisung −1,50 €").sees("Überweisung");
    browser.get("/partner/statements/reserve").sees("einbehalten").sees("02.05.2027").sees("Z-0001");
    // Nobody sees the reserve of others.
    tree.browser(tree.stranger).get("/partner/statements/reserve").does_not_see("Z-0001");
}

#[test]
fn what_a_week_pays_stands_beside_the_month() {
    let tree = Tree::new();
    tree.firm.write(|tx| commissions::adopt_plan(tx, FAST));
    sale(&tree.firm, tree.low, "2026-11-02", 10_000, 30);
    let mut browser = tree.browser(tree.low);
    let month = browser.get("/partner");
    month.sees("KW 45/2026, bisher 20,00 € Start");
    month.holds("/partner/statements/running?every=week");
    let week = browser.get("/partner/statements/running?every=week");
    week.sees("Vorschau KW 45/2026").sees("Start 20,00 €").does_not_see("Levels");
    browser.get("/partner/statements/running/lines.csv?every=week").holds(";20,00;EUR");
    browser.get("/partner/statements/running").sees("Vorschau November 2026").does_not_see("Start");
}

#[test]
fn two_plans_of_one_kind_of_period_have_a_preview_each() {
    let tree = Tree::new();
    tree.firm.write(|tx| commissions::adopt_plan(tx, FAST));
    sale(&tree.firm, tree.low, "2026-11-02", 10_000, 30);
    // Those above the seller get something by both.
    let mut browser = tree.browser(tree.middle);
    let own = "every=month&plan=unilevel-simple";
    let other = "every=month&plan=fast";
    let page = browser.get(&format!("/partner/statements/running?{own}"));
    page.holds(&other.replace('&', "&amp;")).sees("Fast, November 2026").does_not_see("Levels");
    let beside = browser.get(&format!("/partner/statements/running?{other}"));
    beside.sees("Levels").sees("Nach „Fast“").holds(&own.replace('&', "&amp;"));
    beside.holds(&format!("lines.csv?{}", other.replace('&', "&amp;")));
    // A plan that is not there asks for nothing.
    browser.get("/partner/statements/running?every=month&plan=none").has_status(200).sees("Vorschau November 2026");
}
