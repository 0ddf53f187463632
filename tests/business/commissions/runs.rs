//! The way of a run, and what each of its stations leaves behind.

use kontor::business::actor::Actor;
use kontor::business::approvals::{self, Answer};
use kontor::business::commissions::{
    self, Check, RunState, Unpaid, Verdict, lines_of_statement, statement, statements_of_partner,
};
use kontor::business::ledger::{LedgerAccount, LedgerKey, balance, postings};
use kontor::business::partners;
use kontor::store::{Subject, entries_of, outbox_newest};
use kontor::values::{Language, Money, PartnerId, Period, Rate};

use crate::business::commissions::{May, clerk, manager, may};
use crate::business::stage::{day, partner_actor, refused};

#[test]
fn a_run_goes_from_opening_to_statement_with_amounts_reckoned_by_hand() {
    let firm = May::new();
    let run = firm.posted();
    let expected = [(firm.a, 1_000), (firm.b, 1_600), (firm.c, 2_000)];
    firm.stage.read(&manager(), |view| {
        let sheet = commissions::run_sheet(view, run).unwrap();
        let result = sheet.run.result.unwrap();
        assert_eq!(
            (result.paid, result.breakage, result.distributable),
            (Money::eur(4_600), Money::eur(2_120), Money::eur(6_720))
        );
        assert_eq!((result.sales, result.lines, result.statements, result.payees), (3, 6, 3, 3));
        assert!(result.checks.iter().all(|check| check.passed));
        assert_eq!(result.checks.len(), 6);
        for (partner, cents) in expected {
            let sheet = statement(view, run, partner).unwrap();
            assert_eq!(sheet.total, Money::eur(cents));
            assert_eq!(sheet.bonuses.iter().fold(Money::eur(0), |sum, bonus| sum + bonus.amount), sheet.total);
            let lines = lines_of_statement(view, run, partner, 0).unwrap();
            assert_eq!(lines.iter().fold(Money::eur(0), |sum, line| sum + line.amount), sheet.total);
            assert!(lines_of_statement(view, run, partner, 1).unwrap().is_empty());
            let payable = LedgerKey { account: LedgerAccount::CommissionPayable, sub_account: partner.number() };
            assert_eq!(balance(view, payable), -cents);
        }
        let expense = LedgerKey { account: LedgerAccount::CommissionExpense, sub_account: 0 };
        assert_eq!(balance(view, expense), 4_600);
        let (_, posting) = postings(view, None, 1).pop().unwrap();
        assert_eq!((posting.rule.as_str(), posting.day), ("run_posted", day("2026-05-31")));
        let told: Vec<String> = entries_of(view, &Subject::of(run)).into_iter().map(|entry| entry.event).collect();
        assert_eq!(told, ["run_opened", "run_calculated", "run_submitted", "run_decided", "run_posted"]);
        let letters = outbox_newest(view, None, 3);
        assert!(letters.iter().all(|(_, letter)| letter.template == "statement_ready"));
    });
}

#[test]
fn a_line_explains_itself() {
    let firm = May::new();
    let run = firm.calculated();
    firm.stage.read(&clerk(), |view| {
        let lines = lines_of_statement(view, run, firm.a, 0).unwrap();
        let line = lines.iter().find(|line| line.origin.partner() == Some(firm.c)).unwrap();
        assert_eq!((line.level, line.rate, line.base), (2, Some(Rate::from_percent(5)), Money::eur(10_000)));
        assert_eq!((line.amount, line.origin.day()), (Money::eur(500), Some(day("2026-05-04"))));
        let path: Vec<_> = line.path.steps.iter().map(|step| (step.partner, step.level, step.verdict)).collect();
        let met = Verdict::Met;
        assert_eq!(path, [(firm.c, None, met), (firm.b, Some(1), met), (firm.a, Some(2), met)]);
    });
}

#[test]
fn whoever_is_passed_over_stands_in_the_path_with_the_reason() {
    let firm = May::new();
    let (b, c) = (firm.b, firm.c);
    let d = firm.stage.partner("D", Some("C"));
    firm.stage.sale(d, "2026-05-10", 20_000, 100);
    // C becomes too small for the month, B leaves.
    firm.stage.sale(c, "2026-05-20", -10_000, -30);
    firm.stage.write(&manager(), move |tx| partners::end_contract(tx, b, day("2026-05-15"), "x")).unwrap();
    let run = firm.calculated();
    firm.stage.read(&clerk(), |view| {
        let lines = lines_of_statement(view, run, firm.a, 0).unwrap();
        let line = lines.iter().find(|line| line.origin.partner() == Some(d)).unwrap();
        assert_eq!((line.level, line.amount), (1, Money::eur(1_200)));
        let path: Vec<_> = line.path.steps.iter().map(|step| (step.partner, step.level, step.verdict)).collect();
        let expected = [
            (d, None, Verdict::Met),
            (c, None, Verdict::TooLittle(0)),
            (b, None, Verdict::Left),
            (firm.a, Some(1), Verdict::Met),
        ];
        assert_eq!(path, expected);
        let sheet = statement(view, run, c).unwrap();
        assert_eq!(sheet.predicates[1].verdict, Verdict::TooLittle(0));
        assert_eq!((sheet.predicates[1].asked[0].2, sheet.predicates[1].asked[0].3), (0, 2_000));
        // B has a line from the retail sale before leaving, but no valid contract on the last day.
        let broken = commissions::breakage_of_run(view, run, 0).unwrap();
        assert!(broken.iter().any(|line| line.person == Some(b) && line.why == Unpaid::NotMet(Verdict::Left)));
    });
}

#[test]
fn a_partner_sees_the_own_posted_statement_and_nobody_elses() {
    let firm = May::new();
    let run = firm.approved();
    let see = |who: PartnerId, whom: PartnerId| {
        let actor = partner_actor(who);
        firm.stage.door.read(&actor, |view| statement(view, run, whom)).is_ok()
            && firm.stage.door.read(&actor, |view| lines_of_statement(view, run, whom, 0)).is_ok()
    };
    assert!(!see(firm.b, firm.b), "not before it is posted");
    firm.stage.write(&manager(), move |tx| commissions::post_run(tx, run)).unwrap();
    assert!(see(firm.b, firm.b));
    assert!(!see(firm.b, firm.a) && !see(firm.a, firm.b), "neither upwards nor downwards");
    let own = firm.stage.door.read(&partner_actor(firm.b), |view| statements_of_partner(view, firm.b)).unwrap();
    assert_eq!(own, [(run, may(), Money::eur(1_600))]);
    refused(
        firm.stage.door.read(&partner_actor(firm.b), |view| statements_of_partner(view, firm.a)),
        &["business.refusal.not_found"],
    );
    refused(
        firm.stage.door.read(&partner_actor(firm.b), |view| commissions::statements_of_run(view, run)),
        &["business.refusal.not_allowed"],
    );
}

#[test]
fn a_partner_without_sales_gets_a_statement_of_nothing() {
    let firm = May::new();
    let e = firm.stage.partner("E", None);
    let run = firm.posted();
    firm.stage.read(&manager(), |view| {
        let sheet = statement(view, run, e).unwrap();
        assert_eq!((sheet.total, sheet.lines, sheet.team_size), (Money::eur(0), 0, 1));
        assert!(lines_of_statement(view, run, e, 0).unwrap().is_empty());
    });
}

#[test]
fn a_simulation_gives_what_the_run_gives_and_keeps_nothing() {
    let firm = May::new();
    let simulation =
        firm.stage.door.read(&clerk(), |view| commissions::simulate(view, "unilevel-simple", may())).unwrap();
    assert_eq!((simulation.paid(), simulation.broken()), (Money::eur(4_600), Money::eur(2_120)));
    assert_eq!(simulation.distributable(), Money::eur(6_720));
    assert_eq!(simulation.breakage().len(), 3);
    assert!(firm.stage.read(&clerk(), |view| commissions::runs(view).is_empty()));
    let own = partner_actor(firm.b);
    let (sheet, lines) =
        firm.stage.door.read(&own, |view| commissions::work_out(view, "unilevel-simple", may())?.own(view)).unwrap();
    assert_eq!((sheet.total, lines.len()), (Money::eur(1_600), 2));
    let run = firm.posted();
    firm.stage.read(&clerk(), |view| {
        assert_eq!(commissions::statements_of_run(view, run).unwrap().len(), simulation.statements().len());
        assert_eq!(lines_of_statement(view, run, firm.b, 0).unwrap(), lines);
        assert_eq!(statement(view, run, firm.b).unwrap(), sheet);
    });
    refused(
        firm.stage.door.read(&own, |view| commissions::simulate(view, "unilevel-simple", may()).map(|_| ())),
        &["business.refusal.not_allowed"],
    );
    refused(
        firm.stage.door.read(&clerk(), |view| {
            let running = Period::month_of(view.today());
            commissions::simulate(view, "unilevel-simple", running)?;
            commissions::simulate(view, "unilevel-simple", running.next()).map(|_| ())
        }),
        &["commissions.refusal.period_not_begun@period"],
    );
}

#[test]
fn nobody_agrees_to_the_own_work() {
    let firm = May::new();
    let (run, approval) = firm.submitted();
    // The clerk has the permission, but opened the run.
    refused(
        firm.stage.write(&clerk(), move |tx| approvals::decide(tx, approval, Answer::Agree, "")),
        &["approvals.refusal.own_work"],
    );
    assert!(firm.stage.read(&clerk(), |view| approvals::approvals_to_decide(view).is_empty()));
    assert_eq!(firm.stage.read(&manager(), |view| approvals::approvals_to_decide(view).len()), 1);
    refused(
        firm.stage.write(&Actor::operator(), move |tx| approvals::decide(tx, approval, Answer::Agree, "")),
        &["approvals.refusal.needs_account"],
    );
    refused(
        firm.stage.write(&manager(), move |tx| approvals::decide(tx, approval, Answer::Refuse, " ")),
        &["approvals.refusal.reason_missing@reason"],
    );
    refused(
        firm.stage.write(&partner_actor(firm.a), move |tx| approvals::decide(tx, approval, Answer::Agree, "")),
        &["business.refusal.not_allowed"],
    );
    firm.stage.write(&manager(), move |tx| approvals::decide(tx, approval, Answer::Refuse, "zu hoch")).unwrap();
    assert_eq!(firm.state(run), RunState::Refused);
    refused(
        firm.stage.write(&manager(), move |tx| approvals::decide(tx, approval, Answer::Agree, "")),
        &["approvals.refusal.already_decided"],
    );
    // Somebody else who asks is barred as well as the one who opened it.
    firm.stage.write(&clerk(), move |tx| commissions::calculate_run(tx, run)).unwrap();
    let asking = kontor::business::actor::Actor { permissions: clerk().permissions, ..manager() };
    let approval = firm.stage.write(&asking, move |tx| commissions::submit_run(tx, run)).unwrap();
    for actor in [clerk(), manager()] {
        refused(
            firm.stage.write(&actor, move |tx| approvals::decide(tx, approval, Answer::Agree, "")),
            &["approvals.refusal.own_work"],
        );
    }
}

#[test]
fn whoever_has_calculated_a_run_had_a_hand_in_it() {
    let firm = May::new();
    let (run, _) = firm.submitted();
    let helping = Actor { permissions: clerk().permissions, ..manager() };
    firm.stage.write(&helping, move |tx| commissions::calculate_run(tx, run)).unwrap();
    let approval = firm.stage.write(&clerk(), move |tx| commissions::submit_run(tx, run)).unwrap();
    refused(
        firm.stage.write(&manager(), move |tx| approvals::decide(tx, approval, Answer::Agree, "")),
        &["approvals.refusal.own_work"],
    );
}

#[test]
fn a_new_calculation_takes_the_request_for_agreement_back() {
    let firm = May::new();
    let (run, approval) = firm.submitted();
    firm.stage.sale(firm.c, "2026-05-30", 1_000, 1);
    firm.stage.write(&clerk(), move |tx| commissions::calculate_run(tx, run)).unwrap();
    assert_eq!(firm.state(run), RunState::Calculated);
    refused(
        firm.stage.write(&manager(), move |tx| approvals::decide(tx, approval, Answer::Agree, "")),
        &["approvals.refusal.already_decided"],
    );
    firm.stage.read(&clerk(), |view| {
        let result = commissions::run(view, run).unwrap().result.unwrap();
        assert_eq!(result.sales, 4);
        assert_eq!(statement(view, run, firm.c).unwrap().total, Money::eur(2_200));
    });
}

#[test]
fn what_changed_after_the_agreement_stops_the_posting() {
    let firm = May::new();
    let run = firm.approved();
    firm.stage.sale(firm.c, "2026-05-30", 1_000, 1);
    refused(
        firm.stage.write(&manager(), move |tx| commissions::post_run(tx, run)),
        &["commissions.refusal.facts_changed"],
    );
    let moved = May::new();
    let run = moved.approved();
    let c = moved.c;
    moved
        .stage
        .write(&manager(), move |tx| partners::change_sponsor(tx, c, None, day("2026-05-01"), "Einigung"))
        .unwrap();
    refused(
        moved.stage.write(&manager(), move |tx| commissions::post_run(tx, run)),
        &["commissions.refusal.facts_changed"],
    );
}

#[test]
fn a_posted_run_never_changes_and_its_period_is_closed() {
    let firm = May::new();
    let run = firm.posted();
    let posted = ["commissions.refusal.run_posted"];
    refused(firm.stage.write(&clerk(), move |tx| commissions::calculate_run(tx, run)), &posted);
    refused(firm.stage.write(&clerk(), move |tx| commissions::submit_run(tx, run).map(|_| ())), &posted);
    refused(firm.stage.write(&clerk(), move |tx| commissions::cancel_run(tx, run, "x")), &posted);
    refused(firm.stage.write(&manager(), move |tx| commissions::post_run(tx, run)), &posted);
    refused(
        firm.stage.write(&clerk(), |tx| commissions::open_run(tx, "unilevel-simple", may())),
        &["commissions.refusal.period_settled@period"],
    );
    let c = firm.c;
    refused(
        firm.stage.write(&manager(), move |tx| partners::change_sponsor(tx, c, None, day("2026-05-31"), "x")),
        &["partners.refusal.period_closed@from"],
    );
    refused(
        firm.stage.write(&manager(), move |tx| partners::end_contract(tx, c, day("2026-05-31"), "x")),
        &["partners.refusal.period_closed@on"],
    );
}

#[test]
fn a_closed_period_gives_the_same_again_after_later_moves() {
    let firm = May::new();
    let run = firm.posted();
    let hash = |firm: &May| {
        let simulated =
            firm.stage.door.read(&clerk(), |view| commissions::simulate(view, "unilevel-simple", may())).unwrap();
        simulated.outcome.hash
    };
    let stored = firm.stage.read(&clerk(), |view| commissions::run(view, run).unwrap().result.unwrap().outcome_hash);
    assert_eq!(hash(&firm), stored);
    let (b, c) = (firm.b, firm.c);
    firm.stage.on("2026-06-20");
    firm.stage.write(&manager(), move |tx| partners::change_sponsor(tx, c, None, day("2026-06-01"), "x")).unwrap();
    firm.stage.write(&manager(), move |tx| partners::end_contract(tx, b, day("2026-06-05"), "x")).unwrap();
    firm.stage.sale(c, "2026-06-10", 5_000, 20);
    assert_eq!(hash(&firm), stored);
}

#[test]
fn a_cancelled_run_stays_with_its_reason_and_the_period_opens_anew() {
    let firm = May::new();
    let (run, approval) = firm.submitted();
    refused(
        firm.stage.write(&clerk(), move |tx| commissions::cancel_run(tx, run, " ")),
        &["commissions.refusal.reason_missing@reason"],
    );
    firm.stage.write(&clerk(), move |tx| commissions::cancel_run(tx, run, "falscher Plan")).unwrap();
    let cancelled = firm.stage.read(&clerk(), |view| commissions::run(view, run).unwrap());
    assert_eq!((cancelled.state, cancelled.cancelled_because.as_str()), (RunState::Cancelled, "falscher Plan"));
    refused(
        firm.stage.write(&manager(), move |tx| approvals::decide(tx, approval, Answer::Agree, "")),
        &["approvals.refusal.already_decided"],
    );
    refused(
        firm.stage.write(&clerk(), move |tx| commissions::calculate_run(tx, run)),
        &["commissions.refusal.run_cancelled"],
    );
    assert_ne!(firm.posted(), run);
}

#[test]
fn every_check_and_state_has_a_sentence() {
    for language in Language::ALL {
        for check in [Check::LinesEqualStatements, Check::NothingLost, Check::NothingPaidTwice, Check::PeriodOpen] {
            assert!(!check.say(language).contains("commissions."));
        }
        for state in RunState::ALL {
            assert!(!state.say(language).contains("commissions."));
        }
        assert!(!Verdict::TooLittle(0).say(language).contains("commissions."));
    }
}
