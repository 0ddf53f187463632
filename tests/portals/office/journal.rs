//! The journal: narrowed, opened, and reached from every history.

use crate::kit::Firm;
use crate::portals::office::{oats, order};

#[test]
fn every_history_leads_to_its_entries_and_each_entry_to_its_place_in_the_chain() {
    let firm = Firm::new();
    let product = oats(&firm);
    order(&firm, 1, product);
    let mut leader = firm.signed_in("management");
    for (sheet, kind) in [("/office/orders/1", "order"), ("/office/cases/1", "case"), ("/office/products/1", "product")]
    {
        let journal = format!("/office/journal?kind={kind}&amp;id=1");
        leader.get(sheet).sees("Im Protokoll").holds(&format!("href=\"{journal}\""));
    }
    let list = leader.get("/office/journal?kind=order&id=1");
    list.sees("Bestellung aufgegeben").does_not_see("Artikel gespeichert");
    let number = firm.told_since(0).into_iter().find(|entry| entry.event == "order_placed").expect("it").number;
    let entry = leader.get(&format!("/office/journal/{number}"));
    let hash = firm.told_since(0).into_iter().find(|entry| entry.number == number).expect("it").hash;
    let hash: String = hash.iter().map(|byte| format!("{byte:02x}")).collect();
    entry.sees("Prüfsumme").sees(&hash).sees("orders.order_placed");
    leader.get("/office/journal/999999").has_status(404);
}

#[test]
fn the_journal_is_narrowed_by_room_person_and_day_and_its_chain_is_proven() {
    let firm = Firm::new();
    let product = oats(&firm);
    order(&firm, 1, product);
    let mut leader = firm.signed_in("management");
    leader.get("/office/journal?room=catalog").sees("Artikel gespeichert").does_not_see("Bestellung aufgegeben");
    leader.get("/office/journal?actor=visitor").sees("Bestellung aufgegeben").does_not_see("Artikel gespeichert");
    leader.get("/office/journal?from=2026-11-03").sees("Kein Eintrag passt dazu");
    leader.get("/office/journal?to=2026-11-02&room=orders").sees("Bestellung aufgegeben");
    leader.get("/office/journal?verify=yes").sees("Die Kette ist heil");
    let file = leader.get("/office/journal.csv?room=orders");
    assert!(file.html.contains("Bestellung aufgegeben"), "{}", file.html);
}

#[test]
fn who_may_not_read_the_journal_finds_no_way_into_it() {
    let firm = Firm::new();
    let product = oats(&firm);
    order(&firm, 1, product);
    let mut clerk = firm.signed_in("office");
    clerk.get("/office/orders/1").does_not_see("Im Protokoll").does_not_see("Protokoll");
    for path in ["/office/journal", "/office/journal/1", "/office/journal.csv"] {
        clerk.get(path).has_status(403);
    }
}
