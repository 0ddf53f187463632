//! What a month would give with more sales: by the real engine, and nothing of it stays.

use std::sync::Arc;

use kontor::business::commissions::{self, Facts, WhatIf, WhatIfAnswer, gather_facts, what_if, work_out};
use kontor::business::failure::Failure;
use kontor::business::partners;
use kontor::business::view::View;
use kontor::values::{Money, PartnerId, Period};

use crate::business::commissions::periods::FAST;
use crate::business::commissions::{May, clerk, manager};
use crate::business::stage::{keys, partner_actor, staff};

fn nothing() -> WhatIf {
    WhatIf { own_customers: Money::eur(0), team: Money::eur(0), new_partners: 0, each: Money::eur(0) }
}

/// By the plan of the firm, in one month.
fn in_month(view: &View<'_>, month: Period, wish: &WhatIf) -> Result<WhatIfAnswer, Failure> {
    let running = [Arc::new(work_out(view, "unilevel-simple", month)?)];
    Ok(what_if(view, &running, wish)?.remove(0))
}

/// June is running: C has sold for 777.00.
fn june(firm: &May, partner: PartnerId, wish: WhatIf) -> Result<WhatIfAnswer, Failure> {
    firm.stage.on("2026-06-02");
    let month = Period::parse("2026-06").unwrap();
    firm.stage.read(&partner_actor(partner), |view| in_month(view, month, &wish))
}

fn bonuses(answer: &WhatIfAnswer) -> Vec<(i64, i64)> {
    let pairs = answer.before.bonuses.iter().zip(&answer.after.bonuses);
    pairs.map(|(before, after)| (before.amount.minor(), after.amount.minor())).collect()
}

#[test]
fn what_own_customers_buy_more_pays_as_a_sale_does() {
    let firm = May::new();
    let answer = june(&firm, firm.c, WhatIf { own_customers: Money::eur(10_000), ..nothing() }).unwrap();
    assert_eq!(bonuses(&answer), [(15_540, 17_540), (0, 0)]);
    assert_eq!(answer.after.total - answer.before.total, Money::eur(2_000));
}

#[test]
fn what_the_team_sells_more_pays_those_above_while_they_are_active() {
    let firm = May::new();
    // A and B have sold nothing in June and are not active: more sales of C give them nothing.
    let answer = june(&firm, firm.b, WhatIf { team: Money::eur(10_000), ..nothing() }).unwrap();
    assert_eq!(bonuses(&answer), [(0, 0), (0, 0)]);
    // With own sales B is active, and is paid for C's.
    let wish = WhatIf { team: Money::eur(10_000), own_customers: Money::eur(10_000), ..nothing() };
    let answer = june(&firm, firm.b, wish).unwrap();
    let (own, team) = (bonuses(&answer)[0], bonuses(&answer)[1]);
    assert_eq!(own, (0, 2_000));
    // 6 % of 777.00 that C has sold, and of the 100.00 more.
    assert_eq!(team, (0, 5_262));
    assert!(!answer.team_left_out);
}

#[test]
fn new_partners_are_of_the_first_level() {
    let firm = May::new();
    let wish = WhatIf { own_customers: Money::eur(10_000), new_partners: 3, each: Money::eur(5_000), ..nothing() };
    let answer = june(&firm, firm.c, wish).unwrap();
    // 6 % of 50.00, three times.
    assert_eq!(bonuses(&answer)[1], (0, 900));
    assert_eq!(answer.after.team_size, answer.before.team_size + 3);
}

#[test]
fn with_nobody_below_the_sales_of_a_team_are_left_out() {
    let firm = May::new();
    let answer = june(&firm, firm.c, WhatIf { team: Money::eur(10_000), ..nothing() }).unwrap();
    assert!(answer.team_left_out);
    assert_eq!(answer.before.total, answer.after.total);
}

#[test]
fn nothing_changes_nothing_and_points_follow_the_month() {
    let firm = May::new();
    let answer = june(&firm, firm.a, nothing()).unwrap();
    assert_eq!(answer.before, answer.after);
    // 500 points for 777.00: 64.35 for a hundred.
    assert_eq!((answer.hundred, answer.points_per_hundred), (Money::eur(10_000), 6_435));
}

#[test]
fn impossible_figures_are_refused_each_beside_its_field() {
    let firm = May::new();
    let refused = |wish: WhatIf| keys(&june(&firm, firm.a, wish).unwrap_err());
    assert_eq!(refused(WhatIf { team: Money::eur(-1), ..nothing() }), ["commissions.refusal.what_if_amount@team"]);
    assert_eq!(
        refused(WhatIf { own_customers: Money::eur(100_000_001), new_partners: 201, ..nothing() }),
        ["commissions.refusal.what_if_amount@own_customers", "commissions.refusal.what_if_partners@new_partners"]
    );
    june(&firm, firm.a, WhatIf { own_customers: Money::eur(100_000_000), new_partners: 200, ..nothing() }).unwrap();
}

#[test]
fn it_is_asked_by_partners_with_a_contract_for_themselves() {
    let firm = May::new();
    let month = Period::parse("2026-06").unwrap();
    for actor in [clerk(), staff(60, &[])] {
        let failure = firm.stage.read(&actor, |view| in_month(view, month, &nothing()).map(|_| ()).unwrap_err());
        assert_eq!(keys(&failure), ["business.refusal.not_allowed"]);
    }
    let leaver = firm.c;
    firm.stage.write(&manager(), move |tx| partners::end_contract(tx, leaver, tx.today(), "auf Wunsch")).unwrap();
    firm.stage.on("2026-07-02");
    let july = Period::parse("2026-07").unwrap();
    let own = partner_actor(firm.c);
    let failure = firm.stage.read(&own, |view| in_month(view, july, &nothing()).map(|_| ()).unwrap_err());
    assert_eq!(keys(&failure), ["partners.refusal.own_contract_ended"]);
}

#[test]
fn what_is_settled_each_week_is_reckoned_with_the_month_by_the_same_thought() {
    let firm = May::new();
    firm.stage.write(&clerk(), |tx| commissions::adopt_plan(tx, FAST)).unwrap();
    firm.stage.on("2026-06-02");
    let periods = ["2026-W23", "2026-06"].map(|period| Period::parse(period).unwrap());
    // The week gives sellers 20 %, the month gives those above 5 %; A's team sells 100.00 more, all of it C's.
    let wish = WhatIf { own_customers: Money::eur(1_000), team: Money::eur(10_000), ..nothing() };
    let answers = firm.stage.read(&partner_actor(firm.b), |view| {
        let running: Result<Vec<_>, Failure> =
            periods.iter().map(|period| Ok(Arc::new(work_out(view, "fast", *period)?))).collect();
        what_if(view, &running?, &wish)
    });
    let gained: Vec<(Period, Money)> = answers
        .unwrap()
        .into_iter()
        .map(|answer| (answer.before.period, answer.after.total - answer.before.total))
        .collect();
    assert_eq!(gained, [(periods[0], Money::eur(200)), (periods[1], Money::eur(500))]);
    let none = firm.stage.read(&partner_actor(firm.b), |view| what_if(view, &[], &wish).unwrap().len());
    assert_eq!(none, 0, "nothing is running");
}

#[test]
fn thawed_facts_freeze_into_the_same_facts() {
    let firm = May::new();
    firm.posted();
    for month in ["2026-05", "2026-06"] {
        let month = Period::parse(month).unwrap();
        firm.stage.read(&clerk(), |view| {
            let plan = commissions::plans_on(view, month.first()).remove(0);
            let facts = gather_facts(view, &plan, month, view.zone()).unwrap();
            let again = Facts::freeze(facts.thaw()).unwrap().with_factors(&plan.factors);
            assert_eq!(again, facts);
        });
    }
}
