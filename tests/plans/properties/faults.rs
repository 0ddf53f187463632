//! Planted faults: calculations that are wrong in one way each.

use kontor::business::commissions::{BonusKind, Breakage, Compression, Facts, Formula, Line, Outcome, Plan};

use crate::plans::properties::rules::adjusts;
use crate::plans::properties::truly;

/// Changes one amount with all sums that hang on it.
fn change(outcome: &mut Outcome, line: usize, by: i64) {
    let Some(changed) = outcome.lines.get_mut(line) else { return };
    changed.amount += by;
    let person = usize::try_from(changed.receiver).unwrap();
    outcome.people.totals[person] += by;
    outcome.people.by_bonus[usize::from(changed.bonus)][person] += by;
    outcome.paid += by;
}

pub fn refunds_are_forgotten(plan: &Plan, facts: &Facts) -> Outcome {
    let mut without = facts.clone();
    without.sales.iter_mut().filter(|sale| sale.returned).for_each(|sale| sale.base = 0);
    truly(plan, &without)
}

pub fn the_first_line_of_an_order_counts_twice(plan: &Plan, facts: &Facts) -> Outcome {
    let mut doubled = facts.clone();
    doubled.sales.iter_mut().filter(|sale| sale.line == 1).for_each(|sale| sale.base *= 2);
    truly(plan, &doubled)
}

pub fn a_difference_is_paid_in_full(plan: &Plan, facts: &Facts) -> Outcome {
    let mut outcome = truly(plan, facts);
    for line in &mut outcome.lines {
        line.rate += 150_000;
    }
    outcome
}

pub fn carried_volume_shrinks(plan: &Plan, facts: &Facts) -> Outcome {
    let mut outcome = truly(plan, facts);
    for (_, column) in &mut outcome.left {
        column.iter_mut().for_each(|value| *value -= *value / 10);
    }
    outcome
}

pub fn low_numbers_earn_more(plan: &Plan, facts: &Facts) -> Outcome {
    let mut outcome = truly(plan, facts);
    let lowest = outcome.lines.iter().enumerate().min_by_key(|(_, line)| facts.tree.partner(line.receiver));
    if let Some(line) = lowest.map(|(line, _)| line) {
        change(&mut outcome, line, 1);
    }
    outcome
}

/// Whoever may not receive takes the level along, as if nobody were passed over.
pub fn the_inactive_use_up_a_level(plan: &Plan, facts: &Facts) -> Outcome {
    let mut other = plan.clone();
    for bonus in &mut other.bonuses {
        if let BonusKind::Levels(levels) = &mut bonus.kind {
            levels.compression = Compression::Off;
        }
    }
    truly(&other, facts)
}

pub fn the_cap_forgets_a_cent(plan: &Plan, facts: &Facts) -> Outcome {
    let mut outcome = truly(plan, facts);
    let is_cap = |line: &Line| matches!(plan.bonuses[usize::from(line.bonus)].kind, BonusKind::Cap(_));
    let cut = outcome.lines.iter().position(is_cap);
    if let Some(line) = cut {
        change(&mut outcome, line, 1);
    }
    outcome
}

/// No adjustment sees what those before it have left.
pub fn each_adjustment_takes_from_the_whole(plan: &Plan, facts: &Facts) -> Outcome {
    let mut outcome = truly(plan, facts);
    for number in 0..plan.bonuses.len() {
        if adjusts(&plan.bonuses[number]).is_empty() {
            continue;
        }
        let mut alone = plan.clone();
        for (other, bonus) in alone.bonuses.iter_mut().enumerate().filter(|(other, _)| *other != number) {
            match &mut bonus.kind {
                BonusKind::Cap(cap) => cap.most = Formula::Constant(i64::MAX / 2),
                BonusKind::LargerOf(larger) => larger.programmes.clear(),
                _ => assert_ne!(other, number),
            }
        }
        let of_bonus = |line: &Line| usize::from(line.bonus) == number;
        let lines: Vec<Line> = truly(&alone, facts).lines.into_iter().filter(of_bonus).collect();
        outcome.lines.retain(|line| !of_bonus(line));
        outcome.lines.extend(&lines);
    }
    outcome
}

/// The order in which facts came shows.
pub fn a_later_day_counts(plan: &Plan, facts: &Facts) -> Outcome {
    use std::sync::atomic::{AtomicU64, Ordering};
    static CALLS: AtomicU64 = AtomicU64::new(0);
    let mut outcome = truly(plan, facts);
    if CALLS.fetch_add(1, Ordering::Relaxed) % 2 == 1 {
        change(&mut outcome, 0, 1);
    }
    outcome
}

/// A matching bonus is reckoned on more than the pay that it matches.
pub fn pay_grows_out_of_pay(plan: &Plan, facts: &Facts) -> Outcome {
    let mut outcome = truly(plan, facts);
    for sources in &mut outcome.sources {
        std::sync::Arc::make_mut(&mut sources.bases).iter_mut().for_each(|base| *base += 1);
    }
    outcome
}

pub fn a_line_is_a_cent_more(plan: &Plan, facts: &Facts) -> Outcome {
    let mut outcome = truly(plan, facts);
    if let Some(line) = outcome.lines.first_mut() {
        line.amount += 1;
    }
    outcome
}

pub fn breakage_is_kept_silently(plan: &Plan, facts: &Facts) -> Outcome {
    let mut outcome = truly(plan, facts);
    outcome.breakage.retain(|broken: &Breakage| broken.amount < 0);
    outcome.broken = outcome.breakage.iter().map(|broken| broken.amount).sum();
    outcome
}
