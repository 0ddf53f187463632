//! The desk: whose tasks, how urgent, and what can be done about them there.

use kontor::business::failure::Failure;
use kontor::business::orders::{Missing, missing_for_shop};
use kontor::business::pages::{LegalKind, LegalText, publish_legal_text};
use kontor::business::tx::Tx;
use kontor::values::LocalText;

use crate::kit::Firm;
use crate::portals::office::{oats, order};

#[test]
fn the_day_stands_in_one_sentence_and_tasks_under_their_urgency() {
    let firm = Firm::new();
    let product = oats(&firm);
    let mut clerk = firm.signed_in("office");
    clerk.get("/office").sees("Guten Morgen, Anna Muster").sees("Nichts ist überfällig").sees("Alles erledigt");
    order(&firm, 1, product);
    // Monday's order is to be checked on Tuesday.
    clerk.get("/office").sees("Als Nächstes").sees("Bestellung prüfen").sees("morgen").does_not_see("Überfällig");
    firm.set_clock("2026-11-03T14:00:00");
    firm.signed_in("office").get("/office").sees("Guten Tag").sees("Eine Aufgabe ist heute fällig");
    firm.set_clock("2026-11-05T19:00:00");
    let mut clerk = firm.signed_in("office");
    clerk.get("/office").sees("Guten Abend").sees("Eine Aufgabe ist überfällig").sees("seit 2 Tagen");
    clerk.get("/office?due=today").does_not_see("Bestellung prüfen");
    clerk.get("/office?due=overdue").sees("Bestellung prüfen");
}

#[test]
fn what_is_overdue_never_hides_what_is_due_today() {
    let firm = Firm::new();
    let product = oats(&firm);
    for key in 1..=12 {
        order(&firm, key, product);
    }
    firm.set_clock("2026-11-04T09:00:00");
    order(&firm, 13, product);
    firm.set_clock("2026-11-05T09:00:00");
    let mut clerk = firm.signed_in("office");
    let desk = clerk.get("/office");
    desk.sees("12 Aufgaben sind überfällig, eine ist heute fällig").sees("Alle 12 zeigen");
    assert_eq!(desk.html.matches(">Bestellung prüfen<").count(), 11, "ten that are overdue, and the one of today");
    let all = clerk.get("/office?due=overdue");
    assert_eq!(all.html.matches(">Bestellung prüfen<").count(), 12);
}

#[test]
fn a_task_is_taken_and_done_from_the_desk() {
    let firm = Firm::new();
    let product = oats(&firm);
    order(&firm, 1, product);
    let mut clerk = firm.signed_in("office");
    clerk.get("/office").sees("Meine 0").sees("Büro 1");
    clerk.submit("/office/tasks/1/0/assign", &[]).goes_to("/office");
    clerk.get("/office").sees("Meine 1").sees("Bestellung prüfen");
    clerk.submit("/office/tasks/1/0/done", &[]).goes_to("/office");
    clerk.get("/office").sees("Meine 0").sees("Büro 0").does_not_see("Prüfung abhaken");
}

#[test]
fn who_leads_sees_the_tasks_of_every_team_with_their_teams() {
    let firm = Firm::new();
    let product = oats(&firm);
    order(&firm, 1, product);
    let mut leader = firm.signed_in("management");
    leader.get("/office").sees("Geschäftsführung 0").sees("Anna Berger · B-100001 · Büro");
    firm.signed_in("warehouse").get("/office?tasks=team").does_not_see("Bestellung prüfen");
}

#[test]
fn every_place_of_the_navigation_has_a_key_of_its_own() {
    let firm = Firm::new();
    let page = firm.signed_in("administrator").get("/office").html;
    let mut keys: Vec<&str> = page.split("data-go=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    assert!(keys.len() > 5, "{keys:?}");
    keys.sort_unstable();
    let before = keys.clone();
    keys.dedup();
    assert_eq!(keys, before);
}

#[test]
fn a_new_firm_sees_its_first_steps_until_they_are_taken() {
    let firm = Firm::just_set_up();
    let mut chief = firm.signed_in("administrator");
    let desk = chief.get("/office");
    desk.sees("Erste Schritte").sees("Bankverbindung eintragen").sees("Ersten Wareneingang buchen");
    desk.sees("Erledigt: Anschrift der Firma").sees("Versandpreise und Lieferzeiten festlegen");
    desk.holds("href=\"/office/stock/receive\"").does_not_see("Erledigt: Artikel");
    // Whoever may not do it is not told to.
    firm.signed_in("warehouse").get("/office").does_not_see("Bankverbindung eintragen");
    oats(&firm);
    chief.get("/office").sees("Erledigt: Artikel einlesen oder anlegen");
    // Saved as they stood there, the prices are chosen; the step is done when the times stand, too.
    chief.get("/office/firm/shipping").sees("Diese Preise hat noch niemand gewählt");
    chief.submit("/office/firm/shipping", &[]).goes_to("/office/firm/shipping");
    let chosen = firm.read(|view| missing_for_shop(view, view.today()));
    assert!(!chosen.contains(&Missing::ShippingPrices), "{chosen:?}");
    chief.get("/office").does_not_see("Erledigt: Versandpreise");
    chief.get("/office/firm/shipping").does_not_see("Diese Preise hat noch niemand gewählt");
    let days = [("days_from_AT", "2"), ("days_to_AT", "4"), ("days_from_DE", "3"), ("days_to_DE", "6")];
    let none = [("price_IT", ""), ("free_from_IT", "")];
    chief.submit("/office/firm/shipping", &[&days[..], &none].concat()).goes_to("/office/firm/shipping");
    chief.get("/office").sees("Erledigt: Versandpreise und Lieferzeiten").does_not_see("Erledigt: Rechtstexte");
    firm.write(|tx| publish(tx, &[LegalKind::Imprint, LegalKind::Terms, LegalKind::Privacy]));
    chief.get("/office").does_not_see("Erledigt: Rechtstexte");
    firm.write(|tx| publish(tx, &[LegalKind::Withdrawal]));
    chief.get("/office").sees("Erledigt: Rechtstexte veröffentlichen");
}

fn publish(tx: &mut Tx<'_, '_, '_>, kinds: &[LegalKind]) -> Result<(), Failure> {
    let text =
        LegalText { version: "1".to_owned(), valid_from: tx.today(), text: LocalText::new("So.", "So.", "如此。") };
    kinds.iter().try_for_each(|kind| publish_legal_text(tx, *kind, &text))
}

#[test]
fn a_firm_with_ten_orders_is_not_new() {
    let firm = Firm::new();
    let product = oats(&firm);
    for key in 1..=10 {
        order(&firm, key, product);
    }
    let mut chief = firm.signed_in("administrator");
    // It sells, and the law still wants to know how long delivery takes.
    let desk = chief.get("/office");
    desk.does_not_see("Erste Schritte").sees("Noch festzulegen").sees("Versandpreise und Lieferzeiten festlegen");
    desk.does_not_see("Logo und Farbe");
    let days = [("days_from_AT", "2"), ("days_to_AT", "4"), ("days_from_DE", "3"), ("days_to_DE", "6")];
    let none = [("price_IT", ""), ("free_from_IT", "")];
    chief.get("/office/firm/shipping");
    chief.submit("/office/firm/shipping", &[&days[..], &none].concat()).goes_to("/office/firm/shipping");
    chief.get("/office").does_not_see("Noch festzulegen").does_not_see("geschlossen");
    let mut packer = firm.signed_in("warehouse");
    packer.get("/office/picking").does_not_see("geschlossen");
    firm.write(|tx| {
        let before = kontor::business::firm::firm(tx).expect("a firm");
        kontor::business::firm::change_firm(tx, &kontor::business::firm::Firm { iban: None, ..before }, None)
    });
    let desk = chief.get("/office");
    desk.sees("Der Shop ist geschlossen").sees("Bankverbindung eintragen").does_not_see("Erste Schritte");
    desk.does_not_see("Logo und Farbe").does_not_see("Auf dem Schreibtisch steht, was");
    // Whoever notices it first need not be the one who may mend it.
    chief.get("/office/orders").sees("Der Shop ist geschlossen").sees("Auf dem Schreibtisch steht, was");
    packer.get("/office/picking").sees("Der Shop ist geschlossen").does_not_see("Auf dem Schreibtisch steht, was");
}
