//! Cases: looked through, worked on by hand, cancelled with a reason.

use crate::kit::Firm;
use crate::portals::office::{oats, order};

#[test]
fn cases_are_narrowed_by_state_kind_team_due_day_and_name() {
    let firm = Firm::new();
    let product = oats(&firm);
    order(&firm, 1, product);
    let mut clerk = firm.signed_in("office");
    for (query, is_there) in [
        ("", true),
        ("?role=office", true),
        ("?role=warehouse", false),
        ("?template=order", true),
        ("?template=return", false),
        ("?state=closed", false),
        ("?state=all", true),
        ("?due=overdue", false),
        ("?q=Berger", true),
        ("?q=Zwiebelkuchen", false),
    ] {
        let list = clerk.get(&format!("/office/cases{query}"));
        if is_there {
            list.sees("Anna Berger · B-100001")
        } else {
            list.sees("Kein Fall passt dazu")
        };
    }
    firm.set_clock("2026-11-05T09:00:00");
    let mut clerk = firm.signed_in("office");
    clerk.get("/office/cases?due=overdue").sees("Anna Berger").sees("seit 2 Tagen");
    let file = clerk.get("/office/cases.csv");
    assert!(
        file.html.contains("Bestellung;Anna Berger · B-100001;Offen;Bestellung prüfen;2026-11-03;"),
        "{}",
        file.html
    );
}

#[test]
fn a_task_is_added_by_hand_and_a_wrong_one_keeps_what_was_typed() {
    let firm = Firm::new();
    let product = oats(&firm);
    order(&firm, 1, product);
    let mut clerk = firm.signed_in("office");
    clerk.get("/office/cases/1").sees("Jetzt zu tun").sees("Bestellung prüfen").sees("Fall eröffnet");
    let typed = [("note", "Geschenkkarte schreiben"), ("role", "office"), ("due_on", "gestern")];
    let shown = clerk.submit("/office/cases/1/tasks", &typed);
    shown.has_status(422).sees("Geschenkkarte schreiben");
    clerk.submit("/office/cases/1/tasks", &[("due_on", "2026-11-04")]).goes_to("/office/cases/1");
    clerk.click_again().goes_to("/office/cases/1");
    clerk.get("/office/cases/1").sees("Geschenkkarte schreiben");
    clerk.get("/office").sees("Geschenkkarte schreiben");
}

#[test]
fn a_complaint_is_opened_at_the_order_and_cancelled_with_a_reason() {
    let firm = Firm::new();
    let product = oats(&firm);
    order(&firm, 1, product);
    let mut clerk = firm.signed_in("office");
    clerk.get("/office/orders/1");
    let key = ("idempotency_key", "00112233445566778899aabbccddeeff");
    let opened = [("template", "complaint"), ("kind", "order"), ("id", "1"), key];
    clerk.post("/office/cases/open", &opened[..3]).has_status(422);
    clerk.post("/office/cases/open", &opened).goes_to("/office/cases/2");
    clerk.click_again().goes_to("/office/cases");
    clerk.get("/office/cases/3").has_status(404);
    clerk.get("/office/cases/2").sees("Beschwerde").sees("Anna Berger");
    let cancel = "/office/cases/2/cancel";
    clerk.submit(cancel, &[("reason", " ")]).has_status(422);
    clerk.submit(cancel, &[("reason", "Doppelt erfasst")]).goes_to("/office/cases/2");
    clerk.get("/office/cases/2").sees("Abgebrochen").does_not_see("Aufgabe hinzufügen");
    clerk.get("/office/cases/99").has_status(404);
}
