//! Whether ranks and predicates can be reached at all, and whether each rank asks for more than the one below.

use std::collections::BTreeMap;

use crate::business::commissions::plan::{
    Formula, LadderMode, MILLION, Need, PersonValue, Plan, PlanTrouble, Rank, Reach, Sign, Together,
};
use crate::business::failure::Complaint;

/// Deeper than any plan leads from one value to the next.
const DEPTH_MAX: u16 = 20;

pub(super) fn ranks_that_cannot_be(plan: &Plan) -> Vec<PlanTrouble> {
    let mut troubles = Vec::new();
    for rank in &plan.ranks.ranks {
        let key = "commissions.plan.rank_never";
        troubles.extend(never(plan, &rank.needs).map(|need| told(rank.line, key, &rank.name, &need.text)));
    }
    for predicate in &plan.predicates {
        let key = "commissions.plan.predicate_never";
        let found = never(plan, &predicate.needs);
        troubles.extend(found.map(|need| told(predicate.line, key, &predicate.name, &need.text)));
    }
    for (place, rank) in plan.ranks.ranks.iter().enumerate() {
        let lower = plan.ranks.ranks.iter().take(place).find(|lower| asks_for_no_more(rank, lower));
        troubles.extend(lower.map(|lower| {
            let complaint = Complaint::new("commissions.plan.rank_weaker");
            let complaint = complaint.with("rank", rank.name.clone()).with("lower", lower.name.clone());
            PlanTrouble { line: rank.line, complaint }
        }));
    }
    troubles
}

fn told(line: u32, key: &'static str, rank: &str, need: &str) -> PlanTrouble {
    PlanTrouble { line, complaint: Complaint::new(key).with("rank", rank).with("need", need) }
}

/// Whoever has the lower rank meets all needs of the higher one too.
fn asks_for_no_more(higher: &Rank, lower: &Rank) -> bool {
    let follows = |need: &Need| {
        lower.needs.iter().any(|other| match (need.reach, other.reach) {
            (Some(need), Some(other)) => {
                need.volume == other.volume && need.at_least_millionths <= other.at_least_millionths
            }
            _ => need.formula == other.formula,
        })
    };
    higher.needs.iter().all(follows)
}

/// The first need that can never hold together with those before it.
fn never<'n>(plan: &Plan, needs: &'n [Need]) -> Option<&'n Need> {
    let mut bounds: BTreeMap<&Formula, Range> = BTreeMap::new();
    needs.iter().find(|need| {
        let possible = range(plan, &need.formula, DEPTH_MAX).highest != Some(0);
        !possible || !joins(plan, &need.formula, &mut bounds)
    })
}

/// Narrows what is known of a value by one more condition; `false` where nothing is left.
fn joins<'n>(plan: &Plan, need: &'n Formula, bounds: &mut BTreeMap<&'n Formula, Range>) -> bool {
    let Formula::Operation(sign, pair) = need else { return true };
    let [first, second] = &**pair;
    let (value, wanted) = match (sign, first, second) {
        (Sign::And, ..) => return joins(plan, first, bounds) && joins(plan, second, bounds),
        (Sign::LessOrEqual, Formula::Constant(least), value) => (value, Range::at_least(*least)),
        (Sign::LessOrEqual, value, Formula::Constant(most)) => (value, Range::at_most(*most)),
        (Sign::Less, Formula::Constant(below), value) => (value, Range::at_least(below.saturating_add(1))),
        (Sign::Less, value, Formula::Constant(above)) => (value, Range::at_most(above.saturating_sub(1))),
        (Sign::Equal, value, Formula::Constant(exact)) => (value, Range::only(*exact)),
        _ => return true,
    };
    let known = bounds.entry(value).or_insert_with(|| range(plan, value, DEPTH_MAX));
    *known = known.and(wanted);
    !known.is_empty()
}

/// Between what a value lies, as far as that can be told without facts.
#[derive(Clone, Copy)]
struct Range {
    lowest: Option<i64>,
    highest: Option<i64>,
}

impl Range {
    const ANY: Range = Range { lowest: None, highest: None };
    const TRUTH: Range = Range { lowest: Some(0), highest: Some(1) };

    const fn at_least(lowest: i64) -> Range {
        Range { lowest: Some(lowest), highest: None }
    }

    const fn at_most(highest: i64) -> Range {
        Range { lowest: None, highest: Some(highest) }
    }

    const fn only(value: i64) -> Range {
        Range { lowest: Some(value), highest: Some(value) }
    }

    fn is_empty(self) -> bool {
        matches!((self.lowest, self.highest), (Some(lowest), Some(highest)) if lowest > highest)
    }

    fn and(self, other: Range) -> Range {
        Range { lowest: self.lowest.max(other.lowest), highest: least(self.highest, other.highest) }
    }

    /// Everything that lies in one of both.
    fn or(self, other: Range) -> Range {
        Range {
            lowest: self.lowest.zip(other.lowest).map(|(one, two)| one.min(two)),
            highest: self.highest.zip(other.highest).map(|(one, two)| one.max(two)),
        }
    }
}

/// The smaller one of those that are known.
fn least(one: Option<i64>, two: Option<i64>) -> Option<i64> {
    match (one, two) {
        (Some(one), Some(two)) => Some(one.min(two)),
        (one, two) => one.or(two),
    }
}

fn range(plan: &Plan, formula: &Formula, depth: u16) -> Range {
    let Some(depth) = depth.checked_sub(1) else { return Range::ANY };
    let of = |inner: &Formula| range(plan, inner, depth);
    match formula {
        Formula::Constant(value) => Range::only(*value),
        Formula::Choice(three) => {
            let [_, then, otherwise] = &**three;
            of(then).or(of(otherwise))
        }
        Formula::Ladder(_, LadderMode::Reached | LadderMode::Interpolated, steps) => {
            let values = steps.iter().map(|step| step.value);
            Range {
                lowest: values.clone().min().map(|lowest| lowest.min(0)),
                highest: values.max().map(|highest| highest.max(0)),
            }
        }
        Formula::Operation(sign, pair) => {
            let [first, second] = &**pair;
            joined(*sign, of(first), of(second))
        }
        Formula::Person(PersonValue::Volume(place)) => {
            plan.volumes.get(usize::from(*place)).map_or(Range::ANY, |volume| of(&volume.formula))
        }
        Formula::Person(PersonValue::Valid | PersonValue::Customer | PersonValue::Flag(_)) => Range::TRUTH,
        Formula::Person(PersonValue::Predicate(_)) => Range::TRUTH,
        Formula::Person(PersonValue::DaysMember | PersonValue::PeriodsMember) => Range::at_least(0),
        Formula::Person(PersonValue::Rank(_)) => {
            Range { lowest: Some(0), highest: i64::try_from(plan.ranks.ranks.len()).ok() }
        }
        Formula::Periods(Together::Held, _, _, periods) => {
            Range { lowest: Some(0), highest: Some(i64::from(*periods) * MILLION) }
        }
        Formula::People(Reach::Place, _) => Range::at_least(0),
        // What somebody below has at least nothing of, they have in sum at least nothing of.
        Formula::People(Reach::Below(..) | Reach::Team { .. } | Reach::Levels(..) | Reach::Everyone, inner) => {
            match of(inner).lowest {
                Some(lowest) if lowest >= 0 => Range::at_least(0),
                _ => Range::ANY,
            }
        }
        _ => Range::ANY,
    }
}

fn joined(sign: Sign, first: Range, second: Range) -> Range {
    let both = |one: Option<i64>, two: Option<i64>, join: fn(i64, i64) -> Option<i64>| {
        one.zip(two).and_then(|(one, two)| join(one, two))
    };
    let truth = |always: bool, never: bool| match (always, never) {
        (true, _) => Range::only(1),
        (_, true) => Range::only(0),
        _ => Range::TRUTH,
    };
    let surely = |one: Option<i64>, two: Option<i64>, holds: fn(i64, i64) -> bool| {
        one.zip(two).is_some_and(|(one, two)| holds(one, two))
    };
    match sign {
        Sign::Add => Range {
            lowest: both(first.lowest, second.lowest, i64::checked_add),
            highest: both(first.highest, second.highest, i64::checked_add),
        },
        Sign::Subtract => Range {
            lowest: both(first.lowest, second.highest, i64::checked_sub),
            highest: both(first.highest, second.lowest, i64::checked_sub),
        },
        Sign::Least => Range {
            lowest: first.lowest.zip(second.lowest).map(|(one, two)| one.min(two)),
            highest: least(first.highest, second.highest),
        },
        Sign::Most => Range {
            lowest: first.lowest.max(second.lowest),
            highest: first.highest.zip(second.highest).map(|(one, two)| one.max(two)),
        },
        Sign::Less => truth(
            surely(first.highest, second.lowest, |one, two| one < two),
            surely(first.lowest, second.highest, |one, two| one >= two),
        ),
        Sign::LessOrEqual => truth(
            surely(first.highest, second.lowest, |one, two| one <= two),
            surely(first.lowest, second.highest, |one, two| one > two),
        ),
        Sign::And => truth(false, first.highest == Some(0) || second.highest == Some(0)),
        Sign::Or => truth(false, first.highest == Some(0) && second.highest == Some(0)),
        Sign::Equal | Sign::Unequal => Range::TRUTH,
        Sign::Multiply if first.lowest >= Some(0) && second.lowest >= Some(0) => Range {
            lowest: Some(0),
            highest: both(first.highest, second.highest, |one, two| {
                i64::try_from(i128::from(one) * i128::from(two) / i128::from(MILLION) + 1).ok()
            }),
        },
        Sign::Multiply | Sign::Divide | Sign::Times => Range::ANY,
    }
}
