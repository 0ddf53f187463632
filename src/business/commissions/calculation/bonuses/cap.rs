//! Caps: what is above a limit is taken back, from one person, from all positions of one owner, or from everybody.

use std::collections::BTreeMap;

use crate::business::commissions::calculation::at;
use crate::business::commissions::calculation::bonuses::Sources;
use crate::business::commissions::calculation::bonuses::adjustments::{Cuts, Left, value};
use crate::business::commissions::calculation::bonuses::found::{Found, Ground};
use crate::business::commissions::plan::{BonusKind, Cap, CapHow, CapOf};

pub(super) fn cap(cap: &Cap, ground: &Ground<'_>, found: &mut Found) -> Sources {
    let most = ground.column(&cap.most);
    let left = Left::of(&cap.bonuses, ground, found);
    let mut cuts = Cuts::none(&left);
    let limit = |place: u32| ground.whole_coins(value(most, place)).max(0);
    let groups = groups(cap, ground).into_iter();
    let limited = |group: Vec<u32>| group.first().copied().map(|first| (group, limit(first)));
    let groups: Vec<(Vec<u32>, i64)> = groups.filter_map(limited).collect();
    match cap.how {
        CapHow::ProRata => {
            for (group, limit) in &groups {
                let earned: Vec<(u32, i64)> = group.iter().map(|place| (*place, left.sum(*place))).collect();
                for (place, cut) in pro_rata(&earned, *limit, ground) {
                    cuts.take_from_all(&left, place, cut);
                }
            }
        }
        CapHow::Priority => {
            for (group, limit) in &groups {
                let mut room = *limit;
                for (number, (_, of_bonus)) in left.bonuses.iter().enumerate() {
                    let earned: Vec<(u32, i64)> = group.iter().map(|place| (*place, value(of_bonus, *place))).collect();
                    for (place, cut) in pro_rata(&earned, room, ground) {
                        cuts.take(&left, number, place, cut);
                    }
                    room = (room - earned.iter().map(|(_, amount)| amount).sum::<i64>()).max(0);
                }
            }
        }
        CapHow::Stop => stop(&groups, &left, (ground, found), &mut cuts),
    }
    cuts.settle(ground, found)
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

/// Everybody who earned something keeps the same share of it, to the last coin; who owes something owes it all. Gives
/// what each of them loses.
fn pro_rata(earned: &[(u32, i64)], limit: i64, ground: &Ground<'_>) -> Vec<(u32, i64)> {
    let limit = i128::from(limit);
    let all: i128 = earned.iter().map(|(_, amount)| i128::from(*amount)).sum();
    let mut positive: Vec<(u32, i64)> = earned.iter().filter(|(_, amount)| *amount > 0).copied().collect();
    let sum: i128 = positive.iter().map(|(_, amount)| i128::from(*amount)).sum();
    if all <= limit || sum <= 0 {
        return Vec::new();
    }
    let kept = sum - (all - limit);
    let share = |amount: i64| (i128::from(amount) * kept).div_euclid(sum);
    let rest = |amount: i64| (i128::from(amount) * kept).rem_euclid(sum);
    let left = kept - positive.iter().map(|(_, amount)| share(*amount)).sum::<i128>();
    positive.sort_by_key(|(place, amount)| (-rest(*amount), ground.seniority(*place)));
    let cut = |(i, (place, amount)): (i128, (u32, i64))| {
        let kept = i64::try_from(share(amount) + i128::from(i < left)).unwrap_or(amount);
        (place, amount - kept)
    };
    (0_i128..).zip(positive).map(cut).collect()
}

/// In the order of the lines, until the money of a group ends. What adjustments before have taken is gone from the last
/// lines of a person; what guarantees have added is paid last.
fn stop(groups: &[(Vec<u32>, i64)], left: &Left, (ground, found): (&Ground<'_>, &Found), cuts: &mut Cuts) {
    let numbers: BTreeMap<u16, usize> = (0..).zip(&left.bonuses).map(|(number, (bonus, _))| (*bonus, number)).collect();
    let mut uncut = uncut(&numbers, found);
    let guarantees: BTreeMap<u16, u16> = (0_u16..)
        .zip(&ground.plan.bonuses)
        .filter_map(|(place, bonus)| match &bonus.kind {
            BonusKind::Guarantee(guarantee) => Some((place, guarantee.bonus)),
            _ => None,
        })
        .collect();
    let mut rooms: Vec<i64> = groups.iter().map(|(_, limit)| *limit).collect();
    let mut group_of = vec![usize::MAX; ground.facts.tree.len()];
    for (number, (group, _)) in groups.iter().enumerate() {
        for place in group {
            if let Some(of_place) = group_of.get_mut(at(*place)) {
                *of_place = number;
            }
        }
    }
    for line in &found.lines {
        let adds_to = guarantees.get(&line.bonus);
        // What a guarantee takes is gone from the lines already.
        if adds_to.is_some() && line.amount <= 0 {
            continue;
        }
        let of_bonus = adds_to.copied().unwrap_or(line.bonus);
        let Some(number) = numbers.get(&of_bonus).copied() else { continue };
        let Some(room) = group_of.get(at(line.receiver)).and_then(|group| rooms.get_mut(*group)) else { continue };
        if line.amount <= 0 {
            *room = room.saturating_sub(line.amount);
            continue;
        }
        let Some(uncut) = uncut.get_mut(&(of_bonus, line.receiver)) else { continue };
        let amount = line.amount.min(*uncut).max(0);
        *uncut -= amount;
        let paid = amount.min(*room);
        *room -= paid;
        if amount > paid {
            cuts.take(left, number, line.receiver, amount - paid);
        }
    }
    for (group, limit) in groups {
        take_untold(group, *limit, left, cuts);
    }
}

/// What is left of the lines of each bonus and person after adjustments before.
fn uncut(numbers: &BTreeMap<u16, usize>, found: &Found) -> BTreeMap<(u16, u32), i64> {
    let mut uncut: BTreeMap<(u16, u32), i64> = BTreeMap::new();
    for line in found.lines.iter().filter(|line| line.amount > 0 && numbers.contains_key(&line.bonus)) {
        let taken =
            || found.taken.get(&line.bonus).map_or(0, |taken| taken.get(at(line.receiver)).copied().unwrap_or(0));
        let sum = uncut.entry((line.bonus, line.receiver)).or_insert_with(|| -taken());
        *sum = sum.saturating_add(line.amount);
    }
    uncut
}

/// What no line tells of is paid last.
fn take_untold(group: &[u32], limit: i64, left: &Left, cuts: &mut Cuts) {
    let paid = group.iter().map(|place| left.sum(*place).saturating_sub(cuts.sum(*place))).fold(0, i64::saturating_add);
    let mut above = paid.saturating_sub(limit);
    for place in group.iter().rev() {
        for (number, (_, of_bonus)) in left.bonuses.iter().enumerate().rev() {
            let before = cuts.sum(*place);
            cuts.take(left, number, *place, above.min(value(of_bonus, *place)).max(0));
            above -= cuts.sum(*place) - before;
        }
    }
}
