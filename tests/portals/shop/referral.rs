//! A partner's own link: whom it credits, and that nobody is turned away by an old one.

use kontor::business::partners::{self, ImportedPartner};
use kontor::values::Day;

use crate::business::stage::person;
use crate::kit::Firm;

fn with_partner(number: &'static str) -> Firm {
    let firm = Firm::new();
    let joined_on = Day::parse("2026-01-01").expect("a day");
    let new = ImportedPartner {
        number: number.to_owned(),
        person: person("Ida Freund"),
        joined_on,
        left_on: None,
        enroller: None,
        sponsor: None,
        terms_version: "2026-01".to_owned(),
    };
    firm.write(move |tx| partners::import_partner(tx, &new));
    firm
}

#[test]
fn the_visitor_is_told_and_the_browser_remembers_the_partner() {
    let firm = with_partner("P-7");
    let mut browser = firm.visitor();
    browser.get("/p/P-7").goes_to("/shop");
    assert!(browser.cookie("referral").is_some(), "the partner is remembered");
    browser.get("/shop").sees("Ein Partner hat Sie empfohlen");
    browser.get("/referral/none").goes_to("/checkout");
    assert_eq!(browser.cookie("referral"), None, "whoever says no is not credited to anybody");
}

#[test]
fn a_link_of_nobody_leads_to_the_shop_without_a_word() {
    let firm = with_partner("P-7");
    let mut browser = firm.visitor();
    browser.get("/p/P-8").goes_to("/shop");
    assert_eq!(browser.cookie("referral"), None);
}

#[test]
fn a_former_partner_is_credited_nothing() {
    let firm = with_partner("P-7");
    firm.write(|tx| {
        let id = partners::partner_by_number(tx, "P-7").expect("known");
        partners::end_contract(tx, id, tx.today(), "moved away")
    });
    let mut browser = firm.visitor();
    browser.get("/p/P-7").goes_to("/shop");
    assert_eq!(browser.cookie("referral"), None);
}
