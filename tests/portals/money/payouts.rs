//! From balances to the file for the bank.

use kontor::business::firm;
use kontor::business::payments::{self, BatchState};
use kontor::values::BatchId;

use crate::portals::money::october::{October, RUN};

const SHEET: &str = "/office/payouts/1";
const FILE: &str = "/office/payouts/1/file";

#[test]
fn a_stranger_cannot_fetch_the_payment_file_nor_can_colleagues_who_do_not_pay() {
    let october = October::new();
    drop(october.agreed());
    let end = october.firm.journal_end();
    let stranger = october.firm.visitor().post(FILE, &[]);
    let to_sign_in = stranger.location.as_deref().is_some_and(|to| to.starts_with("/sign-in"));
    assert!(to_sign_in || stranger.status.as_u16() == 401, "{:?}", stranger.status);
    for role in ["office", "management", "warehouse", "partner", "customer"] {
        let shown = october.firm.signed_in(role).post(FILE, &[]);
        shown.has_status(403);
        assert!(!shown.html.contains("pain.001.001.09\""), "{role} has the file");
    }
    let told = october.firm.told_since(end);
    assert!(told.iter().all(|entry| entry.event != "batch_exported"), "{told:?}");
    let state = || october.firm.read(|view| payments::batch(view, BatchId::new(1)).expect("a batch").state);
    assert_eq!(state(), BatchState::Agreed);
    // Management sees the payout, without whole bank accounts and without the button.
    let manager = october.manager().get(SHEET);
    manager.sees("… 3201").does_not_see("AT61").does_not_see("Datei herunterladen");
}

#[test]
fn nobody_fetches_the_file_before_a_second_person_has_agreed() {
    let october = October::new();
    let mut clerk = october.paid();
    let sheet = clerk.get(SHEET);
    sheet.sees("46,00 €").sees("Überweisungen 3").sees("20261102-Z-0001.xml").sees("AT61 1904 3002 3457 3201");
    sheet.sees("Eine zweite Person muss diese Auszahlung freigeben").does_not_see("Datei herunterladen");
    sheet.sees("Konto der eigenen Firma").sees("Zwei Empfänger, ein Konto");
    clerk.post(FILE, &[]).has_status(422).sees("wartet noch auf die Freigabe durch eine zweite Person");
    // Whoever prepared it does not agree.
    clerk.get("/office/approvals/2").does_not_see("Ihre Entscheidung");
    let mut manager = october.manager();
    manager.get("/office").sees("Wartet auf Ihre Freigabe");
    manager.get("/office/approvals/2");
    let refusal = [("answer", "refuse"), ("reason", "Konto von C prüfen")];
    manager.submit("/office/approvals/2/decide", &refusal).goes_to("/office/approvals/2");
    clerk.get(SHEET).sees("Diese Auszahlung wurde nicht freigegeben").sees("Konto von C prüfen");
    clerk.post(FILE, &[]).has_status(422).sees("wurde nicht freigegeben");
    clerk.get(SHEET);
    clerk.submit("/office/payouts/1/submit", &[]).goes_to(SHEET);
    clerk.get(SHEET).sees("zur Freigabe");
    manager.get("/office/approvals/3");
    manager.submit("/office/approvals/3/decide", &[("answer", "agree")]).goes_to("/office/approvals/3");
    clerk.get(SHEET).sees("Datei herunterladen");
}

#[test]
fn the_file_is_fetched_once_and_again_only_with_a_reason() {
    let october = October::new();
    let mut clerk = october.agreed();
    clerk.get(SHEET).sees("Datei herunterladen");
    clerk.get(&format!("{SHEET}/again")).goes_to(SHEET);
    clerk.get(SHEET);
    let first = clerk.submit(FILE, &[]);
    first.has_status(200);
    assert_eq!(first.headers["content-disposition"], "attachment; filename=\"20261102-Z-0001.xml\"");
    let hash = blake3::hash(first.html.as_bytes()).to_hex().to_string();
    // The page that still stands there is pressed once more.
    clerk.click_again().has_status(422).sees("Zweimal bei der Bank eingereicht, wird zweimal gezahlt");
    clerk.get(SHEET).sees(&hash).sees("Datei geholt").sees("Datei noch einmal holen");
    let again = format!("{SHEET}/again");
    clerk.get(&again).sees("wurde schon einmal geholt");
    clerk.submit(&again, &[("reason", "weg")]).has_status(422).sees("mindestens fünf Zeichen").holds("weg</textarea>");
    let second = clerk.submit(&again, &[("reason", "Hochladen abgebrochen")]);
    second.has_status(200);
    assert_eq!(first.html, second.html);
    clerk.get(SHEET).sees("Hochladen abgebrochen");
    let batch = october.firm.read(|view| payments::batch(view, BatchId::new(1)).expect("a batch"));
    assert_eq!((batch.exports.len(), batch.fetches.len()), (1, 2));
    clerk.get("/office/payouts").sees("Z-0001").sees("Oktober 2026").sees("Datei geholt");
    clerk.get(&format!("{SHEET}/cancel"));
    let late = clerk.submit(&format!("{SHEET}/cancel"), &[("reason", "zu spät")]);
    late.has_status(422).sees("hat schon jemand geholt");
    // A second person takes it back when the bank did not carry it out.
    let mut manager = october.manager();
    manager.get(SHEET).sees("Auszahlung verwerfen");
    manager.get(&format!("{SHEET}/cancel"));
    manager.submit(&format!("{SHEET}/cancel"), &[("reason", "Die Bank hat die Datei abgelehnt")]).goes_to(SHEET);
    clerk.get(SHEET).sees("Diese Auszahlung wurde verworfen: Die Bank hat die Datei abgelehnt");
    clerk.get(RUN).sees("Auszahlung vorbereiten");
}

#[test]
fn a_file_that_would_come_out_otherwise_says_so() {
    let october = October::new();
    let mut clerk = october.agreed();
    clerk.get(SHEET);
    clerk.submit(FILE, &[]).has_status(200);
    october.firm.write(|tx| {
        let now = firm::firm(tx).expect("a firm");
        firm::change_firm(tx, &firm::Firm { legal_name: "Wiesenmut Handel GmbH".to_owned(), ..now }, None)
    });
    clerk.get(SHEET).sees("haben sich Angaben Ihrer Firma geändert");
    let again = format!("{SHEET}/again");
    clerk.get(&again);
    clerk.submit(&again, &[("reason", "neuer Name der Firma")]).has_status(200).holds("Wiesenmut Handel GmbH");
    clerk.get(SHEET).does_not_see("haben sich Angaben Ihrer Firma geändert").sees("neuer Name der Firma");
}

#[test]
fn the_day_must_be_one_on_which_banks_work() {
    let october = October::new();
    let mut clerk = october.posted();
    let pay = format!("{RUN}/pay");
    clerk.get(&pay);
    let refused = clerk.submit(&pay, &[("execute_on", "2026-11-07")]);
    refused.has_status(422).sees("An diesem Tag arbeiten die Banken nicht").sees("9. November 2026");
    refused.holds("value=\"2026-11-07\"");
    clerk.submit(&pay, &[("execute_on", "2026-10-30")]).has_status(422).sees("liegt in der Vergangenheit");
    clerk.submit(&pay, &[("execute_on", "bald")]).has_status(422).holds("value=\"bald\"");
    clerk.submit(&pay, &[("execute_on", "2026-11-09")]).goes_to(SHEET);
}

#[test]
fn who_has_no_account_is_listed_as_not_paid_with_the_reason() {
    let october = October::new();
    october.change_person(2, |person| person.iban = None);
    let mut clerk = october.paid();
    let sheet = clerk.get(SHEET);
    sheet.sees("Nicht bezahlt").sees("Anna Czerny · P-Czerny keine Bankverbindung 20,00 €").sees("26,00 €");
    clerk.get(&format!("{RUN}/statements")).sees("keine Bankverbindung").sees("überwiesen");
}

#[test]
fn a_payout_nobody_has_fetched_is_taken_back_with_a_reason() {
    let october = October::new();
    let mut clerk = october.paid();
    let cancel = format!("{SHEET}/cancel");
    clerk.get(&cancel).sees("46,00 € kommen auf die Guthaben der Partner zurück");
    clerk.submit(&cancel, &[("reason", "")]).has_status(422).sees("Bitte geben Sie einen Grund an");
    clerk.submit(&cancel, &[("reason", "falscher Tag")]).goes_to(SHEET);
    clerk.get(SHEET).sees("Diese Auszahlung wurde verworfen: falscher Tag").does_not_see("Datei herunterladen");
    clerk.get(RUN).sees("Auszahlung vorbereiten");
}
