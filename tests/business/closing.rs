//! Closing months: what is refused in them, what moves to the first open day, and how one is opened again.

use kontor::business::actor::Actor;
use kontor::business::approvals::{self, Answer, Matter};
use kontor::business::checks::CHECKS;
use kontor::business::failure::Failure;
use kontor::business::ledger::{
    self, LedgerAccount, close_period, closed_through, closing, closing_of, month_of, open_day, postings, reopen_period,
};
use kontor::business::payments::{self, NewPayment};
use kontor::business::permission::Permission;
use kontor::store::{Subject, entries_of};
use kontor::values::{ApprovalId, ClosingId, Money, Period};

use crate::business::shop::{Shop, day, refused, staff};

fn month(text: &str) -> Period {
    Period::parse(text).unwrap()
}

/// The head of the books, and somebody who reads them.
fn head() -> Actor {
    staff(5, &[Permission::LedgerView, Permission::LedgerClose])
}

fn reader() -> Actor {
    staff(6, &[Permission::LedgerView])
}

fn close(shop: &Shop, text: &str) -> Result<ClosingId, Failure> {
    let month = month(text);
    shop.write(&head(), move |tx| close_period(tx, month))
}

fn ask(shop: &Shop, text: &str, because: &'static str) -> Result<ApprovalId, Failure> {
    let id = closing_of(month(text).first());
    shop.write(&reader(), move |tx| reopen_period(tx, id, because))
}

/// A shop in July, whose June is closed.
fn june_closed() -> Shop {
    let shop = Shop::new();
    shop.receive(shop.oats, 99, None);
    let order = shop.order(1, &[(shop.oats, 1)]);
    shop.on("2026-06-10").ship(order);
    shop.on("2026-07-03");
    close(&shop, "2026-06").unwrap();
    shop
}

fn nothing_is_wrong(shop: &Shop) {
    shop.read(|view| {
        for check in CHECKS {
            let defects = check.run(view);
            assert!(defects.is_empty(), "{}: {defects:?}", check.name);
        }
    });
}

#[test]
fn a_closed_month_keeps_what_stood_on_the_accounts() {
    let shop = june_closed();
    shop.read(|view| {
        assert_eq!(closed_through(view), Some(day("2026-06-30")));
        assert_eq!(open_day(view, day("2026-05-05")), day("2026-07-01"));
        assert_eq!(open_day(view, day("2026-07-02")), day("2026-07-02"));
        let known = closing(view, closing_of(day("2026-06-10"))).unwrap();
        assert_eq!((known.through, known.by, known.is_open_again), (day("2026-06-30"), head().account(), false));
        assert_eq!(known.trial.iter().map(|(_, balance)| balance).sum::<i64>(), 0);
        let bank = known.trial.iter().find(|(account, _)| *account == LedgerAccount::Bank).unwrap();
        assert!(bank.1 > 0);
        assert_eq!(month_of(closing_of(day("2026-06-10"))), Some(month("2026-06")));
    });
    nothing_is_wrong(&shop);
}

#[test]
fn what_somebody_types_for_a_closed_day_is_refused_and_says_what_to_do() {
    let shop = june_closed();
    let order = shop.order(2, &[(shop.oats, 1)]);
    let pay = move |on: &'static str| NewPayment {
        order,
        amount: Money::eur(100),
        received_on: day(on),
        reference: String::new(),
    };
    let late = shop.run(move |tx| payments::record_payment(tx, &pay("2026-06-30")));
    refused(late, &["ledger.refusal.day_closed@received_on"]);
    shop.run(move |tx| payments::record_payment(tx, &pay("2026-07-01"))).unwrap();
    nothing_is_wrong(&shop);
}

#[test]
fn what_follows_is_booked_on_the_first_open_day() {
    let shop = june_closed();
    let order = shop.order(2, &[(shop.oats, 1)]);
    // A clock that goes wrong must not book into June.
    shop.on("2026-06-20");
    let (amount, received_on) = (Money::eur(100), day("2026-06-20"));
    let new = NewPayment { order, amount, received_on, reference: String::new() };
    refused(shop.run(move |tx| payments::record_payment(tx, &new)), &["ledger.refusal.day_closed@received_on"]);
    let first = shop.read(|view| payments::payments(view, None, 9)).remove(0).0;
    shop.run(move |tx| payments::reverse_payment(tx, first, "Irrtum")).unwrap();
    let (_, posting) = shop.read(|view| postings(view, None, 1)).remove(0);
    assert_eq!((posting.rule.as_str(), posting.day), ("payment_reversed", day("2026-07-01")));
    nothing_is_wrong(&shop);
}

#[test]
fn only_whole_months_that_are_over_are_closed_and_each_once() {
    let shop = june_closed();
    refused(close(&shop, "2026-06"), &["ledger.refusal.month_closed@month"]);
    refused(close(&shop, "2026-05"), &["ledger.refusal.month_closed@month"]);
    refused(close(&shop, "2026-07"), &["ledger.refusal.month_not_over@month"]);
    let quarter = month("2026-Q2");
    let whole = shop.write(&head(), move |tx| close_period(tx, quarter));
    refused(whole, &["ledger.refusal.no_month@month"]);
    let may = month("2026-05");
    let asked = shop.write(&reader(), move |tx| close_period(tx, may));
    refused(asked, &["business.refusal.not_allowed"]);
}

#[test]
fn a_month_is_opened_again_with_a_reason_and_the_consent_of_somebody_else() {
    let shop = june_closed();
    refused(ask(&shop, "2026-06", " "), &["ledger.refusal.reason_missing@reason"]);
    let approval = ask(&shop, "2026-06", "Rechnung vergessen").unwrap();
    refused(ask(&shop, "2026-06", "noch einmal"), &["ledger.refusal.reopening_waits"]);
    assert_eq!(shop.read(|view| approvals::approval(view, approval)).unwrap().matter, Matter::Reopening);
    let own = staff(6, &[Permission::LedgerView, Permission::LedgerClose]);
    assert!(shop.write(&own, move |tx| approvals::decide(tx, approval, Answer::Agree, "")).is_err());
    assert_eq!(shop.read(|view| closed_through(view)), Some(day("2026-06-30")));
    shop.write(&head(), move |tx| approvals::decide(tx, approval, Answer::Agree, "")).unwrap();
    assert_eq!(shop.read(|view| closed_through(view)), None);
    let order = shop.order(2, &[(shop.oats, 1)]);
    let (amount, received_on) = (Money::eur(100), day("2026-06-30"));
    let new = NewPayment { order, amount, received_on, reference: String::new() };
    shop.run(move |tx| payments::record_payment(tx, &new)).unwrap();
    close(&shop, "2026-06").unwrap();
    let known = shop.read(|view| closing(view, closing_of(day("2026-06-01")))).unwrap();
    assert_eq!((known.reopened.len(), known.reopened[0].agreed), (1, Some(true)));
    assert_eq!(known.reopened[0].because, "Rechnung vergessen");
    nothing_is_wrong(&shop);
}

#[test]
fn a_refused_month_stays_closed_and_only_the_newest_can_be_asked_about() {
    let shop = june_closed();
    let approval = ask(&shop, "2026-06", "bitte").unwrap();
    shop.write(&head(), move |tx| approvals::decide(tx, approval, Answer::Refuse, "nein")).unwrap();
    assert_eq!(shop.read(|view| closed_through(view)), Some(day("2026-06-30")));
    let again = ask(&shop, "2026-06", "doch").unwrap();
    shop.on("2026-08-02");
    close(&shop, "2026-07").unwrap();
    // What was asked about June is void.
    assert!(shop.read(|view| approvals::approval(view, again)).unwrap().withdrawn_at.is_some());
    let june = shop.read(|view| closing(view, closing_of(day("2026-06-01")))).unwrap();
    assert!(june.waiting().is_none());
    let overtaken = june.reopened.last().unwrap();
    assert!(overtaken.agreed.is_none() && overtaken.decided_at.is_some(), "nobody has refused it");
    shop.read(|view| {
        let told = entries_of(view, &Subject::of(closing_of(day("2026-06-01"))));
        assert!(told.iter().any(|entry| entry.event == "reopening_overtaken"));
    });
    refused(ask(&shop, "2026-06", "bitte"), &["ledger.refusal.not_newest"]);
    ask(&shop, "2026-07", "bitte").unwrap();
    nothing_is_wrong(&shop);
    assert_eq!(ledger::closings(&shop.door.store().reader().unwrap()).len(), 2);
}
