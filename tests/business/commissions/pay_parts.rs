//! What becomes of a balance that is paid: reserve, credit for the shop, fee, transfer; and who is not paid.

use kontor::business::actor::Actor;
use kontor::business::checks::CHECKS;
use kontor::business::commissions;
use kontor::business::ledger::{LedgerAccount, LedgerKey, balance, balances_of};
use kontor::business::payments::{
    self, Balance, Batch, BatchState, HoldReason, LeftOutReason, PaidParts, PayTerms, PayoutTerms, ReserveState,
    forfeit_reserve, free_reserve, hold_pay, lift_hold, plan_payout, reserves_of_partner,
};
use kontor::business::permission::Permission;
use kontor::store::{decode, encode};
use kontor::values::{BatchId, Currency, Language, Money, PartnerId, Rate, RunId};

use crate::business::commissions::periods::FAST;
use crate::business::commissions::{May, clerk, manager};
use crate::business::stage::{Stage, day, fetch_file, partner_actor, refused, staff};

const TERMS: &str = "minimum = \"10.00\"\nfee = \"1.50\"\nreserve = \"10 %\"\nreserve_months = 6\ncredit = \"20 %\"";

/// The firm of May under a plan that divides what it pays.
fn dividing() -> (May, RunId) {
    let firm = May::new();
    let plan = commissions::shipped_plans()[0].1;
    let divided = plan.replace("minimum = \"10.00\"", TERMS).replace("version = 1\n", "version = 2\n");
    assert_ne!(plan, divided);
    firm.stage.write(&clerk(), move |tx| commissions::adopt_plan(tx, &divided)).unwrap();
    let run = firm.posted();
    (firm, run)
}

fn pay(firm: &May, run: RunId, on: &'static str) -> BatchId {
    firm.stage.write(&manager(), move |tx| commissions::pay_run(tx, run, day(on))).unwrap()
}

fn owed(stage: &Stage, account: LedgerAccount, partner: u64) -> i64 {
    stage.read(&Actor::system(), |view| -balance(view, LedgerKey { account, sub_account: partner }))
}

fn nothing_is_wrong(stage: &Stage) {
    stage.read(&Actor::system(), |view| {
        for check in CHECKS {
            let defects = check.run(view);
            assert!(defects.is_empty(), "{}: {defects:?}", check.name);
        }
    });
}

/// Balance and freed part of it, then reserve, credit, fee and transfer in cents; nothing where it is not paid.
fn check(terms: PayoutTerms, (balance, freed): (i64, i64), expected: Option<[i64; 4]>) {
    let of = Balance { freed: Money::eur(freed), ..Balance::earned(Money::eur(balance)) };
    let parts = terms.divide(PartnerId::new(1), of);
    let found = parts.map(|parts| {
        assert!(parts.is_exact(), "{parts:?}");
        [parts.reserve, parts.credit, parts.fee, parts.transfer].map(Money::minor)
    });
    assert_eq!(found, expected, "{balance} with {freed} free");
}

#[test]
fn the_template_of_the_fast_start_gives_a_fifth_of_each_payment_as_credit_for_the_shop() {
    let shipped = commissions::shipped_plans();
    let (_, source) = shipped.iter().find(|(file, _)| *file == "plans/fast-start.toml").unwrap();
    let plan = commissions::read_plan(source).unwrap();
    assert_eq!(commissions::settles_in_firm(&plan), Ok(()));
    let terms = plan.payout.terms(Currency::EUR);
    check(terms, (10_000, 0), Some([0, 2_000, 0, 8_000]));
    check(terms, (999, 0), None);
}

#[test]
fn a_balance_is_the_sum_of_its_parts_to_the_cent() {
    let terms = PayoutTerms {
        fee: Money::eur(150),
        credit: Rate::from_percent(20),
        reserve: Rate::from_percent(10),
        reserve_months: 6,
        ..PayoutTerms::plain(Money::eur(1_000))
    };
    check(terms, (10_000, 0), Some([1_000, 1_800, 150, 7_050]));
    // 3.335 and 6.006 are rounded, and nothing is lost.
    check(terms, (3_335, 0), Some([334, 600, 150, 2_251]));
    // What was held back once is not held back again.
    check(terms, (10_000, 4_000), Some([600, 1_880, 150, 7_370]));
    check(terms, (3_000, 4_000), Some([0, 600, 150, 2_250]));
    // Too little, and nothing left after the fee.
    check(terms, (999, 0), None);
    check(PayoutTerms { minimum: Money::eur(0), ..terms }, (200, 0), None);
    check(PayoutTerms { minimum: Money::eur(0), ..terms }, (0, 0), None);
    check(PayoutTerms::plain(Money::eur(0)), (1, 0), Some([0, 0, 0, 1]));
}

#[test]
fn a_balance_that_was_credit_before_leaves_whole_however_small_it_is() {
    let terms =
        PayoutTerms { fee: Money::eur(150), credit: Rate::from_percent(20), ..PayoutTerms::plain(Money::eur(1_000)) };
    let divided = |whole: i64, credit: i64| {
        let of = Balance { credit: Money::eur(credit), ..Balance::earned(Money::eur(whole)) };
        terms.divide(PartnerId::new(1), of).map(|parts| [parts.credit, parts.fee, parts.transfer].map(Money::minor))
    };
    assert_eq!(divided(100, 100), Some([0, 0, 100]));
    // What was taken back since leaves less of it.
    assert_eq!(divided(60, 100), Some([0, 0, 60]));
    assert_eq!(divided(0, 100), None);
    // Pay beside it is paid as ever.
    assert_eq!(divided(999, 900), None);
    assert_eq!(divided(1_100, 100), Some([200, 150, 750]));
}

#[test]
fn every_part_is_booked_and_stands_on_the_statement() {
    let (firm, run) = dividing();
    let batch = pay(&firm, run, "2026-06-05");
    // A has 10.00, B 16.00, C 20.00: a tenth held back, a fifth of the rest credit, 1.50 for each transfer.
    let expected = [(firm.a, [100, 180, 570]), (firm.b, [160, 288, 1_002]), (firm.c, [200, 360, 1_290])];
    let kept = firm.stage.read(&Actor::system(), |view| payments::batch(view, batch).unwrap());
    for (partner, [reserve, credit, transfer]) in expected {
        let parts: PaidParts = kept.parts_of(partner).unwrap();
        assert_eq!(
            [parts.reserve, parts.credit, parts.fee, parts.transfer].map(Money::minor),
            [reserve, credit, 150, transfer]
        );
        assert_eq!(owed(&firm.stage, LedgerAccount::CommissionPayable, partner.number()), 0);
        assert_eq!(owed(&firm.stage, LedgerAccount::CommissionReserve, partner.number()), reserve);
        assert_eq!(owed(&firm.stage, LedgerAccount::ShopCredit, partner.number()), credit);
        let of_partner = payments::transfer_after_run;
        let after = firm.stage.read(&Actor::system(), |view| of_partner(view, run, partner).unwrap());
        assert_eq!((after.parts, after.transfer.amount.minor()), (Some(parts), transfer));
    }
    assert_eq!(kept.total, Money::eur(2_862));
    assert_eq!(owed(&firm.stage, LedgerAccount::PayoutFees, 0), 450);
    assert_eq!(owed(&firm.stage, LedgerAccount::CommissionInTransit, 0), 2_862);
    nothing_is_wrong(&firm.stage);
    // Taken back, everything is as before.
    firm.stage.write(&manager(), move |tx| payments::cancel_batch(tx, batch, "falscher Tag")).unwrap();
    assert_eq!(owed(&firm.stage, LedgerAccount::CommissionPayable, firm.c.number()), 2_000);
    for account in [LedgerAccount::CommissionReserve, LedgerAccount::ShopCredit, LedgerAccount::PayoutFees] {
        let rest = firm.stage.read(&Actor::system(), |view| balances_of(view, account));
        assert!(rest.iter().all(|(_, balance)| *balance == 0), "{account:?}: {rest:?}");
    }
    let states = reserves(&firm, firm.c).into_iter().map(|(_, state, _)| state).collect::<Vec<_>>();
    assert_eq!(states, [ReserveState::TakenBack]);
    nothing_is_wrong(&firm.stage);
}

/// Amount, state and day on which it is free of every reserve, newest first.
fn reserves(firm: &May, partner: PartnerId) -> Vec<(i64, ReserveState, String)> {
    let of_partner = firm.stage.door.read(&partner_actor(partner), |view| reserves_of_partner(view, partner)).unwrap();
    let shown =
        of_partner.into_iter().map(|(_, reserve)| (reserve.amount.minor(), reserve.state, reserve.free_on.to_string()));
    shown.collect()
}

#[test]
fn the_year_says_what_else_left_the_balance() {
    let (firm, run) = dividing();
    let batch = pay(&firm, run, "2026-06-05");
    fetch_file(&firm.stage.door, &manager(), batch, [7; 32]).unwrap();
    firm.stage.on("2026-06-08");
    let c = firm.c;
    let year = kontor::values::Period::parse("2026").unwrap();
    let money = || {
        let sheet = firm.stage.door.read(&partner_actor(c), |view| commissions::year_sheet(view, c, year)).unwrap();
        let money = sheet.money.unwrap();
        [money.owed_before, money.paid, money.taken_off, money.owed_after].map(Money::minor)
    };
    assert_eq!(money(), [0, 1_290, 710, 0]);
    // What is free is owed again.
    firm.stage.write(&manager(), move |tx| free_reserve(tx, c, batch, "hört auf")).unwrap();
    assert_eq!(money(), [0, 1_290, 510, 200]);
    assert_eq!(owed(&firm.stage, LedgerAccount::CommissionPayable, c.number()), 200);
}

#[test]
fn what_is_told_to_the_tax_office_counts_credit_and_is_before_fees() {
    let (firm, run) = dividing();
    let batch = pay(&firm, run, "2026-06-05");
    fetch_file(&firm.stage.door, &manager(), batch, [7; 32]).unwrap();
    firm.stage.on("2026-06-08");
    let year = kontor::values::Period::parse("2026").unwrap();
    let finance = staff(7, &[Permission::PaymentsView]);
    assert!(firm.stage.read(&finance, |view| commissions::payees_of_year(view, year).unwrap()).is_empty());
    firm.stage.sale(firm.a, "2026-06-03", 300_000, 30);
    firm.stage.on("2026-07-02");
    let next = settled(&firm, kontor::values::Period::parse("2026-06").unwrap());
    let second = pay(&firm, next, "2026-07-03");
    fetch_file(&firm.stage.door, &manager(), second, [8; 32]).unwrap();
    firm.stage.on("2026-07-06");
    let rows = firm.stage.read(&finance, |view| commissions::payees_of_year(view, year).unwrap());
    let a = rows.iter().find(|row| row.partner == firm.a).unwrap();
    let parts = |batch: BatchId| {
        firm.stage.read(&Actor::system(), |view| payments::batch(view, batch).unwrap().parts_of(firm.a).unwrap())
    };
    let (first_parts, second_parts) = (parts(batch), parts(second));
    let pay_of = |parts: PaidParts| parts.transfer + parts.credit + parts.fee;
    assert_eq!((a.paid, a.largest), (pay_of(first_parts) + pay_of(second_parts), pay_of(second_parts)));
}

#[test]
fn a_reserve_is_paid_with_the_first_payment_after_its_time_and_not_held_back_again() {
    let (firm, run) = dividing();
    let first = pay(&firm, run, "2026-06-05");
    assert_eq!(reserves(&firm, firm.c), [(200, ReserveState::Held, "2026-12-02".to_owned())]);
    // The day before there is nothing to pay, on the day there is 2.00, which is below the minimum.
    firm.stage.on("2026-12-01");
    let plan = |stage: &Stage| {
        stage.read(&staff(7, &[Permission::PaymentsView]), |view| {
            let terms = commissions::plan(view, "unilevel-simple", 2).unwrap().payout.terms(Money::eur(0).currency());
            plan_payout(view, &PayTerms::of_all(terms)).unwrap()
        })
    };
    assert_eq!(plan(&firm.stage), payments::PayPlan::default());
    firm.stage.on("2026-12-02");
    // As long as the file of the payment is not made, it can be taken back with its reserve, which frees nothing.
    assert_eq!(plan(&firm.stage), payments::PayPlan::default());
    fetch_file(&firm.stage.door, &manager(), first, [7; 32]).unwrap();
    let due = plan(&firm.stage);
    let left: Vec<_> = due.left_out.iter().map(|left| (left.partner, left.balance.minor(), left.reason)).collect();
    let small = LeftOutReason::BelowMinimum;
    assert_eq!(left, [(firm.a, 100, small), (firm.b, 160, small), (firm.c, 200, small)]);
    // C earns in June too: of that a tenth is held back, and of the 2.00 that are free nothing.
    let june = kontor::values::Period::parse("2026-06").unwrap();
    firm.stage.sale(firm.c, "2026-06-03", 10_000, 30);
    let next = settled(&firm, june);
    let owed_to_c = owed(&firm.stage, LedgerAccount::CommissionPayable, firm.c.number());
    let batch = pay(&firm, next, "2026-12-04");
    let parts =
        firm.stage.read(&Actor::system(), |view| payments::batch(view, batch).unwrap().parts_of(firm.c).unwrap());
    assert_eq!(parts.balance.minor(), owed_to_c + 200);
    assert_eq!(parts.reserve, Money::eur(owed_to_c).at_rate(Rate::from_percent(10)));
    let states: Vec<_> = reserves(&firm, firm.c).into_iter().map(|(_, state, _)| state).collect();
    assert_eq!(states, [ReserveState::Held, ReserveState::Freed]);
    assert_eq!(owed(&firm.stage, LedgerAccount::CommissionPayable, firm.c.number()), 0);
    nothing_is_wrong(&firm.stage);
}

pub fn settled(firm: &May, period: kontor::values::Period) -> RunId {
    run_of(firm, "unilevel-simple", period)
}

fn run_of(firm: &May, plan: &'static str, period: kontor::values::Period) -> RunId {
    use kontor::business::approvals::{self, Answer};
    let open = move |tx: &mut kontor::business::tx::Tx<'_, '_, '_>| commissions::open_run(tx, plan, period);
    let run = firm.stage.write(&clerk(), open).unwrap();
    firm.stage.write(&clerk(), move |tx| commissions::calculate_run(tx, run)).unwrap();
    let approval = firm.stage.write(&clerk(), move |tx| commissions::submit_run(tx, run)).unwrap();
    firm.stage.write(&manager(), move |tx| approvals::decide(tx, approval, Answer::Agree, "")).unwrap();
    firm.stage.write(&manager(), move |tx| commissions::post_run(tx, run)).unwrap();
    run
}

#[test]
fn a_reserve_ends_early_only_with_a_reason_and_only_once() {
    let (firm, run) = dividing();
    let batch = pay(&firm, run, "2026-06-05");
    let (b, c) = (firm.b, firm.c);
    let free = |actor: Actor, partner: PartnerId, because: &'static str| {
        firm.stage.write(&actor, move |tx| free_reserve(tx, partner, batch, because))
    };
    let forfeit = |partner: PartnerId, because: &'static str| {
        firm.stage.write(&manager(), move |tx| forfeit_reserve(tx, partner, batch, because))
    };
    // As long as the file is not made, the payout itself can be taken back.
    refused(free(manager(), b, "x"), &["payments_out.refusal.reserve_of_ready"]);
    fetch_file(&firm.stage.door, &manager(), batch, [7; 32]).unwrap();
    refused(free(manager(), b, " "), &["payments_out.refusal.reason_missing@reason"]);
    refused(forfeit(c, ""), &["payments_out.refusal.reason_missing@reason"]);
    refused(free(clerk(), b, "x"), &["business.refusal.not_allowed"]);
    refused(free(manager(), PartnerId::new(99), "x"), &["business.refusal.not_found"]);
    free(manager(), b, "Partnerin hört auf").unwrap();
    forfeit(c, "Ware nicht zurückgegeben").unwrap();
    refused(free(manager(), b, "x"), &["payments_out.refusal.reserve_ended"]);
    refused(forfeit(c, "x"), &["payments_out.refusal.reserve_ended"]);
    assert_eq!(owed(&firm.stage, LedgerAccount::CommissionPayable, b.number()), 160);
    assert_eq!(owed(&firm.stage, LedgerAccount::CommissionReserve, b.number()), 0);
    assert_eq!(owed(&firm.stage, LedgerAccount::CommissionReserve, c.number()), 0);
    // What is forfeited is no expense any more.
    assert_eq!(owed(&firm.stage, LedgerAccount::CommissionExpense, 0), -4_600 + 200);
    let kept = firm.stage.door.read(&partner_actor(c), |view| reserves_of_partner(view, c)).unwrap();
    assert_eq!(kept[0].1.because, "Ware nicht zurückgegeben");
    refused(
        firm.stage.door.read(&partner_actor(b), |view| reserves_of_partner(view, c)),
        &["business.refusal.not_found"],
    );
    nothing_is_wrong(&firm.stage);
}

#[test]
fn whoever_is_held_is_not_paid_until_the_hold_is_lifted() {
    let firm = May::new();
    let run = firm.posted();
    let c = firm.c;
    let hold =
        |because: &'static str| firm.stage.write(&manager(), move |tx| hold_pay(tx, c, HoldReason::Goods, because));
    let lift = |because: &'static str| firm.stage.write(&manager(), move |tx| lift_hold(tx, c, because));
    refused(lift("x"), &["payments_out.refusal.not_held"]);
    refused(hold(" "), &["payments_out.refusal.reason_missing@reason"]);
    refused(
        firm.stage.write(&clerk(), move |tx| hold_pay(tx, c, HoldReason::Question, "x")),
        &["business.refusal.not_allowed"],
    );
    hold("Ware wird geprüft").unwrap();
    refused(hold("x"), &["payments_out.refusal.held_already"]);
    let batch = pay(&firm, run, "2026-06-05");
    let kept = firm.stage.read(&Actor::system(), |view| payments::batch(view, batch).unwrap());
    let left: Vec<_> = kept.left_out.iter().map(|left| (left.partner, left.balance.minor(), left.reason)).collect();
    assert_eq!(left, [(c, 2_000, LeftOutReason::OnHold)]);
    assert_eq!((kept.total, kept.parts.len()), (Money::eur(2_600), 0));
    assert_eq!(owed(&firm.stage, LedgerAccount::CommissionPayable, c.number()), 2_000);
    refused(lift(""), &["payments_out.refusal.reason_missing@reason"]);
    lift("alles in Ordnung").unwrap();
    let next = pay(&firm, run, "2026-06-05");
    let kept = firm.stage.read(&Actor::system(), |view| payments::batch(view, next).unwrap());
    assert_eq!((kept.total, kept.transfers.len()), (Money::eur(2_000), 1));
    // A hold stops a payment that is ready, until it is lifted or the payment is made anew.
    hold("doch noch etwas").unwrap();
    let export = || fetch_file(&firm.stage.door, &manager(), next, [9; 32]);
    refused(export(), &["payments_out.refusal.pay_held"]);
    lift("jetzt aber").unwrap();
    export().unwrap();
    // What the bank may have already is told again as it was.
    hold("zu spät").unwrap();
    export().unwrap();
}

#[test]
fn a_held_payout_says_why_only_where_the_hold_is_the_one_it_was_held_by() {
    let firm = May::new();
    let run = firm.posted();
    let c = firm.c;
    let hold = |told: HoldReason| firm.stage.write(&manager(), move |tx| hold_pay(tx, c, told, "x")).unwrap();
    let lift = || firm.stage.write(&manager(), move |tx| lift_hold(tx, c, "x")).unwrap();
    let told = || -> Vec<(Option<HoldReason>, String)> {
        let own = firm.stage.door.read(&partner_actor(c), |view| payments::payouts_of_partner(view, c)).unwrap();
        own.iter().map(|payout| (payout.held_for, payout.why_not(Language::En))).collect()
    };
    hold(HoldReason::Goods);
    pay(&firm, run, "2026-06-05");
    let goods = (Some(HoldReason::Goods), "Pay held: orders or returns are being checked".to_owned());
    assert_eq!(told(), std::slice::from_ref(&goods));
    lift();
    assert_eq!(told(), [goods]);
    // Held anew for something else: nobody says of the payout before that it was about this.
    firm.stage.sale(firm.a, "2026-06-03", 10_000, 30);
    firm.stage.on("2026-07-02");
    hold(HoldReason::Contract);
    let general = (None, "pay is held".to_owned());
    assert_eq!(told(), std::slice::from_ref(&general));
    let june = settled(&firm, kontor::values::Period::parse("2026-06").unwrap());
    pay(&firm, june, "2026-07-03");
    let contract = (Some(HoldReason::Contract), "Pay held: something about the contract is to be settled".to_owned());
    assert_eq!(told(), [contract.clone(), general.clone()]);
    firm.stage.on("2026-07-06");
    lift();
    assert_eq!(told(), [contract, general]);
}

#[test]
fn a_payment_is_on_the_terms_of_today_whichever_run_it_is_made_from() {
    let firm = May::new();
    let run = firm.posted();
    let later = commissions::shipped_plans()[0].1;
    let later = later.replace("minimum = \"10.00\"", TERMS).replace("version = 1\n", "version = 2\n");
    let later = later.replace("effective_from = 1990-01-01", "effective_from = 2026-06-01");
    firm.stage.write(&clerk(), move |tx| commissions::adopt_plan(tx, &later)).unwrap();
    firm.stage.on("2026-06-05");
    let batch = pay(&firm, run, "2026-06-08");
    let parts = firm.stage.read(&Actor::system(), |view| payments::batch(view, batch).unwrap().parts_of(firm.c));
    assert_eq!(parts.unwrap().reserve, Money::eur(200));
}

#[test]
fn paid_and_not_paid_together_are_all_balances() {
    let firm = May::new();
    let d = firm.stage.partner("D", None);
    firm.stage.sale(d, "2026-05-03", -30_000, 100);
    let e = firm.stage.partner("E", None);
    firm.stage.sale(e, "2026-05-03", 4_995, 100);
    firm.posted();
    let c = firm.c;
    firm.stage.write(&manager(), move |tx| hold_pay(tx, c, HoldReason::Question, "x")).unwrap();
    let terms = PayoutTerms { fee: Money::eur(100), ..PayoutTerms::plain(Money::eur(1_000)) };
    let terms = PayTerms::of_all(terms);
    let looking = staff(7, &[Permission::PaymentsView]);
    let plan = firm.stage.read(&looking, |view| plan_payout(view, &terms).unwrap());
    let all: i64 = firm
        .stage
        .read(&Actor::system(), |view| balances_of(view, LedgerAccount::CommissionPayable))
        .iter()
        .map(|(_, balance)| -balance)
        .sum();
    let paid: i64 = plan.paid.iter().map(|parts| parts.balance.minor()).sum();
    let left: i64 = plan.left_out.iter().map(|left| left.balance.minor()).sum();
    assert_eq!(paid + left, all);
    let reasons: Vec<_> = plan.left_out.iter().map(|left| (left.partner, left.reason)).collect();
    let expected = [(c, LeftOutReason::OnHold), (d, LeftOutReason::Owes), (e, LeftOutReason::BelowMinimum)];
    assert_eq!(reasons, expected);
    refused(
        firm.stage.door.read(&clerk(), |view| plan_payout(view, &terms).map(|_| ())),
        &["business.refusal.not_allowed"],
    );
    // Nothing of the looking is kept.
    assert_eq!(firm.stage.read(&looking, |view| plan_payout(view, &terms).unwrap()), plan);
}

#[test]
fn a_payment_from_before_balances_were_divided_still_opens() {
    let firm = May::new();
    let run = firm.posted();
    let id = pay(&firm, run, "2026-06-05");
    let batch = firm.stage.read(&Actor::system(), |view| payments::batch(view, id).unwrap());
    // Nobody agreed in those days, and no fetch was kept.
    let old = Batch { state: BatchState::Ready, made_by: None, approvals: Vec::new(), ..batch };
    let mut bytes = encode(&old).unwrap();
    assert_eq!(bytes[0], 3);
    for (version, fields) in [(2, 3), (1, 1)] {
        (0..fields).for_each(|_| assert_eq!(bytes.pop(), Some(0)));
        bytes[0] = version;
        assert_eq!(decode::<Batch>(&bytes).unwrap(), old);
    }
}

#[test]
fn each_partner_is_paid_by_the_terms_of_the_plan_that_gave_the_newest_pay() {
    let firm = May::new();
    let may = firm.posted();
    let weekly = format!("{FAST}\n[payout]\nminimum = \"1.00\"\nfee = \"0.50\"\n");
    firm.stage.write(&clerk(), move |tx| commissions::adopt_plan(tx, &weekly)).unwrap();
    firm.stage.sale(firm.b, "2026-06-03", 10_000, 0);
    firm.stage.on("2026-06-09");
    let week = run_of(&firm, "fast", kontor::values::Period::parse("2026-W23").unwrap());
    // Whichever run somebody pays from: A was paid by the month alone, B by the week as well.
    for run in [may, week] {
        let batch = pay(&firm, run, "2026-06-10");
        let kept = firm.stage.read(&Actor::system(), |view| payments::batch(view, batch).unwrap());
        let fee = |partner: PartnerId| kept.parts_of(partner).map(|parts| parts.fee.minor());
        assert_eq!((fee(firm.a), fee(firm.b)), (None, Some(50)));
        firm.stage.write(&manager(), move |tx| payments::cancel_batch(tx, batch, "anders")).unwrap();
    }
    nothing_is_wrong(&firm.stage);
}

#[test]
fn what_another_plan_takes_back_does_not_choose_the_terms() {
    let firm = May::new();
    firm.posted();
    let weekly = format!("{FAST}\n[payout]\nminimum = \"1.00\"\nfee = \"0.50\"\n");
    firm.stage.write(&clerk(), move |tx| commissions::adopt_plan(tx, &weekly)).unwrap();
    firm.stage.sale(firm.b, "2026-06-03", 10_000, 0);
    firm.stage.sale(firm.a, "2026-06-03", -1_000, 0);
    firm.stage.on("2026-06-09");
    let week = run_of(&firm, "fast", kontor::values::Period::parse("2026-W23").unwrap());
    let taken = firm.stage.read(&clerk(), |view| commissions::statement(view, week, firm.a).unwrap().total);
    assert_eq!(taken, Money::eur(-200));
    firm.stage.read(&Actor::system(), |view| {
        let terms = commissions::pay_terms(view, "unilevel-simple", day("2026-06-10"), Money::eur(0).currency());
        let own = terms.unwrap().own;
        assert_eq!(own.get(&firm.a), None, "paid by the month alone");
        assert_eq!(own.get(&firm.b).map(|terms| terms.fee), Some(Money::eur(50)));
    });
}
