//! Correction runs: what becomes known late of a closed period is booked as a difference, and nothing is rewritten.

use kontor::business::actor::Actor;
use kontor::business::approvals::{self, Answer};
use kontor::business::commissions::{
    self, Check, LineOrigin, RunState, corrections_of, late_changes_of, lines_of_statement, reckons_otherwise,
    rests_on_corrected, statement,
};
use kontor::business::ledger::{LedgerAccount, LedgerKey, balance, postings};
use kontor::business::orders::{self, CreditOrder, Fate, ImportOrder, Imported, ReturnGoods, ReturnLine};
use kontor::business::partners::{self, ImportedPartner};
use kontor::business::permission::Permission;
use kontor::values::{Money, OrderId, PartnerId, Period, RunId};

use crate::business::commissions::{May, clerk, manager, may};
use crate::business::stage::{day, imported_order, person, refused, staff};

fn late_sale(firm: &May, number: &str, partner: PartnerId, on: &str, base: i64, points: i64) -> OrderId {
    let late_because = "Beleg kam mit der Post".to_owned();
    let order = ImportOrder { late_because, ..imported_order(number, partner, day(on), base, points) };
    match firm.stage.write(&Actor::operator(), move |tx| orders::import_order(tx, &order)).unwrap() {
        Imported::New(id) | Imported::Known(id) => id,
    }
}

fn credit(firm: &May, order: OrderId, to: PartnerId) -> Result<(), kontor::business::failure::Failure> {
    let seen_version = firm.stage.read(&Actor::system(), |view| orders::order(view, order).unwrap().version);
    let command = CreditOrder { order, seen_version, to, reason: "falsche Partnernummer".to_owned() };
    firm.stage.write(&staff(5, &[Permission::OrdersCorrect]), move |tx| orders::credit_order(tx, &command))
}

fn opened(firm: &May, run: RunId) -> RunId {
    firm.stage.write(&clerk(), move |tx| commissions::open_correction(tx, run, "später Beleg")).unwrap()
}

/// From opening to the agreement.
fn agreed(firm: &May, run: RunId) -> RunId {
    let id = opened(firm, run);
    firm.stage.write(&clerk(), move |tx| commissions::calculate_run(tx, id)).unwrap();
    let approval = firm.stage.write(&clerk(), move |tx| commissions::submit_run(tx, id)).unwrap();
    firm.stage.write(&manager(), move |tx| approvals::decide(tx, approval, Answer::Agree, "")).unwrap();
    id
}

fn corrected(firm: &May, run: RunId) -> RunId {
    let id = agreed(firm, run);
    firm.stage.write(&manager(), move |tx| commissions::post_run(tx, id)).unwrap();
    id
}

fn owed(firm: &May, partner: PartnerId) -> i64 {
    let key = LedgerKey { account: LedgerAccount::CommissionPayable, sub_account: partner.number() };
    firm.stage.read(&Actor::system(), |view| -balance(view, key))
}

/// Of each line of a statement: its amount, the run and line that it corrects, and what was posted before.
fn differences(firm: &May, run: RunId, partner: PartnerId) -> Vec<(i64, RunId, Option<u32>, i64)> {
    firm.stage.read(&clerk(), |view| {
        let lines = lines_of_statement(view, run, partner, 0).unwrap();
        let of_line = |line: &commissions::CommissionLine| {
            let corrects = line.corrects.unwrap();
            assert_eq!(corrects.period, may());
            (line.amount.minor(), corrects.run, corrects.line, corrects.before.minor())
        };
        lines.iter().map(of_line).collect()
    })
}

fn order_of(firm: &May, partner: PartnerId, on: &str) -> OrderId {
    firm.stage.read(&Actor::system(), |view| {
        let all = orders::orders_of_partner(view, partner, 99);
        all.into_iter().find(|id| orders::order(view, *id).unwrap().day == day(on)).unwrap()
    })
}

#[test]
fn a_late_sale_books_what_it_would_have_given_and_nothing_else() {
    let firm = May::new();
    let first = firm.posted();
    let before = firm.stage.read(&clerk(), |view| commissions::run(view, first));
    late_sale(&firm, "L-1", firm.c, "2026-05-20", 20_000, 10);
    let late = firm.stage.read(&clerk(), |view| late_changes_of(view, first).unwrap());
    assert_eq!((late.len(), late[0].before.is_none(), late[0].because.as_str()), (1, true, "Beleg kam mit der Post"));
    let id = corrected(&firm, first);
    // A sale of 200.00: 20 % for C, 6 % for B, 5 % for A; 11 % for nobody.
    let expected = [(firm.a, 1_000), (firm.b, 1_200), (firm.c, 4_000)];
    for (partner, cents) in expected {
        assert_eq!(differences(&firm, id, partner), [(cents, first, None, 0)]);
    }
    assert_eq!((owed(&firm, firm.a), owed(&firm, firm.b), owed(&firm, firm.c)), (2_000, 2_800, 6_000));
    firm.stage.read(&clerk(), |view| {
        let run = commissions::run(view, id).unwrap();
        let result = run.result.unwrap();
        assert_eq!((result.paid, result.breakage), (Money::eur(6_200), Money::eur(2_200)));
        assert_eq!((result.distributable, result.lines, result.statements), (Money::eur(8_400), 3, 3));
        let checks: Vec<Check> = result.checks.iter().map(|check| check.check).collect();
        assert!(checks.contains(&Check::PeriodPosted) && checks.contains(&Check::DifferencesComplete), "{checks:?}");
        assert_eq!(run.period, may());
        assert_eq!(statement(view, id, firm.c).unwrap().total, Money::eur(4_000));
        assert_eq!(commissions::breakage_of_run(view, id, 0).unwrap().len(), 1);
        // What was posted stays as it was.
        assert_eq!(commissions::run(view, first), before);
        assert_eq!(statement(view, first, firm.c).unwrap().total, Money::eur(2_000));
        let (_, posting) = postings(view, None, 1).pop().unwrap();
        assert_eq!((posting.rule.as_str(), posting.day), ("run_corrected", day("2026-06-02")));
        assert_eq!(corrections_of(view, first), [id]);
        assert!(late_changes_of(view, first).unwrap().is_empty(), "it is counted");
        assert!(commissions::periods_to_correct(view).unwrap().is_empty());
    });
}

#[test]
fn an_order_that_moves_takes_back_here_and_gives_there() {
    let firm = May::new();
    let first = firm.posted();
    let order = order_of(&firm, firm.c, "2026-05-04");
    credit(&firm, order, firm.a).unwrap();
    firm.stage.read(&clerk(), |view| {
        let late = late_changes_of(view, first).unwrap();
        assert_eq!(late[0].before.as_ref().map(|sale| sale.credited_to), Some(firm.c));
        assert_eq!((late[0].after.credited_to, late[0].because.as_str()), (firm.a, "falsche Partnernummer"));
        assert_eq!(orders::orders_of_partner(view, firm.c, 99).iter().filter(|id| **id == order).count(), 0);
        assert_eq!(orders::order_version(view, order, 1).unwrap().credited_to, Some(firm.c), "the former one is kept");
    });
    let id = corrected(&firm, first);
    // A sold it himself now: 20.00 more, and no 5.00 of level 2; B's 6.00 and C's 20.00 fall away.
    let line_of = |partner: PartnerId, amount: i64| {
        firm.stage.read(&clerk(), |view| {
            let lines = lines_of_statement(view, first, partner, 0).unwrap();
            u32::try_from(1 + lines.iter().position(|line| line.amount == Money::eur(amount)).unwrap()).unwrap()
        })
    };
    let from_first = |partner: PartnerId, amount: i64| (-amount, first, Some(line_of(partner, amount)), amount);
    assert_eq!(differences(&firm, id, firm.a), [(2_000, first, None, 0), from_first(firm.a, 500)]);
    assert_eq!(differences(&firm, id, firm.b), [from_first(firm.b, 600)]);
    assert_eq!(differences(&firm, id, firm.c), [from_first(firm.c, 2_000)]);
    assert_eq!((owed(&firm, firm.a), owed(&firm, firm.b), owed(&firm, firm.c)), (2_500, 1_000, 0));
    firm.stage.read(&clerk(), |view| {
        let result = commissions::run(view, id).unwrap().result.unwrap();
        assert_eq!(
            (result.paid, result.breakage, result.distributable),
            (Money::eur(-1_100), Money::eur(1_100), Money::eur(0))
        );
    });
    // What comes back later takes back what the correction has paid, from whom it has paid.
    let back = ReturnGoods {
        order,
        lines: vec![ReturnLine { line: 1, quantity: 1, fate: Fate::WriteOff }],
        reason: "gefällt nicht".to_owned(),
    };
    firm.stage.on("2026-06-10");
    firm.stage.write(&staff(6, Permission::ALL), move |tx| orders::return_goods(tx, &back)).unwrap();
    firm.stage.on("2026-07-02");
    let june = Period::parse("2026-06").unwrap();
    let simulated = firm.stage.read(&clerk(), |view| commissions::simulate(view, "unilevel-simple", june).unwrap());
    let taken = simulated.all_lines().into_iter().filter_map(|(partner, line)| match line.origin {
        LineOrigin::Clawback { paid_by, .. } => Some((partner, line.amount.minor(), paid_by)),
        _ => None,
    });
    assert_eq!(taken.collect::<Vec<_>>(), [(firm.a, -2_000, Some(id))]);
}

#[test]
fn a_second_correction_goes_on_from_the_first() {
    let firm = May::new();
    let first = firm.posted();
    let order = late_sale(&firm, "L-1", firm.c, "2026-05-20", 20_000, 10);
    let second = corrected(&firm, first);
    credit(&firm, order, firm.b).unwrap();
    // Opened at the correction, it corrects the same period.
    let third = corrected(&firm, second);
    assert_eq!(differences(&firm, third, firm.c), [(-4_000, second, Some(1), 4_000)]);
    // B sold it: 40.00 instead of 12.00; A has 6 % of it instead of 5 %, on another level.
    assert_eq!(differences(&firm, third, firm.b), [(4_000, first, None, 0), (-1_200, second, Some(1), 1_200)]);
    assert_eq!(differences(&firm, third, firm.a), [(1_200, first, None, 0), (-1_000, second, Some(1), 1_000)]);
    assert_eq!((owed(&firm, firm.a), owed(&firm, firm.b), owed(&firm, firm.c)), (2_200, 5_600, 2_000));
    firm.stage.read(&clerk(), |view| assert_eq!(corrections_of(view, first), [second, third]));
}

#[test]
fn where_nothing_differs_nothing_is_booked() {
    let firm = May::new();
    let first = firm.posted();
    let before = firm.stage.read(&clerk(), |view| postings(view, None, 99).len());
    let id = corrected(&firm, first);
    firm.stage.read(&clerk(), |view| {
        let result = commissions::run(view, id).unwrap().result.unwrap();
        assert_eq!((result.paid, result.lines, result.statements), (Money::eur(0), 0, 0));
        assert_eq!(postings(view, None, 99).len(), before);
    });
}

#[test]
fn what_was_credited_to_another_and_back_again_waits_for_nothing() {
    let firm = May::new();
    let first = firm.posted();
    let waiting = || firm.stage.read(&clerk(), |view| commissions::late_changes_of(view, first).unwrap().len());
    let order = order_of(&firm, firm.c, "2026-05-04");
    credit(&firm, order, firm.a).unwrap();
    assert_eq!(waiting(), 1);
    credit(&firm, order, firm.b).unwrap();
    assert_eq!(waiting(), 2);
    credit(&firm, order, firm.c).unwrap();
    assert_eq!(waiting(), 0);
    firm.stage.read(&clerk(), |view| assert!(commissions::periods_to_correct(view).unwrap().is_empty()));
    // What arrived late waits, wherever it went since.
    let late = late_sale(&firm, "L-1", firm.c, "2026-05-20", 20_000, 10);
    credit(&firm, late, firm.a).unwrap();
    credit(&firm, late, firm.c).unwrap();
    assert_eq!(waiting(), 3);
}

#[test]
fn where_only_the_program_reckons_otherwise_nothing_is_corrected() {
    let firm = May::new();
    let first = firm.posted();
    let before = firm.stage.read(&clerk(), |view| postings(view, None, 99).len());
    let id = opened(&firm, first);
    let otherwise = || firm.stage.read(&clerk(), |view| reckons_otherwise(view, id).unwrap());
    assert!(!otherwise(), "posted by this very program");
    firm.reckoned_otherwise(first);
    let only_program = ["commissions.refusal.only_program_changed"];
    refused(firm.stage.write(&clerk(), move |tx| commissions::calculate_run(tx, id)), &only_program);
    refused(firm.stage.read(&clerk(), |view| commissions::settle_run(view, id).map(drop)), &only_program);
    assert_eq!(firm.state(id), RunState::Open);
    assert_eq!(firm.stage.read(&clerk(), |view| postings(view, None, 99).len()), before);
    // What became known late is booked all the same, and whoever agrees is told.
    late_sale(&firm, "L-1", firm.c, "2026-05-20", 20_000, 10);
    assert!(otherwise());
    firm.stage.write(&clerk(), move |tx| commissions::calculate_run(tx, id)).unwrap();
    assert_eq!(differences(&firm, id, firm.c), [(4_000, first, None, 0)]);
    // The next correction goes on from this one, which this program has posted.
    let approval = firm.stage.write(&clerk(), move |tx| commissions::submit_run(tx, id)).unwrap();
    firm.stage.write(&manager(), move |tx| approvals::decide(tx, approval, Answer::Agree, "")).unwrap();
    firm.stage.write(&manager(), move |tx| commissions::post_run(tx, id)).unwrap();
    assert!(!otherwise());
    let next = corrected(&firm, first);
    let result = firm.stage.read(&clerk(), |view| commissions::run(view, next).unwrap().result.unwrap());
    assert_eq!((result.paid, result.lines), (Money::eur(0), 0));
}

#[test]
fn an_agreed_run_that_the_program_reckons_otherwise_by_now_is_not_posted() {
    let firm = May::new();
    let run = firm.approved();
    firm.reckoned_otherwise(run);
    refused(
        firm.stage.write(&manager(), move |tx| commissions::post_run(tx, run)),
        &["commissions.refusal.reckoned_otherwise"],
    );
}

#[test]
fn what_changes_after_the_agreement_stops_the_posting() {
    let firm = May::new();
    let first = firm.posted();
    late_sale(&firm, "L-1", firm.c, "2026-05-20", 20_000, 10);
    let id = agreed(&firm, first);
    late_sale(&firm, "L-2", firm.c, "2026-05-21", 10_000, 10);
    refused(
        firm.stage.write(&manager(), move |tx| commissions::post_run(tx, id)),
        &["commissions.refusal.facts_changed"],
    );
    firm.stage.write(&clerk(), move |tx| commissions::calculate_run(tx, id)).unwrap();
    let paid = firm.stage.read(&clerk(), |view| commissions::run(view, id).unwrap().result.unwrap().paid);
    assert_eq!(paid, Money::eur(9_300), "both of them");
}

/// Settles June, in which something of May came back or not, and corrects May after it.
fn june_after_a_corrected_may(with_return: bool) -> (May, RunId, RunId, RunId) {
    let firm = May::new();
    let first = firm.posted();
    if with_return {
        let lines = vec![ReturnLine { line: 1, quantity: 1, fate: Fate::WriteOff }];
        let order = order_of(&firm, firm.b, "2026-05-31");
        let back = ReturnGoods { order, lines, reason: "gefällt nicht".to_owned() };
        firm.stage.on("2026-06-10");
        firm.stage.write(&staff(6, Permission::ALL), move |tx| orders::return_goods(tx, &back)).unwrap();
    }
    firm.stage.on("2026-07-02");
    let june = Period::parse("2026-06").unwrap();
    let open = move |tx: &mut kontor::business::tx::Tx<'_, '_, '_>| commissions::open_run(tx, "unilevel-simple", june);
    let next = firm.stage.write(&clerk(), open).unwrap();
    firm.stage.write(&clerk(), move |tx| commissions::calculate_run(tx, next)).unwrap();
    let approval = firm.stage.write(&clerk(), move |tx| commissions::submit_run(tx, next)).unwrap();
    firm.stage.write(&manager(), move |tx| approvals::decide(tx, approval, Answer::Agree, "")).unwrap();
    firm.stage.write(&manager(), move |tx| commissions::post_run(tx, next)).unwrap();
    late_sale(&firm, "L-1", firm.c, "2026-05-20", 20_000, 10);
    let waiting = firm.stage.read(&clerk(), |view| commissions::periods_to_correct(view).unwrap());
    assert_eq!(waiting.iter().map(|(id, _, late)| (*id, late.len())).collect::<Vec<_>>(), [(first, 1)]);
    assert_eq!(firm.stage.read(&clerk(), |view| rests_on_corrected(view, next).unwrap()), None, "not yet");
    let id = corrected(&firm, first);
    (firm, first, next, id)
}

#[test]
fn a_later_period_is_told_that_what_it_rests_on_was_corrected() {
    let (firm, first, next, id) = june_after_a_corrected_may(true);
    let rests = |run: RunId| firm.stage.read(&clerk(), |view| rests_on_corrected(view, run).unwrap());
    assert_eq!((rests(next), rests(first)), (Some(id), None));
    corrected(&firm, next);
    assert_eq!(rests(next), None, "it was reckoned once more");
    // A plan in which no month takes anything from another has nothing to tell.
    let (firm, _, next, _) = june_after_a_corrected_may(false);
    assert_eq!(firm.stage.read(&clerk(), |view| rests_on_corrected(view, next).unwrap()), None);
}

/// From opening to the agreement.
fn june_agreed(firm: &May) -> RunId {
    let june = Period::parse("2026-06").unwrap();
    let open = move |tx: &mut kontor::business::tx::Tx<'_, '_, '_>| commissions::open_run(tx, "unilevel-simple", june);
    let next = firm.stage.write(&clerk(), open).unwrap();
    firm.stage.write(&clerk(), move |tx| commissions::calculate_run(tx, next)).unwrap();
    let approval = firm.stage.write(&clerk(), move |tx| commissions::submit_run(tx, next)).unwrap();
    firm.stage.write(&manager(), move |tx| approvals::decide(tx, approval, Answer::Agree, "")).unwrap();
    next
}

fn came_back(firm: &May, partner: PartnerId, sold_on: &str) {
    let lines = vec![ReturnLine { line: 1, quantity: 1, fate: Fate::WriteOff }];
    let back = ReturnGoods { order: order_of(firm, partner, sold_on), lines, reason: "gefällt nicht".to_owned() };
    firm.stage.on("2026-06-10");
    firm.stage.write(&staff(6, Permission::ALL), move |tx| orders::return_goods(tx, &back)).unwrap();
}

fn rests(firm: &May, run: RunId) -> Option<RunId> {
    firm.stage.read(&clerk(), |view| rests_on_corrected(view, run).unwrap())
}

#[test]
fn what_a_period_rests_on_is_told_by_the_order_of_posting_and_not_of_opening() {
    let post = |firm: &May, run: RunId| firm.stage.write(&manager(), move |tx| commissions::post_run(tx, run)).unwrap();
    // The correction is opened before June, and posted after it.
    let firm = May::new();
    let first = firm.posted();
    came_back(&firm, firm.b, "2026-05-31");
    late_sale(&firm, "L-1", firm.c, "2026-05-20", 20_000, 10);
    let correction = agreed(&firm, first);
    firm.stage.on("2026-07-02");
    let next = june_agreed(&firm);
    assert!(correction < next);
    post(&firm, next);
    assert_eq!(rests(&firm, next), None, "nothing is corrected yet");
    firm.stage.on("2026-07-03");
    post(&firm, correction);
    assert_eq!(rests(&firm, next), Some(correction));
    // The other way round June has counted it.
    let firm = May::new();
    let first = firm.posted();
    came_back(&firm, firm.b, "2026-05-31");
    firm.stage.on("2026-07-02");
    let next = june_agreed(&firm);
    late_sale(&firm, "L-1", firm.c, "2026-05-20", 20_000, 10);
    firm.stage.on("2026-07-03");
    let correction = corrected(&firm, first);
    assert!(next < correction);
    firm.stage.on("2026-07-04");
    // June takes back what the correction says was paid now, and is agreed to once more.
    refused(
        firm.stage.write(&manager(), move |tx| commissions::post_run(tx, next)),
        &["commissions.refusal.facts_changed"],
    );
    firm.stage.write(&clerk(), move |tx| commissions::calculate_run(tx, next)).unwrap();
    let approval = firm.stage.write(&clerk(), move |tx| commissions::submit_run(tx, next)).unwrap();
    firm.stage.write(&manager(), move |tx| approvals::decide(tx, approval, Answer::Agree, "")).unwrap();
    post(&firm, next);
    assert_eq!(rests(&firm, next), None);
}

#[test]
fn where_what_was_taken_back_stays_the_same_the_correction_of_the_later_period_books_nothing() {
    let (firm, _, next, id) = june_after_a_corrected_may(true);
    assert_eq!(rests(&firm, next), Some(id));
    let again = corrected(&firm, next);
    firm.stage.read(&clerk(), |view| {
        let result = commissions::run(view, again).unwrap().result.unwrap();
        assert_eq!((result.paid, result.lines), (Money::eur(0), 0));
    });
    assert_eq!(rests(&firm, next), None, "somebody has looked");
}

#[test]
fn a_return_that_is_settled_like_a_sale_rests_on_no_earlier_period() {
    let firm = May::new();
    let first = firm.posted();
    // Nobody has settled April.
    came_back(&firm, firm.c, "2026-04-30");
    firm.stage.on("2026-07-02");
    let next = june_agreed(&firm);
    firm.stage.write(&manager(), move |tx| commissions::post_run(tx, next)).unwrap();
    late_sale(&firm, "L-1", firm.c, "2026-05-20", 20_000, 10);
    firm.stage.on("2026-07-03");
    corrected(&firm, first);
    assert_eq!(rests(&firm, next), None);
}

#[test]
fn a_period_that_reckons_another_again_rests_on_it() {
    let firm = May::new();
    let again = format!("{}\n[refunds]\nhow = \"again\"\n", commissions::shipped_plans()[0].1);
    let again = again.replace("version = 1\n", "version = 2\n");
    firm.stage.write(&clerk(), move |tx| commissions::adopt_plan(tx, &again)).unwrap();
    let first = firm.posted();
    came_back(&firm, firm.b, "2026-05-31");
    firm.stage.on("2026-07-02");
    let next = june_agreed(&firm);
    firm.stage.write(&manager(), move |tx| commissions::post_run(tx, next)).unwrap();
    late_sale(&firm, "L-1", firm.c, "2026-05-20", 20_000, 10);
    firm.stage.on("2026-07-03");
    let correction = corrected(&firm, first);
    assert_eq!(rests(&firm, next), Some(correction));
    corrected(&firm, next);
    assert_eq!(rests(&firm, next), None);
}

#[test]
fn a_correction_needs_a_posted_run_a_reason_and_to_be_the_only_one() {
    let firm = May::new();
    let run = firm.calculated();
    let open = |run: RunId, because: &'static str| {
        firm.stage.write(&clerk(), move |tx| commissions::open_correction(tx, run, because))
    };
    let (unposted, no_reason) = ("commissions.refusal.nothing_to_correct", "commissions.refusal.reason_missing@reason");
    refused(open(run, " "), &[unposted, no_reason]);
    refused(open(RunId::new(99), "x"), &["business.refusal.not_found"]);
    let firm = May::new();
    let run = firm.posted();
    let open = |actor: &Actor, because: &'static str| {
        firm.stage.write(actor, move |tx| commissions::open_correction(tx, run, because))
    };
    refused(open(&manager(), "x"), &["business.refusal.not_allowed"]);
    let id = open(&clerk(), "x").unwrap();
    refused(open(&clerk(), "x"), &["commissions.refusal.run_open"]);
    // Given up, another one can be opened; and the period itself stays closed.
    firm.stage.write(&clerk(), move |tx| commissions::cancel_run(tx, id, "doch nicht")).unwrap();
    assert_eq!(firm.state(open(&clerk(), "x").unwrap()), RunState::Open);
    refused(
        firm.stage.write(&clerk(), |tx| commissions::open_run(tx, "unilevel-simple", may())),
        &["commissions.refusal.period_settled@period"],
    );
}

#[test]
fn a_sale_of_a_closed_period_needs_a_reason_and_an_order_a_partner_of_its_day() {
    let firm = May::new();
    let other = firm.stage.partner("N", None);
    let newcomer = ImportedPartner {
        number: "M".to_owned(),
        person: person("M"),
        joined_on: day("2026-05-10"),
        left_on: None,
        enroller: None,
        sponsor: None,
        terms_version: "2026-01".to_owned(),
    };
    firm.stage.write(&Actor::operator(), move |tx| partners::import_partner(tx, &newcomer)).unwrap();
    let newcomer = firm.stage.read(&Actor::system(), |view| partners::partner_by_number(view, "M").unwrap());
    firm.posted();
    let unsaid = imported_order("L-9", firm.c, day("2026-05-20"), 1_000, 1);
    refused(
        firm.stage.write(&Actor::operator(), move |tx| orders::import_order(tx, &unsaid)),
        &["orders.refusal.period_closed@day"],
    );
    let order = order_of(&firm, firm.c, "2026-05-04");
    refused(credit(&firm, order, firm.c), &["orders.refusal.credited_already@partner"]);
    refused(credit(&firm, order, PartnerId::new(999)), &["orders.refusal.partner_unknown@partner"]);
    refused(credit(&firm, order, newcomer), &["orders.refusal.no_partner_then@partner"]);
    credit(&firm, order, firm.b).unwrap();
    credit(&firm, order, other).unwrap();
    let changed = CreditOrder { order, seen_version: 1, to: firm.a, reason: "x".to_owned() };
    let clerk_of_orders = staff(5, &[Permission::OrdersCorrect]);
    refused(
        firm.stage.write(&clerk_of_orders, move |tx| orders::credit_order(tx, &changed)),
        &["orders.refusal.changed_meanwhile"],
    );
    let no_reason = CreditOrder { order, seen_version: 3, to: firm.a, reason: " ".to_owned() };
    refused(
        firm.stage.write(&clerk_of_orders, move |tx| orders::credit_order(tx, &no_reason)),
        &["orders.refusal.reason_missing@reason"],
    );
}
