//! Closed periods by a changed plan, through the page.

use kontor::business::commissions::shipped_plans;

use crate::kit::{Browser, Shown};
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
    let result = clerk.submit(PATH, &[("source", &twice_for_customers())]).has_status(303).location.clone();
    let result = result.expect("an address of its own");
    let shown = ended(&mut clerk, &result);
    shown.has_status(200).sees("78,00 €").sees("bisher 46,00 €").sees("+32,00 €");
    shown.sees("Kundenprovision +20,00 €").sees("28,8 % 48,8 %").holds("40 %");
    assert_eq!(october.firm.journal_end(), before, "a comparison left something in the books");
    let file = clerk.get(&format!("{result}/partners.csv"));
    file.has_status(200).holds("P-Czerny;").holds("20,00;40,00;20,00");
    // Too late to cancel it: it is there; and it is there for nobody else.
    clerk.get(PATH);
    clerk.post(&format!("{result}/cancel"), &[]).goes_to(&result);
    clerk.get(&result).has_status(200).sees("+32,00 €");
    let mut manager = october.manager();
    manager.get(&result).goes_to(PATH);
    manager.get(PATH).sees("Dieser Vergleich ist nicht mehr da");
    manager.get(&format!("{result}/partners.csv")).has_status(404);
}

/// The page of a comparison when it is no longer under way.
fn ended(clerk: &mut Browser<'_>, result: &str) -> Shown {
    for _ in 0..200 {
        let shown = clerk.get(result);
        if !shown.html.contains("data-progress") {
            return shown;
        }
        std::thread::sleep(std::time::Duration::from_millis(50));
    }
    unreachable!("the comparison never ends")
}

#[test]
fn what_the_firm_cannot_settle_is_refused_with_what_was_typed() {
    let october = posted();
    let mut clerk = october.clerk();
    clerk.get(PATH);
    let weekly = shipped_plans()[0].1.replace("period = \"month\"", "period = \"week\"");
    let result = clerk.submit(PATH, &[("source", &weekly)]).has_status(303).location.clone().expect("an address");
    ended(&mut clerk, &result)
        .has_status(422)
        .holds("period = &quot;week&quot;")
        .sees("von der noch keiner verbucht ist");
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
