//! Closed periods by a changed plan, beside the books.

use kontor::business::approvals::{self, Answer};
use kontor::business::commissions::{
    self, Comparison, Pair, Plan, compare_plans, plan_source, read_plan, shipped_plans,
};
use kontor::business::failure::Failure;
use kontor::business::view::View;
use kontor::values::Period;

use crate::business::commissions::{May, clerk, manager, may};
use crate::business::stage::{partner_actor, refused};

fn changed(changes: &[(&str, &str)]) -> Plan {
    let mut source = shipped_plans()[0].1.to_owned();
    for (before, after) in changes {
        assert!(source.contains(before), "the plan has no {before}");
        source = source.replace(before, after);
    }
    read_plan(&source).expect("a plan")
}

fn compared(firm: &May, changed: Plan, periods: usize) -> Result<Comparison, Failure> {
    let compare = |view: &View<'_>| compare_plans(view, "unilevel-simple", (changed, periods), &mut |_, _| true);
    firm.stage.read(&clerk(), compare).map(|comparison| comparison.expect("nobody ended it"))
}

fn pair(held: i64, changed: i64) -> Pair<i64> {
    Pair { held, changed }
}

#[test]
fn a_higher_rate_gives_exactly_its_difference_to_whom_it_concerns() {
    let firm = May::new();
    firm.posted();
    // The first level gives 10 % in place of 6 %: B has 4.00 more of C's 100.00, A 2.00 more of B's 50.00.
    let comparison = compared(&firm, changed(&[("\"6 %\", \"5 %\"", "\"10 %\", \"5 %\"")]), 3).unwrap();
    assert_eq!(comparison.paid(), pair(4_600, 5_200));
    assert_eq!(comparison.sold(), 16_000);
    let bonuses: Vec<(&str, Pair<i64>)> =
        comparison.bonuses.iter().map(|bonus| bonus.name.as_str()).zip(comparison.by_bonus.iter().copied()).collect();
    assert_eq!(bonuses, [("retail", pair(3_200, 3_200)), ("team", pair(1_400, 2_000))]);
    let people: Vec<_> = comparison.people.iter().map(|person| (person.partner, person.pay)).collect();
    assert_eq!(people, [(firm.b, pair(1_600, 2_000)), (firm.a, pair(1_000, 1_200)), (firm.c, pair(2_000, 2_000))]);
    assert_eq!((comparison.winners(), comparison.losers()), ((2, 600), (0, 0)));
    assert!(comparison.by_rank.is_empty(), "a plan without ranks has no table of ranks");
    assert!(comparison.periods[0].as_posted);
}

#[test]
fn the_same_plan_changes_nothing() {
    let firm = May::new();
    firm.posted();
    let comparison = compared(&firm, changed(&[]), 1).unwrap();
    assert_eq!(comparison.paid(), pair(4_600, 4_600));
    assert_eq!((comparison.winners(), comparison.losers()), ((0, 0), (0, 0)));
    assert!(comparison.people.iter().all(|person| person.pay.difference() == 0));
}

#[test]
fn several_periods_are_added_up_and_the_newest_are_taken() {
    let firm = May::new();
    firm.posted();
    let june = Period::parse("2026-06").unwrap();
    firm.stage.on("2026-07-02");
    let run = firm.stage.write(&clerk(), move |tx| commissions::open_run(tx, "unilevel-simple", june)).unwrap();
    let approval = firm.stage.write(&clerk(), move |tx| {
        commissions::calculate_run(tx, run)?;
        commissions::submit_run(tx, run)
    });
    let approval = approval.unwrap();
    firm.stage.write(&manager(), move |tx| approvals::decide(tx, approval, Answer::Agree, "")).unwrap();
    firm.stage.write(&manager(), move |tx| commissions::post_run(tx, run)).unwrap();
    // In June C sells for 777.00; only C is active. 20 % in place of 20 %, and twice as much for customers.
    let plan = changed(&[("rates = [\"20 %\"]", "rates = [\"40 %\"]")]);
    let both = compared(&firm, plan.clone(), 12).unwrap();
    assert_eq!(both.periods.iter().map(|period| period.period).collect::<Vec<_>>(), [may(), june]);
    assert_eq!(both.paid(), pair(4_600 + 15_540, 4_600 + 3_200 + 2 * 15_540));
    let newest = compared(&firm, plan, 1).unwrap();
    assert_eq!(newest.periods.iter().map(|period| period.period).collect::<Vec<_>>(), [june]);
    assert_eq!(newest.paid(), pair(15_540, 2 * 15_540));
}

#[test]
fn the_books_stay_as_they_are() {
    let firm = May::new();
    let run = firm.posted();
    let before = firm.stage.read(&clerk(), |view| commissions::run(view, run).unwrap());
    compared(&firm, changed(&[("rates = [\"20 %\"]", "rates = [\"40 %\"]")]), 1).unwrap();
    let after = firm.stage.read(&clerk(), |view| {
        assert!(plan_source(view, "unilevel-simple", 2).is_none());
        commissions::run(view, run).unwrap()
    });
    assert_eq!(after, before);
}

#[test]
fn nothing_closed_another_period_and_strangers_are_refused() {
    let firm = May::new();
    refused(compared(&firm, changed(&[]), 3), &["commissions.refusal.nothing_settled"]);
    firm.posted();
    let weekly = changed(&[("period = \"month\"", "period = \"week\"")]);
    refused(compared(&firm, weekly, 3), &["commissions.refusal.kind_never_settled@source"]);
    let stranger = partner_actor(firm.a);
    let asked =
        firm.stage.read(&stranger, |view| compare_plans(view, "unilevel-simple", (changed(&[]), 3), &mut |_, _| true));
    assert!(asked.is_err(), "a partner sees what others get");
}

#[test]
fn it_tells_how_far_it_is_and_ends_when_nobody_wants_it_any_more() {
    let firm = May::new();
    firm.posted();
    let mut told = Vec::new();
    let ended = firm.stage.read(&clerk(), |view| {
        compare_plans(view, "unilevel-simple", (changed(&[]), 3), &mut |done, total| {
            told.push((done, total));
            false
        })
    });
    assert!(ended.unwrap().is_none());
    assert_eq!(told, [(0, 1)]);
}

#[test]
fn what_the_changed_plan_asks_for_more_is_read_for_it_alone() {
    let firm = May::new();
    firm.posted();
    // Everybody has given what a payout needs: by the change, and by the change alone, nobody is active.
    let kyc = ("at_least = { own = 20 }", "at_least = { own = 20 }\nneeds = [\"not flag('kyc')\"]");
    let comparison = compared(&firm, changed(&[kyc]), 1).unwrap();
    assert!(comparison.periods[0].as_posted, "the plan that held sees what it saw");
    assert!(comparison.paid().changed < comparison.paid().held);
}
