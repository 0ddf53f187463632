//! From balances to the file for the bank.

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
    manager.sees("… 3201").does_not_see("AT61").does_not_see("Datei holen");
}

#[test]
fn every_handing_out_is_kept_with_its_hash() {
    let october = October::new();
    let mut clerk = october.paid();
    let sheet = clerk.get(SHEET);
    sheet.sees("46,00 €").sees("Überweisungen 3").sees("20261102-Z-0001.xml");
    sheet.sees("AT61 1904 3002 3457 3201");
    let first = clerk.submit(FILE, &[]);
    first.has_status(200);
    assert_eq!(first.headers["content-disposition"], "attachment; filename=\"20261102-Z-0001.xml\"");
    let hash = blake3::hash(first.html.as_bytes()).to_hex().to_string();
    clerk.get(SHEET).sees(&hash).sees("Datei ausgegeben").sees("Datei noch einmal holen");
    let second = clerk.submit(FILE, &[]);
    assert_eq!(first.html, second.html);
    let batch = october.firm.read(|view| payments::batch(view, BatchId::new(1)).expect("a batch"));
    assert_eq!(batch.exports.len(), 2);
    clerk.get("/office/payouts").sees("Z-0001").sees("Oktober 2026");
    clerk.get(&format!("{SHEET}/cancel"));
    let late = clerk.submit(&format!("{SHEET}/cancel"), &[("reason", "zu spät")]);
    late.has_status(422).sees("wurde schon ausgegeben");
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
    clerk.get(SHEET).sees("Diese Auszahlung wurde verworfen: falscher Tag").does_not_see("Datei holen");
    clerk.get(RUN).sees("Auszahlung vorbereiten");
}
