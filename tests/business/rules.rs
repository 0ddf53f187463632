//! What each rule of the books makes of its facts.

use kontor::business::ledger::rules::{self, Booked, DocumentFigures, PaidOut, ReversedPayment};
use kontor::values::{CustomerId, Money, PartnerId};

const BUYER: Option<CustomerId> = Some(CustomerId::new(7));
const PARTNER: PartnerId = PartnerId::new(3);

/// `account/sub_account amount`, one for each line.
fn check(booked: &Booked, rule: &str, expected: &[&str]) {
    let said: Vec<String> = booked
        .lines()
        .iter()
        .map(|(key, amount)| format!("{}/{} {}", key.account.word(), key.sub_account, amount.minor()))
        .collect();
    assert_eq!((booked.rule(), said), (rule, expected.iter().map(|line| (*line).to_owned()).collect()));
    assert_eq!(booked.lines().iter().map(|(_, amount)| amount.minor()).sum::<i64>(), 0);
}

fn document() -> DocumentFigures {
    let taxes = vec![(100_000, Money::eur(100)), (200_000, Money::eur(400))];
    DocumentFigures { customer: BUYER, net: Money::eur(3_000), gross: Money::eur(3_500), taxes }
}

#[test]
fn invoice_issued_parts_the_gross_into_revenue_and_tax_by_rate() {
    let lines = ["receivables/7 3500", "revenue/0 -3000", "output_vat/100000 -100", "output_vat/200000 -400"];
    check(&rules::invoice_issued(&document()), "invoice_issued", &lines);
}

#[test]
fn credit_note_issued_is_an_invoice_the_other_way_round() {
    let lines = ["receivables/7 -3500", "revenue/0 3000", "output_vat/100000 100", "output_vat/200000 400"];
    check(&rules::credit_note_issued(&document()), "credit_note_issued", &lines);
}

#[test]
fn payment_received_lies_on_the_bank_and_is_owed_no_more() {
    check(&rules::payment_received(None, Money::eur(500)), "payment_received", &["bank/0 500", "receivables/0 -500"]);
}

#[test]
fn refund_paid_leaves_the_bank() {
    check(&rules::refund_paid(BUYER, Money::eur(-500)), "refund_paid", &["bank/0 -500", "receivables/7 500"]);
}

#[test]
fn credit_spent_pays_in_place_of_money() {
    let booked = rules::credit_spent(PARTNER, BUYER, Money::eur(500));
    check(&booked, "credit_spent", &["shop_credit/3 500", "receivables/7 -500"]);
}

#[test]
fn credit_given_back_is_there_again() {
    let booked = rules::credit_given_back(PARTNER, BUYER, Money::eur(-500));
    check(&booked, "credit_given_back", &["shop_credit/3 -500", "receivables/7 500"]);
}

#[test]
fn credit_paid_out_becomes_pay() {
    let booked = rules::credit_paid_out(PARTNER, Money::eur(500));
    check(&booked, "credit_paid_out", &["shop_credit/3 500", "commission_payable/3 -500"]);
}

#[test]
fn payment_reversed_takes_back_money_and_credit_where_they_came_from() {
    let mut before = ReversedPayment { customer: BUYER, amount: Money::eur(500), credit_of: None };
    check(&rules::payment_reversed(before), "payment_reversed", &["bank/0 -500", "receivables/7 500"]);
    before.credit_of = Some(PARTNER);
    check(&rules::payment_reversed(before), "payment_reversed", &["shop_credit/3 -500", "receivables/7 500"]);
    before = ReversedPayment { amount: Money::eur(-500), credit_of: None, ..before };
    check(&rules::payment_reversed(before), "payment_reversed", &["bank/0 500", "receivables/7 -500"]);
}

#[test]
fn run_posted_is_an_expense_and_owed_to_each_partner() {
    let earned = [(PARTNER, Money::eur(700)), (PartnerId::new(4), Money::eur(-200))];
    let booked = rules::run_posted(&earned).unwrap();
    check(
        &booked,
        "run_posted",
        &["commission_expense/0 500", "commission_payable/3 -700", "commission_payable/4 200"],
    );
    assert_eq!(rules::run_posted(&[]), None);
}

#[test]
fn run_corrected_books_the_difference_alone() {
    let booked = rules::run_corrected(&[(PARTNER, Money::eur(-50))]).unwrap();
    check(&booked, "run_corrected", &["commission_expense/0 -50", "commission_payable/3 50"]);
}

fn paid_out() -> PaidOut {
    PaidOut {
        partner: PARTNER,
        balance: Money::eur(1_000),
        reserve: Money::eur(100),
        credit: Money::eur(200),
        fee: Money::eur(50),
        transfer: Money::eur(650),
    }
}

#[test]
fn batch_made_parts_the_balance() {
    let lines = [
        "commission_payable/3 1000",
        "commission_reserve/3 -100",
        "shop_credit/3 -200",
        "payout_fees/0 -50",
        "commission_in_transit/0 -650",
    ];
    check(&rules::batch_made(&[paid_out()]), "batch_made", &lines);
}

#[test]
fn batch_cancelled_puts_the_parts_together_again() {
    let lines = [
        "commission_payable/3 -1000",
        "commission_reserve/3 100",
        "shop_credit/3 200",
        "payout_fees/0 50",
        "commission_in_transit/0 650",
    ];
    check(&rules::batch_cancelled(&[paid_out()]), "batch_cancelled", &lines);
}

#[test]
fn reserve_freed_is_part_of_the_balance_again() {
    let booked = rules::reserve_freed(&[(PARTNER, Money::eur(100))]);
    check(&booked, "reserve_freed", &["commission_reserve/3 100", "commission_payable/3 -100"]);
}

#[test]
fn reserve_forfeited_makes_commission_cost_less() {
    let booked = rules::reserve_forfeited(PARTNER, Money::eur(100));
    check(&booked, "reserve_forfeited", &["commission_reserve/3 100", "commission_expense/0 -100"]);
}

#[test]
fn debit_returned_is_owed_again_and_the_bank_keeps_its_charge() {
    let booked = rules::debit_returned(BUYER, Money::eur(500), Money::eur(35));
    check(&booked, "debit_returned", &["bank/0 -535", "receivables/7 500", "bank_charges/0 35"]);
}
