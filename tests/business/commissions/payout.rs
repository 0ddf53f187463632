//! From balances to a batch, and its file.

use kontor::business::actor::Actor;
use kontor::business::commissions;
use kontor::business::firm::{self, Firm};
use kontor::business::ledger::{LedgerAccount, LedgerKey, balance};
use kontor::business::payments::{self, BatchState, LeftOutReason, bank_day_from, is_bank_day};
use kontor::business::people::{self, Person};
use kontor::business::permission::Permission;
use kontor::exchange::sepa::payment_file;
use kontor::store::{Subject, entries_of};
use kontor::values::{BatchId, Currency, Money, PartnerId, RunId};

use crate::business::commissions::{May, clerk, manager};
use crate::business::stage::{day, fetch_file, refused, staff, wiesenmut};

fn pay(firm: &May, run: RunId) -> BatchId {
    firm.stage.write(&manager(), move |tx| commissions::pay_run(tx, run, day("2026-06-05"))).unwrap()
}

fn payable(firm: &May, partner: PartnerId) -> i64 {
    let key = LedgerKey { account: LedgerAccount::CommissionPayable, sub_account: partner.number() };
    firm.stage.read(&Actor::system(), |view| balance(view, key))
}

fn in_transit(firm: &May) -> i64 {
    let key = LedgerKey { account: LedgerAccount::CommissionInTransit, sub_account: 0 };
    firm.stage.read(&Actor::system(), |view| balance(view, key))
}

fn change_person(firm: &May, partner: PartnerId, change: fn(&mut Person)) {
    firm.stage
        .write(&Actor::operator(), move |tx| {
            let id = kontor::business::partners::partner(tx, partner).unwrap().person;
            let mut person = people::person(tx, id).unwrap();
            change(&mut person);
            people::change_person(tx, id, &person)
        })
        .unwrap();
}

#[test]
fn balances_become_transfers_and_are_on_their_way() {
    let firm = May::new();
    let run = firm.posted();
    let id = pay(&firm, run);
    let batch = firm.stage.read(&Actor::system(), |view| payments::batch(view, id)).unwrap();
    assert_eq!((batch.total, batch.state, batch.run), (Money::eur(4_600), BatchState::Submitted, Some(run)));
    let amounts: Vec<_> = batch.transfers.iter().map(|transfer| (transfer.partner, transfer.amount.minor())).collect();
    assert_eq!(amounts, [(firm.a, 1_000), (firm.b, 1_600), (firm.c, 2_000)]);
    assert_eq!(batch.transfers[0].remittance, "Provision 2026-05, A");
    assert_eq!(batch.transfers[0].name, "Anna A");
    assert_eq!(batch.message_id, "20260602-Z-0001");
    assert!(batch.left_out.is_empty());
    assert_eq!((payable(&firm, firm.a), in_transit(&firm)), (0, -4_600));
    // Nothing is paid twice.
    refused(
        firm.stage.write(&manager(), move |tx| commissions::pay_run(tx, run, day("2026-06-05"))),
        &["payments_out.refusal.nothing_to_pay"],
    );
}

#[test]
fn whoever_cannot_be_paid_is_listed_with_the_reason_and_keeps_the_balance() {
    let firm = May::new();
    let d = firm.stage.partner("D", None);
    firm.stage.sale(d, "2026-05-03", -30_000, 100);
    let e = firm.stage.partner("E", None);
    firm.stage.sale(e, "2026-05-03", 4_995, 100);
    change_person(&firm, firm.c, |person| person.iban = None);
    let f = firm.stage.partner("F", None);
    firm.stage.sale(f, "2026-05-03", 10_000, 100);
    change_person(&firm, f, |person| person.account_holder = "王小明".to_owned());
    let run = firm.posted();
    let id = pay(&firm, run);
    let batch = firm.stage.read(&Actor::system(), |view| payments::batch(view, id)).unwrap();
    let left_out: Vec<_> =
        batch.left_out.iter().map(|left| (left.partner, left.balance.minor(), left.reason)).collect();
    let expected = [
        (firm.c, 2_000, LeftOutReason::NoIban),
        (d, -6_000, LeftOutReason::Owes),
        (e, 999, LeftOutReason::BelowMinimum),
        (f, 2_000, LeftOutReason::NoHolder),
    ];
    assert_eq!(left_out, expected);
    assert_eq!(batch.total, Money::eur(2_600));
    assert_eq!((payable(&firm, firm.c), payable(&firm, d), payable(&firm, e)), (-2_000, 6_000, -999));
    // With a bank account the balance goes out with the next batch.
    change_person(&firm, firm.c, |person| person.iban = kontor::values::Iban::parse("DE89370400440532013000"));
    let next = pay(&firm, run);
    let batch = firm.stage.read(&Actor::system(), |view| payments::batch(view, next)).unwrap();
    assert_eq!((batch.transfers.len(), batch.total), (1, Money::eur(2_000)));
}

#[test]
fn the_file_is_the_same_every_time_and_each_fetch_is_kept() {
    let firm = May::new();
    let run = firm.posted();
    let id = pay(&firm, run);
    let file = |view: &kontor::business::view::View<'_>| {
        payment_file(&firm::firm(view).unwrap(), &payments::batch(view, id).unwrap()).unwrap()
    };
    let first = firm.stage.read(&manager(), file);
    assert_eq!(first, firm.stage.read(&manager(), file));
    assert_eq!((first.total, first.transfers, first.name.as_str()), (Money::eur(4_600), 3, "20260602-Z-0001.xml"));
    let hash = first.hash;
    let export = |hash| fetch_file(&firm.stage.door, &manager(), id, hash).unwrap();
    assert_eq!((export(hash), export(hash)), (1, 2));
    // The firm's name changed: the file came out otherwise.
    let other = [9; 32];
    assert_eq!((export(other), export(hash)), (3, 4));
    firm.stage.read(&manager(), |view| {
        let batch = payments::batch(view, id).unwrap();
        assert_eq!((batch.state, batch.exports.len(), batch.exports[1].file_hash), (BatchState::Exported, 2, other));
        let told = entries_of(view, &Subject::of(id));
        let events: Vec<_> = told.iter().map(|entry| entry.event.as_str()).collect();
        let expected = [
            "batch_made",
            "batch_submitted",
            "batch_decided",
            "batch_exported",
            "batch_fetched_again",
            "batch_exported",
            "batch_fetched_again",
        ];
        assert_eq!(events, expected);
        assert!(told[3].body.contains("\"total\":\"46.00\"") && told[4].body.contains("\"times\":2"), "{told:?}");
    });
    refused(
        firm.stage.write(&manager(), move |tx| payments::cancel_batch(tx, id, "x")),
        &["payments_out.refusal.batch_exported"],
    );
}

#[test]
fn a_batch_nobody_has_seen_can_be_taken_back() {
    let firm = May::new();
    let run = firm.posted();
    let id = pay(&firm, run);
    refused(
        firm.stage.write(&manager(), move |tx| payments::cancel_batch(tx, id, "")),
        &["payments_out.refusal.reason_missing@reason"],
    );
    firm.stage.write(&manager(), move |tx| payments::cancel_batch(tx, id, "falscher Tag")).unwrap();
    assert_eq!((payable(&firm, firm.a), in_transit(&firm)), (-1_000, 0));
    let cancelled = ["payments_out.refusal.batch_cancelled"];
    refused(fetch_file(&firm.stage.door, &manager(), id, [0; 32]), &cancelled);
    refused(firm.stage.write(&manager(), move |tx| payments::cancel_batch(tx, id, "x")), &cancelled);
    let file = firm
        .stage
        .door
        .read(&manager(), |view| payment_file(&firm::firm(view).unwrap(), &payments::batch(view, id).unwrap()));
    refused(file, &["payments_out.refusal.file_of_cancelled_batch"]);
    pay(&firm, run);
    refused(
        firm.stage.write(&clerk(), move |tx| payments::cancel_batch(tx, id, "x")),
        &["business.refusal.not_allowed"],
    );
}

#[test]
fn a_payout_needs_an_account_euros_and_a_bank_day() {
    let firm = May::new();
    let run = firm.posted();
    let change = |changed: Firm| {
        firm.stage.write(&staff(1, Permission::ALL), move |tx| firm::change_firm(tx, &changed, None)).unwrap();
    };
    let check = |on: &str, expected: &[&str]| {
        let on = day(on);
        refused(firm.stage.write(&manager(), move |tx| commissions::pay_run(tx, run, on)), expected);
    };
    check("2026-06-01", &["payments_out.refusal.day_passed@execute_on"]);
    check("2026-06-06", &["payments_out.refusal.no_bank_day@execute_on"]);
    change(Firm { iban: None, currency: Currency::CHF, ..wiesenmut() });
    check("2026-06-05", &["payments_out.refusal.firm_iban_missing", "payments_out.refusal.not_euro"]);
}

#[test]
fn banks_rest_on_weekends_and_on_six_days_a_year() {
    let rest = ["2026-01-01", "2026-04-03", "2026-04-06", "2026-05-01", "2026-12-25", "2026-06-06", "2026-06-07"];
    assert!(rest.iter().all(|text| !is_bank_day(day(text))));
    // Easter in other years: 31 March 2024, 20 April 2025, 28 March 2027, 16 April 2028.
    let movable = ["2024-03-29", "2024-04-01", "2025-04-18", "2025-04-21", "2027-03-26", "2027-03-29", "2028-04-17"];
    assert!(movable.iter().all(|text| !is_bank_day(day(text))));
    // Public holidays of Austria are bank days all the same: Corpus Christi, National Day.
    assert!(["2026-06-04", "2026-10-26", "2026-12-24", "2026-04-02"].iter().all(|text| is_bank_day(day(text))));
    assert_eq!(bank_day_from(day("2026-04-03")), day("2026-04-07"));
    assert_eq!(bank_day_from(day("2026-06-05")), day("2026-06-05"));
}
