//! Named checks: the outcome is counted again, by another way than it was made.

use serde::{Deserialize, Serialize};

use crate::business::commissions::calculation::{Line, Outcome};
use crate::business::commissions::facts::{Facts, Standing};
use crate::business::commissions::plan::{BonusKind, Plan, Share};
use crate::text;
use crate::values::{Language, Money};

/// Stored with a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Check {
    /// The lines of every person sum to the person's statement.
    LinesEqualStatements,
    /// Lines and breakage together are what the plan gives for the sales.
    NothingLost,
    /// No level of a bonus is paid twice for one sale.
    NothingPaidTwice,
    /// The plan has not settled this period before.
    PeriodOpen,
    /// Everybody who receives has a valid contract.
    PayeesKnown,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CheckResult {
    pub check: Check,
    pub passed: bool,
    /// What was compared: minor units, or a count of what is wrong.
    pub expected: i64,
    pub found: i64,
}

impl Check {
    /// A stable word for text keys and files.
    pub const fn word(self) -> &'static str {
        match self {
            Check::LinesEqualStatements => "lines_equal_statements",
            Check::NothingLost => "nothing_lost",
            Check::NothingPaidTwice => "nothing_paid_twice",
            Check::PeriodOpen => "period_open",
            Check::PayeesKnown => "payees_known",
        }
    }

    /// What is checked, as a sentence.
    pub fn say(self, language: Language) -> String {
        text!(language, &format!("commissions.check.{}", self.word()))
    }

    pub(in crate::business::commissions) const fn compare(self, expected: i64, found: i64) -> CheckResult {
        CheckResult { check: self, passed: expected == found, expected, found }
    }
}

/// All checks that need no more than plan, facts and outcome.
pub fn check_outcome(plan: &Plan, facts: &Facts, outcome: &Outcome) -> Vec<CheckResult> {
    vec![
        lines_equal_statements(outcome),
        Check::NothingLost.compare(distributable(plan, facts), sum_of_lines(outcome) + sum_of_breakage(outcome)),
        nothing_paid_twice(outcome),
        payees_known(facts, outcome),
    ]
}

/// What the plan gives for all sales together, whoever receives it. Reckoned by rate and sale, without any walk.
pub fn distributable(plan: &Plan, facts: &Facts) -> i64 {
    let mut sum = 0;
    for bonus in &plan.bonuses {
        let BonusKind::Levels(levels) = &bonus.kind;
        for rate in &levels.rates {
            let share = Share::product(bonus.base_share, *rate);
            let sales = facts.sales.iter().filter(|sale| bonus.sales.include(sale.kind));
            sum +=
                sales.map(|sale| share.of(Money::new(sale.base, facts.currency), plan.rounding).minor()).sum::<i64>();
        }
    }
    sum
}

fn sum_of_lines(outcome: &Outcome) -> i64 {
    outcome.lines.iter().map(|line| line.amount).sum()
}

fn sum_of_breakage(outcome: &Outcome) -> i64 {
    outcome.breakage.iter().map(|broken| broken.amount).sum()
}

/// Counts people whose lines do not sum to their total, and whether the totals sum to what is paid.
fn lines_equal_statements(outcome: &Outcome) -> CheckResult {
    let mut rest: Vec<i64> = outcome.people.iter().map(|person| person.total).collect();
    let mut nowhere = 0;
    for line in &outcome.lines {
        match usize::try_from(line.receiver).ok().and_then(|place| rest.get_mut(place)) {
            Some(sum) => *sum -= line.amount,
            None => nowhere += 1,
        }
    }
    let unequal = rest.iter().filter(|sum| **sum != 0).count();
    let split = outcome.people.iter().filter(|person| person.by_bonus.iter().sum::<i64>() != person.total).count();
    Check::LinesEqualStatements.compare(0, i64::try_from(unequal + split).unwrap_or(i64::MAX) + nowhere)
}

/// Lines are sorted by sale, bonus and level; two of one kind would stand beside each other.
fn nothing_paid_twice(outcome: &Outcome) -> CheckResult {
    let key = |line: &Line| (line.sale, line.bonus, line.level);
    let out_of_order = outcome.lines.iter().zip(outcome.lines.iter().skip(1)).filter(|(one, two)| key(one) >= key(two));
    Check::NothingPaidTwice.compare(0, i64::try_from(out_of_order.count()).unwrap_or(i64::MAX))
}

fn payees_known(facts: &Facts, outcome: &Outcome) -> CheckResult {
    let valid = |place: u32| facts.tree.partner(place).is_some() && facts.standing(place) == Standing::Valid;
    let unknown = outcome.lines.iter().filter(|line| !valid(line.receiver)).count();
    Check::PayeesKnown.compare(0, i64::try_from(unknown).unwrap_or(i64::MAX))
}
