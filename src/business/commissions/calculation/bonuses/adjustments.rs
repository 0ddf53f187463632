//! Adjustments: caps, the larger of several programmes, and guarantees. Each has lines of its own.

use std::collections::BTreeMap;

use crate::business::commissions::calculation::bonuses::found::{Found, Ground};
use crate::business::commissions::calculation::bonuses::{Sources, receiving};
use crate::business::commissions::calculation::{Breakage, Line, at};
use crate::business::commissions::plan::{
    BonusKind, Boundary, Cap, CapHow, CapOf, Formula, Generations, Guarantee, LargerOf, Plan,
};
use crate::business::partners::TOP;

pub(super) fn cap(cap: &Cap, ground: &Ground<'_>, found: &mut Found) -> Sources {
    let most = ground.column(&cap.most);
    let groups: Vec<Vec<u32>> = groups(cap, ground);
    let mut cuts = vec![0_i64; ground.facts.tree.len()];
    for group in groups {
        let Some(limit) = group.first().map(|place| ground.whole_coins(value(most, *place)).max(0)) else { continue };
        match cap.how {
            CapHow::ProRata => {
                let earned: Vec<(u32, i64)> =
                    group.iter().map(|place| (*place, pay(ground, &cap.bonuses, *place))).collect();
                cut_pro_rata(&earned, limit, ground, &mut cuts);
            }
            CapHow::Priority => {
                let mut room = limit;
                for bonus in &cap.bonuses {
                    let earned: Vec<(u32, i64)> =
                        group.iter().map(|place| (*place, pay(ground, &[*bonus], *place))).collect();
                    cut_pro_rata(&earned, room, ground, &mut cuts);
                    room = (room - earned.iter().map(|(_, amount)| amount).sum::<i64>()).max(0);
                }
            }
            CapHow::Stop => {
                let mut room = limit;
                let members: std::collections::BTreeSet<u32> = group.iter().copied().collect();
                let in_group = |line: &&Line| cap.bonuses.contains(&line.bonus) && members.contains(&line.receiver);
                for line in found.lines.iter().filter(in_group) {
                    let paid = line.amount.min(room);
                    room -= paid;
                    if let Some(cut) = cuts.get_mut(at(line.receiver)) {
                        *cut += line.amount - paid;
                    }
                }
            }
        }
    }
    take_back(&cuts, ground, found);
    Sources::of_people(cuts)
}

/// Who is capped together, each by place.
fn groups(cap: &Cap, ground: &Ground<'_>) -> Vec<Vec<u32>> {
    let all = 0..u32::try_from(ground.facts.tree.len()).unwrap_or(u32::MAX);
    match &cap.of {
        CapOf::Person => all.map(|place| vec![place]).collect(),
        CapOf::Company => vec![all.collect()],
        CapOf::Column(name) => {
            let words = ground.facts.people.column(name);
            let mut groups: BTreeMap<i64, Vec<u32>> = BTreeMap::new();
            for (place, word) in all.zip(words) {
                groups.entry(word).or_default().push(place);
            }
            groups.into_values().collect()
        }
    }
}

/// What somebody earned under some bonuses, in coins.
fn pay(ground: &Ground<'_>, bonuses: &[u16], place: u32) -> i64 {
    let pays = bonuses.iter().map(|bonus| value(ground.values.pay_of(*bonus).unwrap_or(&[]), place));
    pays.fold(0, i64::saturating_add)
}

fn value(column: &[i64], place: u32) -> i64 {
    column.get(at(place)).copied().unwrap_or(0)
}

/// Everybody who earned something keeps the same share of it, to the last coin; who owes something owes it all.
fn cut_pro_rata(earned: &[(u32, i64)], limit: i64, ground: &Ground<'_>, cuts: &mut [i64]) {
    let limit = i128::from(limit);
    let all: i128 = earned.iter().map(|(_, amount)| i128::from(*amount)).sum();
    if all <= limit {
        return;
    }
    let mut positive: Vec<(u32, i64)> = earned.iter().filter(|(_, amount)| *amount > 0).copied().collect();
    let sum: i128 = positive.iter().map(|(_, amount)| i128::from(*amount)).sum();
    let kept = sum - (all - limit);
    if sum <= 0 {
        return;
    }
    let share = |amount: i64| (i128::from(amount) * kept).div_euclid(sum);
    let rest = |amount: i64| (i128::from(amount) * kept).rem_euclid(sum);
    let left = kept - positive.iter().map(|(_, amount)| share(*amount)).sum::<i128>();
    positive.sort_by_key(|(place, amount)| (-rest(*amount), ground.seniority(*place)));
    for (i, (place, amount)) in (0_i128..).zip(positive) {
        let kept = i64::try_from(share(amount) + i128::from(i < left)).unwrap_or(amount);
        if let Some(cut) = cuts.get_mut(at(place)) {
            *cut += amount - kept;
        }
    }
}

/// A line for everybody who loses something; what is lost falls to nobody.
fn take_back(cuts: &[i64], ground: &Ground<'_>, found: &mut Found) {
    let bonus = ground.bonus;
    for (place, cut) in (0_u32..).zip(cuts) {
        found.line(Line { source: place, receiver: place, rate: 0, bonus, level: 0, amount: -cut });
        found.broken(Breakage { source: place, bonus, level: 0, levels: 1, person: place, amount: *cut });
    }
}

pub(super) fn larger_of(larger: &LargerOf, ground: &Ground<'_>, found: &mut Found) -> Sources {
    let mut cuts = vec![0_i64; ground.facts.tree.len()];
    for (place, cut) in (0_u32..).zip(&mut cuts) {
        // What a return takes back is owed under every programme.
        let earned = |programme: &Vec<u16>| pay(ground, programme, place).max(0);
        let sums: Vec<i64> = larger.programmes.iter().map(earned).collect();
        // One bonus may stand in many programmes; what is cut beyond all measure ends the calculation.
        let all = sums.iter().copied().fold(0, i64::saturating_add);
        *cut = all - sums.iter().copied().max().unwrap_or(0);
    }
    take_back(&cuts, ground, found);
    Sources::of_people(cuts)
}

pub(super) fn guarantee_wanted(guarantee: &Guarantee) -> Vec<Formula> {
    vec![guarantee.amount.clone()]
}

/// From the deepest leader upwards: who stands above is guaranteed an amount for each leader directly below, counted
/// by leaders; what is missing is taken from what that leader has under the same bonus.
pub(super) fn guarantee(guarantee: &Guarantee, plan: &Plan, ground: &Ground<'_>, found: &mut Found) -> Sources {
    let count = ground.facts.tree.len();
    let none = Sources::of_people(vec![0; count]);
    let bonus = plan.bonuses.get(usize::from(guarantee.bonus)).map(|bonus| &bonus.kind);
    let Some(BonusKind::Generations(Generations { edge, boundary: Boundary::When(leader), receiver, .. })) = bonus
    else {
        return none;
    };
    let Some(tree) = ground.edge(*edge) else { return none };
    let (leads, receives) = (ground.column(leader), ground.column(&receiving(receiver)));
    let next = tree.next_that(|place| value(leads, place) != 0);
    let mut first_generation: BTreeMap<(u32, u32), i64> = BTreeMap::new();
    for line in found.lines.iter().filter(|line| line.bonus == guarantee.bonus && line.level == 1) {
        *first_generation.entry((line.source, line.receiver)).or_default() += line.amount;
    }
    let mut has: Vec<i64> = ground.values.pay_of(guarantee.bonus).unwrap_or(&[]).to_vec();
    let mut moved = vec![0_i64; count];
    let positions = u32::try_from(tree.len()).unwrap_or(0);
    for below in (0..positions).rev().map(|position| tree.place(position)) {
        let above = next.get(at(below)).copied().unwrap_or(TOP);
        if value(leads, below) == 0 || above == TOP || value(receives, above) == 0 {
            continue;
        }
        let guaranteed = ground.coins(value(ground.column(&guarantee.amount), below));
        let received = first_generation.get(&(below, above)).copied().unwrap_or(0);
        let taken = guaranteed.saturating_sub(received).min(value(&has, below)).max(0);
        let bonus = ground.bonus;
        for (place, amount) in [(below, -taken), (above, taken)] {
            found.line(Line { source: below, receiver: place, rate: 0, bonus, level: 0, amount });
            if let Some(sum) = has.get_mut(at(place)) {
                *sum += amount;
            }
        }
        if let Some(slot) = moved.get_mut(at(below)) {
            *slot = taken;
        }
    }
    Sources::of_people(moved)
}
