//! Search: as one types, with slips and compounds, and only what the person may see.

use crate::kit::Firm;
use crate::portals::office::{oats, order};

fn busy_firm() -> Firm {
    let firm = Firm::new();
    let product = oats(&firm);
    order(&firm, 1, product);
    let mut clerk = firm.signed_in("office");
    clerk.get("/office/customers/new");
    clerk.submit("/office/customers/new", &[("last_name", "Hafermayer"), ("first_name", "Berta")]);
    firm
}

#[test]
fn beginnings_slips_and_parts_of_compounds_are_found() {
    let firm = busy_firm();
    let mut clerk = firm.signed_in("office");
    for words in ["Hafer", "Haferfloken", "haferflocken", "Hafermay", "Berger"] {
        clerk.get(&format!("/office/search?q={words}")).has_status(200).does_not_see("nichts gefunden");
    }
    clerk.get("/office/search?q=Hafer").sees("Artikel").sees("Haferflocken").sees("Kunden").sees("Berta Hafermayer");
    clerk.get("/office/search?q=Hafer&kind=customer").sees("Berta Hafermayer").does_not_see("B-100001");
    clerk.get("/office/search?q=Zwiebelkuchen").sees("nichts gefunden");
    clerk.get("/office/search?q=Zwiebelkuchen&kind=case").sees("Überall suchen");
    clerk.get("/office/search").has_status(200).sees("Tippfehler");
}

#[test]
fn a_number_leads_straight_to_its_sheet() {
    let firm = busy_firm();
    let mut clerk = firm.signed_in("office");
    for (number, sheet) in [
        ("B-100001", "/office/orders/1"),
        ("b-100001", "/office/orders/1"),
        ("K-10001", "/office/customers/1"),
        ("1001", "/office/products/1"),
    ] {
        clerk.get(&format!("/office/search?q={number}")).goes_to(sheet);
    }
    clerk.get("/office/search?q=B-100099").has_status(200);
    clerk.get("/office/search?q=B-100001&kind=case").has_status(200).sees("Bestellung: B-100001");
    // The number of somebody who must not be seen leads nowhere.
    firm.signed_in("warehouse").get("/office/search?q=K-10001").has_status(200).does_not_see("Hafermayer");
}

#[test]
fn the_box_suggests_a_few_of_each_kind_without_a_frame() {
    let firm = busy_firm();
    let mut clerk = firm.signed_in("office");
    let fragment = clerk.get("/office/suggest?q=Hafer");
    fragment.has_status(200).sees("Haferflocken").sees("Artikel · 1001").sees("Kunde").holds("/office/products/1");
    assert!(!fragment.html.contains("<html"), "{}", fragment.html);
    clerk.get("/office/suggest?q=").has_status(200);
}

#[test]
fn every_result_leads_to_a_page() {
    let firm = busy_firm();
    let mut everything = firm.signed_in("administrator");
    let mut seen = Vec::new();
    for words in ["Hafer", "Berger"] {
        let found = everything.get(&format!("/office/search?q={words}")).html;
        let main = found.split("<main").nth(1).expect("a page");
        let links = main.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next());
        for link in links.filter(|link| link.starts_with("/office/") && !link.contains('?')) {
            everything.get(link).has_status(200);
            seen.extend(link.split('/').nth(2).map(str::to_owned));
        }
    }
    for room in ["customers", "products", "orders", "cases"] {
        assert!(seen.iter().any(|known| known == room), "nothing of {room} was found: {seen:?}");
    }
}

#[test]
fn only_what_somebody_may_see_is_found() {
    let firm = busy_firm();
    let mut packer = firm.signed_in("warehouse");
    packer.get("/office/search?q=Hafermayer").sees("nichts gefunden").does_not_see("Kunden");
    packer.get("/office/search?q=Hafermayer&kind=customer").does_not_see("Berta");
    packer.get("/office/suggest?q=Hafermayer").does_not_see("Berta");
    packer.get("/office/search?q=Hafer").sees("Haferflocken");
    firm.signed_in("customer").get("/office/search?q=Hafer").has_status(403);
    firm.visitor().get("/office/suggest?q=Hafer").goes_to("/sign-in?to=/office/suggest");
}
