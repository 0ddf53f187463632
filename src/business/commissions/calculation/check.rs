//! Named checks: the outcome is counted again, by another way than it was made.

use serde::{Deserialize, Serialize};

use crate::business::commissions::calculation::{Line, Outcome, Portion};
use crate::business::commissions::facts::{Facts, Standing};
use crate::business::commissions::plan::{Bonus, BonusKind, Boundary, Difference, Formula, Generations, Plan};
use crate::business::commissions::two_threads::both;
use crate::text;
use crate::values::Language;

/// Stored with a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Check {
    /// The lines of every person sum to the person's statement.
    LinesEqualStatements,
    /// Lines and breakage together are what the plan gives for the sales.
    NothingLost,
    /// Nobody receives the same bonus twice from one source.
    NothingPaidTwice,
    /// The plan has not settled this period before.
    PeriodOpen,
    /// Everybody who receives has a valid contract.
    PayeesKnown,
    /// Nobody receives who is a customer alone: the firm has no account for their pay.
    PayeesArePartners,
    /// A correction has a posted run that it corrects.
    PeriodPosted,
    /// With the differences of a correction everybody has what the period gives as it is known now.
    DifferencesComplete,
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
            Check::PayeesArePartners => "payees_are_partners",
            Check::PeriodPosted => "period_posted",
            Check::DifferencesComplete => "differences_complete",
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
    let sums = || {
        let given = sum_of_lines(outcome) + sum_of_breakage(outcome);
        [lines_equal_statements(outcome), Check::NothingLost.compare(distributable(plan, outcome), given)]
    };
    let payees = || [nothing_paid_twice(outcome), payees_known(facts, outcome)];
    let (sums, payees) = both(outcome.lines.len(), sums, payees);
    sums.into_iter().chain(payees).collect()
}

/// What the plan gives for all sources together, whoever receives it. Where rates hang on nobody, it is reckoned by
/// rate and source, without any walk; a bonus whose pay only its receivers decide gives what was found for it.
pub fn distributable(plan: &Plan, outcome: &Outcome) -> i64 {
    let given = (0..).zip(&plan.bonuses).map(|(place, bonus)| of_bonus(place, bonus, outcome));
    given.fold(0, i64::saturating_add)
}

fn of_bonus(place: u16, bonus: &Bonus, outcome: &Outcome) -> i64 {
    let plain = |rates: &[Formula]| -> Option<Vec<i64>> {
        rates.iter().map(|rate| if let Formula::Constant(rate) = rate { Some(*rate) } else { None }).collect()
    };
    let (source, rates) = match &bonus.kind {
        BonusKind::Levels(levels) => (&levels.source, plain(&levels.rates)),
        BonusKind::Generations(Generations {
            source,
            boundary: Boundary::When(_),
            ineligible_counts: true,
            rates,
            ..
        }) => (source, plain(rates)),
        BonusKind::Difference(Difference { source, rate, from_level: 0, equal, until: None, .. })
            if equal.is_empty() =>
        {
            (source, rate.highest().map(|highest| vec![highest]))
        }
        _ => return found_for(place, outcome),
    };
    let Some(rates) = rates else { return found_for(place, outcome) };
    let bases = outcome.sources.get(usize::from(place)).map_or(&[][..], |sources| sources.bases.as_slice());
    let portions: Vec<Portion> = rates.iter().map(|rate| Portion::new(source.share(), *rate)).collect();
    bases.iter().flat_map(|base| portions.iter().map(|portion| portion.of(*base))).fold(0, i64::saturating_add)
}

fn found_for(bonus: u16, outcome: &Outcome) -> i64 {
    let lines = outcome.lines.iter().filter(|line| line.bonus == bonus).map(|line| line.amount);
    let breakage = outcome.breakage.iter().filter(|broken| broken.bonus == bonus).map(|broken| broken.amount);
    lines.chain(breakage).sum()
}

fn sum_of_lines(outcome: &Outcome) -> i64 {
    outcome.lines.iter().map(|line| line.amount).sum()
}

fn sum_of_breakage(outcome: &Outcome) -> i64 {
    outcome.breakage.iter().map(|broken| broken.amount).sum()
}

/// Counts people whose lines do not sum to their total, and whether the totals sum to what is paid.
fn lines_equal_statements(outcome: &Outcome) -> CheckResult {
    let mut rest: Vec<i64> = outcome.people.totals.clone();
    let mut nowhere = 0;
    let paid = outcome.lines.iter().map(|line| (line.receiver, line.amount));
    let taken_back = outcome.clawed_back.iter().map(|back| (back.receiver, back.amount));
    for (receiver, amount) in paid.chain(taken_back) {
        match usize::try_from(receiver).ok().and_then(|place| rest.get_mut(place)) {
            Some(sum) => *sum -= amount,
            None => nowhere += 1,
        }
    }
    let unequal = rest.iter().filter(|sum| **sum != 0).count();
    let mut split = outcome.people.totals.clone();
    for pay in &outcome.people.by_bonus {
        split.iter_mut().zip(pay).for_each(|(rest, pay)| *rest -= pay);
    }
    let split = split.iter().filter(|rest| **rest != 0).count();
    Check::LinesEqualStatements.compare(0, i64::try_from(unequal + split).unwrap_or(i64::MAX) + nowhere)
}

/// The lines of one source stand beside each other; nobody is among their receivers twice.
fn nothing_paid_twice(outcome: &Outcome) -> CheckResult {
    let same_source = |one: &Line, two: &Line| one.bonus == two.bonus && one.source == two.source;
    let mut twice = 0_i64;
    for lines in outcome.lines.chunk_by(same_source) {
        let mut receivers: Vec<u32> = lines.iter().map(|line| line.receiver).collect();
        receivers.sort_unstable();
        receivers.dedup();
        twice += i64::try_from(lines.len() - receivers.len()).unwrap_or(i64::MAX);
    }
    let key = |lines: &[Line]| lines.first().map(|line| (line.bonus, line.source));
    let mut sources: Vec<_> = outcome.lines.chunk_by(same_source).map(key).collect();
    let met = sources.len();
    sources.sort_unstable();
    sources.dedup();
    twice += i64::try_from(met - sources.len()).unwrap_or(i64::MAX);
    Check::NothingPaidTwice.compare(0, twice)
}

fn payees_known(facts: &Facts, outcome: &Outcome) -> CheckResult {
    let valid = |place: u32| facts.tree.partner(place).is_some() && facts.standing(place) == Standing::Valid;
    let unknown = outcome.lines.iter().filter(|line| !valid(line.receiver)).count();
    Check::PayeesKnown.compare(0, i64::try_from(unknown).unwrap_or(i64::MAX))
}

/// In the firm; on files customers may have rewards.
pub(in crate::business::commissions) fn payees_are_partners(facts: &Facts, outcome: &Outcome) -> CheckResult {
    let paid = facts.people.customers.iter().zip(&outcome.people.totals);
    let customers = paid.filter(|(customer, total)| **customer && **total != 0).count();
    Check::PayeesArePartners.compare(0, i64::try_from(customers).unwrap_or(i64::MAX))
}
