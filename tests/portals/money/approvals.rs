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
