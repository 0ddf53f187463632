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
    drop(october.paid());
    let end = october.firm.journal_end();
    let stranger = october.firm.visitor().post(FILE, &[]);
    let to_sign_in = stranger.location.as_deref().is_some_and(|to| to.starts_with("/sign-in"));
    assert!(to_sign_in || stranger.status.as_u16() == 401, "{:?}", stranger.status);
    for role in ["office", "management", "warehouse", "partner", "customer"] {
        october.firm.signed_in(role).get(FILE).has_status(403);
        let shown = october.firm.signed_in(role).post(FILE, &[]);
        shown.has_status(403);
        assert!(!shown.html.contains("pain.001.001.09\""), "{role} has the file");
    }
    let told = october.firm.told_since(end);
    assert!(told.iter().all(|entry| entry.event != "batch_exported"), "{told:?}");
    assert_eq!(
        october.firm.read(|view| payments::batch(view, BatchId::new(1)).expect("a batch").state),
        BatchState::Ready
    );
    // Management sees the payout, without whole bank accounts and without the button.
    let manager = october.manager().get(SHEET);
    manager.sees("… 3201").does_not_see("AT61").does_not_see("Datei für die Bank erstellen");
}

#[test]
fn a_file_is_made_once_and_downloaded_as_often_as_wanted() {
    let october = October::new();
    let mut clerk = october.paid();
    let sheet = clerk.get(SHEET);
    sheet.sees("46,00 €").sees("Überweisungen 3").sees("20261102-Z-0001.xml");
    sheet.sees("AT61 1904 3002 3457 3201").does_not_see("Datei herunterladen");
    // Nothing leaves before its hash is kept.
    clerk.get(FILE).goes_to(SHEET);
    clerk.get(SHEET);
    clerk.submit(FILE, &[]).goes_to(SHEET);
    // Pressed twice: one file.
    clerk.click_again().goes_to(SHEET);
    let made = clerk.get(SHEET);
    made.sees("Die Datei ist erstellt")
        .sees("Datei erstellt")
        .sees("Datei herunterladen")
        .does_not_see("Datei für die Bank erstellen");
    let first = clerk.get(FILE);
    first.has_status(200);
    assert_eq!(first.headers["content-disposition"], "attachment; filename=\"20261102-Z-0001.xml\"");
    let hash = blake3::hash(first.html.as_bytes()).to_hex().to_string();
    clerk.get(SHEET).sees(&hash);
    assert_eq!(first.html, clerk.get(FILE).html);
    let batch = || october.firm.read(|view| payments::batch(view, BatchId::new(1)).expect("a batch"));
    assert_eq!(batch().exports.len(), 1);
    clerk.get("/office/payouts").sees("Z-0001").sees("Oktober 2026").sees("Datei erstellt");
    clerk.get(&format!("{SHEET}/cancel"));
    let late = clerk.submit(&format!("{SHEET}/cancel"), &[("reason", "zu spät")]);
    late.has_status(422).sees("wurde schon erstellt");
}

#[test]
fn a_file_that_would_come_out_otherwise_is_made_anew_before_it_leaves() {
    let october = October::new();
    let mut clerk = october.paid();
    clerk.get(SHEET);
    clerk.submit(FILE, &[]).goes_to(SHEET);
    october.firm.write(|tx| {
        let now = firm::firm(tx).expect("a firm");
        firm::change_firm(tx, &firm::Firm { legal_name: "Wiesenmut Handel GmbH".to_owned(), ..now }, None)
    });
    let sheet = clerk.get(SHEET);
    sheet
        .sees("haben sich Angaben Ihrer Firma geändert")
        .sees("Datei neu erstellen")
        .does_not_see("herunterladen (pain");
    clerk.get(FILE).goes_to(SHEET);
    clerk.get(SHEET);
    clerk.submit(FILE, &[]).goes_to(SHEET);
    clerk.get(SHEET).sees("Datei herunterladen").does_not_see("haben sich Angaben Ihrer Firma geändert");
    clerk.get(FILE).has_status(200).holds("Wiesenmut Handel GmbH");
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
    clerk
        .get(SHEET)
        .sees("Diese Auszahlung wurde verworfen: falscher Tag")
        .does_not_see("Datei für die Bank erstellen");
    clerk.get(RUN).sees("Auszahlung vorbereiten");
}
