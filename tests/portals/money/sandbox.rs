//! Closed periods by a changed plan, through the page.

use kontor::business::commissions::shipped_plans;

use crate::kit::Browser;
use crate::portals::money::october::{October, RUN};

const PATH: &str = "/office/commissions/sandbox";

fn posted() -> October {
    let october = October::new();
    let mut clerk = october.clerk();
    clerk.get("/office/commissions/new");
    clerk.submit("/office/commissions/new", &[("period", "2026-10")]);
    for deed in ["calculate", "submit"] {
        clerk.get(RUN);
        clerk.submit(&format!("{RUN}/{deed}"), &[]);
    }
    let mut manager = october.manager();
    manager.get("/office/approvals/1");
    manager.submit("/office/approvals/1/decide", &[("answer", "agree")]);
    clerk.get(&format!("{RUN}/post"));
    clerk.submit(&format!("{RUN}/post"), &[]);
    drop((clerk, manager));
    october
}

fn twice_for_customers() -> String {
    shipped_plans()[0].1.replace("rates = [\"20 %\"]", "rates = [\"40 %\"]")
}

#[test]
fn a_changed_plan_stands_beside_the_one_that_held() {
    let october = posted();
    let mut clerk = october.clerk();
    clerk.get("/office/commissions").sees("Planvergleich");
    let before = october.firm.journal_end();
    clerk.get(PATH).sees("Oktober 2026").sees("Kein Plan wird geändert").holds("unilevel-simple");
    let shown = clerk.submit(PATH, &[("source", &twice_for_customers())]);
    shown.has_status(200).sees("78,00 €").sees("bisher 46,00 €").sees("+32,00 €");
    shown.sees("Kundenprovision +20,00 €").sees("28,8 % 48,8 %").holds("40 %");
    assert_eq!(october.firm.journal_end(), before, "a comparison left something in the books");
    let file = clerk.submit(PATH, &[("source", &twice_for_customers()), ("as", "csv")]);
    file.has_status(200).holds("P-Czerny;").holds("20,00;40,00;20,00");
}

#[test]
fn a_plan_with_mistakes_keeps_what_was_typed_and_names_the_lines() {
    let october = posted();
    let mut clerk = october.clerk();
    clerk.get(PATH);
    let wrong = twice_for_customers().replace("kind = \"levels\"", "kind = \"lavels\"");
    clerk.submit(PATH, &[("source", &wrong)]).has_status(422).sees("Zeile 40:").holds("lavels");
    clerk.submit(PATH, &[("source", "")]).has_status(422).sees("Zeile 1:");
    clerk.submit(PATH, &[("periods", "7")]).has_status(422);
}

#[test]
fn before_the_first_posting_the_page_says_so_and_partners_do_not_see_it() {
    let october = October::new();
    let mut clerk = october.clerk();
    clerk.get(PATH).sees("Noch ist kein Zeitraum abgerechnet und verbucht");
    Browser::new(&october.firm).get(PATH).has_status(303);
}
