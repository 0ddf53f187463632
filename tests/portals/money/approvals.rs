//! What waits for somebody's word.

use crate::portals::money::october::{October, RUN};

const SHEET: &str = "/office/approvals/1";
const DECIDE: &str = "/office/approvals/1/decide";

#[test]
fn whoever_submitted_cannot_approve_also_not_past_the_page() {
    let october = October::new();
    let mut clerk = october.submitted();
    clerk.get("/office/approvals").sees("wartet auf jemand anderen").sees("46,00 €").sees("Abrechnung L-0001");
    clerk.get("/office").does_not_see("Wartet auf Ihre Freigabe");
    let sheet = clerk.get(SHEET);
    sheet.sees("Daran haben Sie selbst mitgewirkt").does_not_see("Ihre Entscheidung");
    let end = october.firm.journal_end();
    let refused = clerk.post(DECIDE, &[("answer", "agree"), ("reason", "")]);
    refused.has_status(422).sees("Zustimmen muss jemand anderer");
    assert_eq!(october.firm.journal_end(), end);
    // A second account of finance had no hand in it.
    let mut colleague = october.clerk();
    colleague.get(SHEET).sees("Ihre Entscheidung");
    colleague.submit(DECIDE, &[("answer", "agree")]).goes_to(SHEET);
    clerk.get(RUN).sees("freigegeben");
}

#[test]
fn declining_needs_a_reason_and_the_run_tells_it() {
    let october = October::new();
    let mut clerk = october.submitted();
    let mut manager = october.manager();
    manager.get(SHEET);
    manager.submit(DECIDE, &[("answer", "refuse")]).has_status(422).sees("Bitte schreiben Sie, warum");
    manager.submit(DECIDE, &[]).has_status(422).sees("Bitte geben Sie frei oder lehnen Sie ab");
    let reason = "Bauer hat im Oktober gekündigt";
    manager.submit(DECIDE, &[("answer", "refuse"), ("reason", reason)]).goes_to(SHEET);
    manager.get(SHEET).sees("Abgelehnt von").sees(reason);
    clerk.get(RUN).sees(&format!("Nicht freigegeben: {reason}")).sees("Jetzt berechnen");
    clerk.get("/office/approvals").sees("Zurzeit wartet nichts");
    clerk.get("/office/approvals?decided=yes").sees("abgelehnt von Anna Muster");
    // Decided is decided.
    manager.post(DECIDE, &[("answer", "agree")]).has_status(422).sees("Darüber wurde bereits entschieden");
}

#[test]
fn who_may_not_decide_and_did_not_ask_knows_of_nothing() {
    let october = October::new();
    drop(october.submitted());
    let mut office = october.firm.signed_in("office");
    office.get("/office/approvals").sees("Zurzeit wartet nichts");
    office.get(SHEET).has_status(404);
    office.post(DECIDE, &[("answer", "agree")]).has_status(403);
}

#[test]
fn the_firm_asks_two_and_the_list_says_who_is_missing() {
    let october = October::new();
    let mut boss = october.firm.signed_in("administrator");
    let shown = boss.get("/office/approvals/rules");
    shown.sees("Provisionslauf").sees("Achtung: Derzeit darf eine Person");
    boss.submit("/office/approvals/rules", &[("run", "0")]).has_status(422).holds("id=\"field-run-error\"");
    boss.submit("/office/approvals/rules", &[("run", "viele")]).has_status(422).holds("value=\"viele\"");
    let mut other = october.firm.signed_in("administrator");
    other.get("/office/approvals/rules");
    boss.submit("/office/approvals/rules", &[("run", "2")]).goes_to("/office/approvals/rules");
    let late = other.submit("/office/approvals/rules", &[("run", "3")]);
    late.has_status(409).sees("inzwischen geändert").holds("value=\"3\"");
    let mut clerk = october.submitted();
    let mut manager = october.manager();
    manager.get(SHEET).sees("0 von 2").sees("kann zustimmen");
    manager.submit(DECIDE, &[("answer", "agree")]).goes_to(SHEET);
    manager.follow(SHEET).sees("1 von 2").sees("Sie haben dazu bereits geantwortet").does_not_see("Ihre Entscheidung");
    clerk.get("/office/approvals").sees("1 von 2").sees("Anna Muster");
    clerk.get("/office/approvals.csv").holds(";46,00;Anna Muster;2026-11-02;1;2;");
    clerk.get("/office/approvals?matter=sponsor").sees("Keine Anfrage dieser Art");
    clerk.get(RUN).sees("wartet");
    let mut colleague = october.clerk();
    colleague.get(SHEET);
    colleague.submit(DECIDE, &[("answer", "agree")]).goes_to(SHEET);
    clerk.get(RUN).sees("freigegeben");
    october.firm.signed_in("finance").get("/office/approvals/rules").has_status(403);
}

#[test]
fn a_deputy_is_named_decides_in_that_place_and_is_ended() {
    let october = October::new();
    let path = "/office/approvals/deputies";
    drop(october.submitted());
    let account = october.firm.account(&["warehouse"]);
    let mut store = october.firm.browser_of(account);
    store.get("/office").does_not_see("Freigaben");
    store.get(SHEET).has_status(404);
    let mut manager = october.manager();
    manager.get(path).sees("Zurzeit vertritt niemand");
    let wrong = manager.submit(path, &[("deputy", ""), ("to", "31. Februar")]);
    wrong.has_status(422).holds("id=\"field-deputy-error\"").holds("id=\"field-to-error\"").holds("31. Februar");
    let id = account.to_string();
    manager.get(path);
    let past = [("deputy", id.as_str()), ("from", "2026-10-01"), ("to", "2026-10-02")];
    manager.submit(path, &past).has_status(422).sees("Dieser Zeitraum ist schon vorbei");
    manager.get(path);
    let days = [("deputy", id.as_str()), ("from", "2026-11-02"), ("to", "2026-11-06")];
    manager.submit(path, &days).goes_to(path);
    // The second click does nothing more.
    manager.click_again().goes_to(path);
    manager.follow(path).sees("Die Vertretung ist eingerichtet").sees("gilt");
    store.get("/office").sees("Freigaben").sees("Wartet auf Ihre Freigabe");
    store.get(SHEET).sees("Sie entscheiden in Vertretung von Anna Muster");
    // Nobody else names deputies for the manager.
    store.post(&format!("{path}/1/end"), &[]).has_status(403);
    store.get(SHEET);
    store.submit(DECIDE, &[("answer", "agree")]).goes_to(SHEET);
    store.get(SHEET).sees("Freigegeben von Anna Muster für Anna Muster");
    manager.get(path);
    manager.submit(&format!("{path}/1/end"), &[]).goes_to(path);
    manager.follow(path).sees("vorzeitig beendet");
}
