//! Each check, broken on purpose.

use kontor::business::commissions::{
    Check, Outcome, Standing, calculate, check_outcome, facts_of_example, read_plan, shipped_plans,
};

/// The first example of the shipped plan, with one thing broken; which checks see it?
fn seen(break_it: impl FnOnce(&mut Outcome)) -> Vec<Check> {
    let plan = read_plan(shipped_plans()[0].1).unwrap();
    let facts = facts_of_example(&plan, &plan.examples[0]);
    let mut outcome = calculate(&plan, &facts).unwrap();
    break_it(&mut outcome);
    let results = check_outcome(&plan, &facts, &outcome);
    results.into_iter().filter(|result| !result.passed).map(|result| result.check).collect()
}

#[test]
fn a_sound_outcome_passes() {
    assert_eq!(seen(|_| ()), []);
}

#[test]
fn an_amount_that_differs_from_the_statement_is_seen() {
    assert_eq!(seen(|outcome| outcome.people.totals[0] += 1), [Check::LinesEqualStatements]);
    assert_eq!(seen(|outcome| outcome.people.by_bonus[0][0] += 1), [Check::LinesEqualStatements]);
    assert_eq!(
        seen(|outcome| outcome.lines[0].amount += 1),
        [Check::LinesEqualStatements, Check::NothingLost],
        "and so is a line that pays a cent too much"
    );
}

#[test]
fn a_lost_line_is_seen() {
    assert!(seen(|outcome| outcome.lines.truncate(3)).contains(&Check::NothingLost));
}

#[test]
fn coins_of_rounding_are_one_row_of_breakage_and_nothing_is_lost() {
    let plan = read_plan(include_str!("../../plans/difference-cents.toml")).unwrap();
    for (example, left) in plan.examples.iter().zip([-1, 1]) {
        let facts = facts_of_example(&plan, example);
        let outcome = calculate(&plan, &facts).unwrap();
        let rows: Vec<_> = outcome.breakage.iter().map(|broken| (broken.is_rounding(), broken.amount)).collect();
        assert_eq!(rows, [(true, left)]);
        assert!(check_outcome(&plan, &facts, &outcome).iter().all(|result| result.passed));
    }
}

#[test]
fn a_level_that_is_paid_twice_is_seen() {
    let twice = seen(|outcome| {
        let again = outcome.lines[0];
        outcome.lines.insert(1, again);
        outcome.people.totals[usize::try_from(again.receiver).unwrap()] += again.amount;
        outcome.people.by_bonus[usize::from(again.bonus)][usize::try_from(again.receiver).unwrap()] += again.amount;
    });
    assert_eq!(twice, [Check::NothingLost, Check::NothingPaidTwice]);
}

#[test]
fn a_payee_without_a_contract_is_seen() {
    let plan = read_plan(shipped_plans()[0].1).unwrap();
    let mut facts = facts_of_example(&plan, &plan.examples[0]);
    let outcome = calculate(&plan, &facts).unwrap();
    let receiver = usize::try_from(outcome.lines[0].receiver).unwrap();
    facts.standings[receiver] = Standing::Left;
    let failed: Vec<_> = check_outcome(&plan, &facts, &outcome)
        .into_iter()
        .filter(|result| !result.passed)
        .map(|result| (result.check, result.found))
        .collect();
    assert_eq!(failed, [(Check::PayeesKnown, 1)]);
}
