//! What a settled period leaves to the next one.

use std::collections::BTreeMap;

use crate::business::commissions::calculation::asked::earlier_asked_in;
use crate::business::commissions::calculation::calculate::looking_from;
use crate::business::commissions::calculation::{Asked, Outcome, asked_of_facts, is_back_key, is_past};
use crate::business::commissions::facts::{Carry, Facts};
use crate::business::commissions::plan::{Bonus, BonusKind, Formula, Looking, PersonValue, Plan, RankOf};
use crate::values::PeriodKind;

/// How the values of a key are meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CarryKind {
    /// Millionths.
    Number,
    /// 0 or 1.
    Truth,
    /// The number of a rank from 1.
    Rank,
}

const RANKS: [&str; 3] = ["rank", "rank_achieved", "rank_paid"];

/// How a plan reads a key such as `team@1`.
pub fn carry_kind(plan: &Plan, key: &str) -> CarryKind {
    let name = key.rsplit_once('@').filter(|_| is_of_a_period(key)).map_or(key, |(name, _)| name);
    if RANKS.contains(&name) {
        CarryKind::Rank
    } else if plan.predicates.iter().any(|predicate| predicate.name == name) {
        CarryKind::Truth
    } else {
        CarryKind::Number
    }
}

/// Whether runs in one kind of period read anything that runs in another kind leave, or in the same kind.
pub(in crate::business::commissions) fn looks_at(plan: &Plan, kind: PeriodKind, other: PeriodKind) -> bool {
    let has_legs = |bonus: &Bonus| matches!(bonus.kind, BonusKind::Legs(_));
    let of_run = |name: &str| match bonus_of_legs(plan, name) {
        Some(bonus) => plan.period_of(bonus) == other,
        // What the plan carries itself is reckoned anew by every run.
        None => true,
    };
    (kind == other && plan.bonuses_in(kind).any(has_legs))
        || earlier_asked_in(plan, kind)
            .iter()
            .any(|(name, back)| if *back > 0 { other == plan.period } else { of_run(name) })
}

/// Whether it is a run in this kind of period that settles what stands under a key; all others hand it on as it is.
pub(in crate::business::commissions) fn leaves_carry(plan: &Plan, kind: PeriodKind, key: &str) -> bool {
    if is_of_a_period(key) {
        return kind == plan.period;
    }
    bonus_of_legs(plan, key).is_none_or(|bonus| plan.period_of(bonus) == kind)
}

/// The bonus that keeps volume of legs under a key such as `weekly.left`.
fn bonus_of_legs<'p>(plan: &'p Plan, key: &str) -> Option<&'p Bonus> {
    let (name, _) = key.split_once('.')?;
    plan.bonuses.iter().find(|bonus| bonus.name == name && matches!(bonus.kind, BonusKind::Legs(_)))
}

/// Whether a plan reads what was left under a key.
pub(in crate::business::commissions) fn knows_carry(plan: &Plan, asked: &Asked, key: &str) -> bool {
    if let Some((name, ago)) = key.rsplit_once('@')
        && let Ok(ago) = ago.parse::<u16>()
    {
        return asked.earlier.get(name).is_some_and(|back| ago <= *back);
    }
    asked.earlier.contains_key(key) || bonus_of_legs(plan, key).is_some()
}

/// Every value that the plan looks back at becomes `NAME@1`, what was `NAME@1` becomes `NAME@2`, as far back as the
/// plan looks; ranks are always left. What bonuses and the plan's own carry leave has its keys without `@`; such keys
/// that this run did not touch are handed on as they are. What was paid for single sales is not
/// among it: `paid_by_sale` tells that. A run in periods of another kind than the plan's leaves the history of the plan's
/// own periods as it is.
pub fn next_carry(plan: &Plan, facts: &Facts, outcome: &Outcome) -> Carry {
    let Asked { mut earlier, .. } = asked_of_facts(plan);
    if !plan.ranks.ranks.is_empty() {
        for name in ["rank_achieved", "rank_paid"] {
            earlier.entry(name.to_owned()).or_insert(1);
        }
    }
    let is_period_of_plan = looking_from(plan, facts.period) == Looking::FromPeriodOfPlan;
    let kept = facts.carry.entries().iter().filter(|(key, _)| !is_period_of_plan || !is_of_a_period(key));
    let kept = kept.filter(|(key, _)| !is_back_key(key) && !is_past(plan, facts.period, key));
    let mut entries: BTreeMap<String, Vec<(u32, i64)>> =
        kept.map(|(key, of_key)| (key.clone(), of_key.clone())).collect();
    for (name, back) in earlier.iter().filter(|(_, back)| is_period_of_plan && **back > 0) {
        entries.insert(format!("{name}@1"), entries_of(present(plan, outcome, name)));
        for age in 1..*back {
            let before = facts.carry.column(&format!("{name}@{age}"), facts.tree.len());
            entries.insert(format!("{name}@{}", age + 1), entries_of(&before));
        }
    }
    for (key, column) in &outcome.left {
        entries.insert(key.clone(), entries_of(column));
    }
    entries.retain(|_, of_key| !of_key.is_empty());
    Carry::by_place(entries)
}

/// `team@1`: how many periods ago stands behind the sign.
fn is_of_a_period(key: &str) -> bool {
    key.rsplit_once('@').is_some_and(|(_, ago)| !ago.is_empty() && ago.bytes().all(|digit| digit.is_ascii_digit()))
}

fn entries_of(column: &[i64]) -> Vec<(u32, i64)> {
    (0_u32..).zip(column).filter(|(_, value)| **value != 0).map(|(place, value)| (place, *value)).collect()
}

/// A value of everybody in this period, in the unit of its kind.
fn present<'o>(plan: &Plan, outcome: &'o Outcome, name: &str) -> &'o [i64] {
    let volume = (0..).zip(&plan.volumes).find(|(_, volume)| volume.name == name);
    let predicate = (0..).zip(&plan.predicates).find(|(_, predicate)| predicate.name == name);
    let value = match (volume, predicate, name) {
        (Some((volume, _)), ..) => PersonValue::Volume(volume),
        (_, Some((predicate, _)), _) => PersonValue::Predicate(predicate),
        (_, _, "rank") => PersonValue::Rank(RankOf::Qualified),
        (_, _, "rank_achieved") => PersonValue::Rank(RankOf::Achieved),
        (_, _, "rank_paid") => PersonValue::Rank(RankOf::Paid),
        _ => return &[],
    };
    outcome.reckoned.column(&Formula::Person(value))
}
