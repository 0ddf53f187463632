//! What each rule of the books makes of its facts.

use kontor::business::ledger::rules::{
    self, Booked, ChargedBefore, DocumentFigures, PaidOut, ReversedPayment, TaxedSum,
};
use kontor::business::ledger::{TaxTag, rate_of_sub_account};
use kontor::values::{Country, CustomerId, Money, PartnerId, Rate, VatCategory};

const BUYER: Option<CustomerId> = Some(CustomerId::new(7));
const PARTNER: PartnerId = PartnerId::new(3);

/// `account/sub_account amount`, one for each line.
fn check(booked: &Booked, rule: &str, expected: &[impl AsRef<str>]) {
    let said: Vec<String> = booked
        .lines()
        .iter()
        .map(|(key, amount)| format!("{}/{} {}", key.account.word(), key.sub_account, amount.minor()))
        .collect();
    assert_eq!((booked.rule(), said), (rule, expected.iter().map(|line| line.as_ref().to_owned()).collect()));
    assert_eq!(booked.lines().iter().map(|(_, amount)| amount.minor()).sum::<i64>(), 0);
}

fn sold(percent: i64, net: i64) -> TaxedSum {
    let rate = Rate::from_percent(percent);
    let tag = TaxTag { country: Country::AT, category: VatCategory::Standard, rate };
    TaxedSum { tag, net: Money::eur(net), tax: Money::eur(net).at_rate(rate) }
}

fn document() -> DocumentFigures {
    DocumentFigures { customer: BUYER, gross: Money::eur(3_500), groups: vec![sold(10, 1_000), sold(20, 2_000)] }
}

/// The sub-accounts of Austrian VAT at 10 and at 20 per cent.
const TEN: u64 = 71_829_049_935_520;

#[test]
fn the_tax_of_a_sale_is_a_sub_account_and_back() {
    assert_eq!(sold(10, 1).tag.sub_account(), TEN);
    for category in VatCategory::ALL {
        let rate = if category == VatCategory::Standard { Rate::from_millionths(255_000) } else { Rate::ZERO };
        let tag = TaxTag { country: Country::parse("XI").unwrap(), category, rate };
        assert_eq!(TaxTag::of_sub_account(tag.sub_account()), Some(tag));
    }
    for from_before in [0, 100_000, 255_000] {
        assert_eq!(TaxTag::of_sub_account(from_before), None);
        assert_eq!(rate_of_sub_account(from_before).millionths(), i64::try_from(from_before).unwrap());
    }
}

fn lines_of(sign: i64) -> [String; 5] {
    let (ten, twenty) = (TEN, TEN + 100_000);
    [
        format!("receivables/7 {}", 3_500 * sign),
        format!("revenue/{ten} {}", -1_000 * sign),
        format!("revenue/{twenty} {}", -2_000 * sign),
        format!("output_vat/{ten} {}", -100 * sign),
        format!("output_vat/{twenty} {}", -400 * sign),
    ]
}

#[test]
fn invoice_issued_parts_the_gross_into_revenue_and_tax_by_tag() {
    check(&rules::invoice_issued(&document()), "invoice_issued", &lines_of(1));
}

#[test]
fn credit_note_issued_is_an_invoice_the_other_way_round() {
    check(&rules::credit_note_issued(&document()), "credit_note_issued", &lines_of(-1));
}

#[test]
fn partial_invoice_issued_is_an_invoice_under_its_own_word() {
    check(&rules::partial_invoice_issued(&document()), "partial_invoice_issued", &lines_of(1));
}

fn advance() -> [String; 5] {
    let (ten, twenty) = (TEN, TEN + 100_000);
    [
        "receivables/7 3500".to_owned(),
        format!("down_payments/{ten} -1000"),
        format!("output_vat/{ten} -100"),
        format!("down_payments/{twenty} -2000"),
        format!("output_vat/{twenty} -400"),
    ]
}

#[test]
fn down_payment_invoiced_owes_its_tax_and_earns_nothing() {
    check(&rules::down_payment_invoiced(&document()), "down_payment_invoiced", &advance());
}

#[test]
fn final_invoice_issued_earns_what_was_paid_in_advance_and_takes_parts_off() {
    let part = |percent, net, is_down_payment| {
        let sold = sold(percent, net);
        ChargedBefore { is_down_payment, gross: sold.net + sold.tax, groups: vec![sold] }
    };
    let before = [part(10, 500, true), part(20, 1_500, false)];
    let (ten, twenty) = (TEN, TEN + 100_000);
    let lines = [
        "receivables/7 1150".to_owned(),
        format!("revenue/{ten} -1000"),
        format!("output_vat/{ten} -100"),
        format!("revenue/{twenty} -500"),
        format!("output_vat/{twenty} -100"),
        format!("down_payments/{ten} 500"),
        format!("output_vat/{ten} 50"),
    ];
    check(&rules::final_invoice_issued(&document(), &before), "final_invoice_issued", &lines);
}

#[test]
fn document_cancelled_books_what_the_figures_below_zero_say() {
    let booked = rules::document_cancelled(rules::credit_note_issued(&document()));
    check(&booked, "document_cancelled", &lines_of(-1));
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

/// Which taxes stand on the document, which way it goes, and what the rule makes of it.
#[test]
fn self_billed_books_the_tax_of_each_status_both_ways() {
    let (input, cost) = ("input_vat/0", "commission_expense/0");
    let cases: [(&str, i64, i64, bool, &[String]); 4] = [
        ("regular", 200, 0, true, &[format!("{input} 200"), "commission_payable/3 -200".to_owned()]),
        (
            "abroad and outside the union",
            0,
            200,
            true,
            &[format!("{input} 200"), "reverse_charge_vat/0 -200".to_owned()],
        ),
        ("regular, of a small firm", 200, 0, false, &[format!("{cost} 200"), "commission_payable/3 -200".to_owned()]),
        ("abroad, of a small firm", 0, 200, false, &[format!("{cost} 200"), "reverse_charge_vat/0 -200".to_owned()]),
    ];
    for (name, charged, owed, deducts, expected) in cases {
        let tax = |sign: i64| rules::SelfBilledTax {
            partner: PARTNER,
            charged: Money::eur(sign * charged),
            owed: Money::eur(sign * owed),
            deducts,
        };
        let back: Vec<String> = expected.iter().map(|line| turned(line)).collect();
        check(&rules::self_billed(&tax(1)).unwrap(), "self_billed", expected);
        // A month below zero, and what takes a document back.
        check(&rules::self_billed(&tax(-1)).unwrap(), "self_billed", &back);
        check(&rules::self_billed_cancelled(&tax(-1)).unwrap(), "self_billed_cancelled", &back);
        // An objection takes the charged tax back at once; what the firm owes itself it owes all the same.
        match rules::self_billed_objected(&tax(1)) {
            Some(booked) => check(&booked, "self_billed_objected", &back),
            None => assert_eq!(charged, 0, "{name}"),
        }
    }
    let nothing = rules::SelfBilledTax { partner: PARTNER, charged: Money::eur(0), owed: Money::eur(0), deducts: true };
    assert_eq!(rules::self_billed(&nothing), None, "a small business");
}

/// The same line the other way round.
fn turned(line: &str) -> String {
    match line.split_once(" -") {
        Some((account, amount)) => format!("{account} {amount}"),
        None => line.replace(' ', " -"),
    }
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
fn batch_executed_leaves_the_bank_and_back() {
    let amount = Money::eur(650);
    check(&rules::batch_executed(amount), "batch_executed", &["commission_in_transit/0 650", "bank/0 -650"]);
    check(&rules::execution_reversed(amount), "execution_reversed", &["commission_in_transit/0 -650", "bank/0 650"]);
}

#[test]
fn transfer_returned_is_owed_again() {
    let amount = Money::eur(650);
    check(
        &rules::transfer_returned(PARTNER, amount),
        "transfer_returned",
        &["bank/0 650", "commission_payable/3 -650"],
    );
    check(&rules::return_reversed(PARTNER, amount), "return_reversed", &["bank/0 -650", "commission_payable/3 650"]);
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
fn reminder_fee_charged_is_owed_without_tax() {
    let booked = rules::reminder_fee_charged(BUYER, Money::eur(500));
    check(&booked, "reminder_fee_charged", &["receivables/7 500", "reminder_fees/0 -500"]);
}

#[test]
fn default_interest_charged_is_owed_without_tax() {
    let booked = rules::default_interest_charged(None, Money::eur(37));
    check(&booked, "default_interest_charged", &["receivables/0 37", "interest_income/0 -37"]);
}

#[test]
fn reminder_charge_waived_is_a_charge_the_other_way_round() {
    let booked = rules::reminder_charge_waived(rules::default_interest_charged(BUYER, Money::eur(37)));
    check(&booked, "reminder_charge_waived", &["receivables/7 -37", "interest_income/0 37"]);
}

#[test]
fn debit_returned_is_owed_again_and_the_bank_keeps_its_charge() {
    let booked = rules::debit_returned(BUYER, Money::eur(500), Money::eur(35));
    check(&booked, "debit_returned", &["bank/0 -535", "receivables/7 500", "bank_charges/0 35"]);
}

/// Skonto of goods at 10 and at 20 per cent.
fn skonto(sign: i64) -> Vec<String> {
    vec![
        format!("skonto_given/{TEN} {}", 100 * sign),
        format!("skonto_given/{} {}", TEN + 100_000, 200 * sign),
        format!("output_vat/{TEN} {}", 10 * sign),
        format!("output_vat/{} {}", TEN + 100_000, 40 * sign),
    ]
}

#[test]
fn payment_less_skonto_settles_the_whole_and_corrects_the_tax() {
    let let_off = [sold(10, 100), sold(20, 200)];
    let lines = |sign: i64| {
        let bank = format!("bank/0 {}", 3_150 * sign);
        let owed = format!("receivables/7 {}", -3_500 * sign);
        [vec![bank], skonto(sign), vec![owed]].concat()
    };
    let booked = rules::payment_less_skonto(BUYER, Money::eur(3_150), &let_off);
    check(&booked, "payment_less_skonto", &lines(1));
    let booked = rules::less_skonto_reversed(BUYER, Money::eur(3_150), &let_off);
    check(&booked, "payment_reversed", &lines(-1));
}

#[test]
fn skonto_taken_back_is_owed_again_with_its_tax() {
    let booked = rules::skonto_taken_back(BUYER, &[sold(10, 100), sold(20, 200)]);
    check(&booked, "skonto_taken_back", &[skonto(-1), vec!["receivables/7 350".to_owned()]].concat());
}
