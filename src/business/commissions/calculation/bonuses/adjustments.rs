//! Adjustments: caps, the larger of several programmes, and guarantees. Each has lines of its own. They follow one
//! another as they stand in the plan, and each of them adjusts what those before it have left of a bonus.

use crate::business::commissions::calculation::bonuses::Sources;
use crate::business::commissions::calculation::bonuses::found::{Found, Ground};
use crate::business::commissions::calculation::bonuses::portion::shared_out;
use crate::business::commissions::calculation::{Breakage, Line, at};
use crate::business::commissions::plan::{Bonus, BonusKind, LargerOf};

/// The places of the bonuses that an adjustment adjusts; nothing for all other bonuses.
pub(super) fn adjusted(bonus: &Bonus) -> Vec<u16> {
    match &bonus.kind {
        BonusKind::Cap(cap) => cap.bonuses.clone(),
        BonusKind::LargerOf(larger) => larger.programmes.concat(),
        BonusKind::Guarantee(guarantee) => vec![guarantee.bonus],
        _ => Vec::new(),
    }
}

/// What is left of some bonuses, each by place: minor units.
pub(super) struct Left {
    pub bonuses: Vec<(u16, Vec<i64>)>,
}

impl Left {
    /// What another adjustment took is gone from the bonus from which it was taken, so that its own lines leave nothing.
    pub fn of(bonuses: &[u16], ground: &Ground<'_>, found: &Found) -> Left {
        let is_paid = |place: &u16| {
            let bonus = ground.plan.bonuses.get(usize::from(*place));
            bonus.is_some_and(|bonus| adjusted(bonus).is_empty())
        };
        let left = |place: u16| {
            let mut left = ground.values.pay_of(place).unwrap_or(&[]).to_vec();
            left.resize(ground.facts.tree.len(), 0);
            for (left, taken) in left.iter_mut().zip(found.taken.get(&place).into_iter().flatten()) {
                *left = left.saturating_sub(*taken);
            }
            (place, left)
        };
        Left { bonuses: bonuses.iter().copied().filter(is_paid).map(left).collect() }
    }

    /// Of all of them together.
    pub fn sum(&self, place: u32) -> i64 {
        self.bonuses.iter().map(|(_, left)| value(left, place)).fold(0, i64::saturating_add)
    }
}

pub(super) fn value(column: &[i64], place: u32) -> i64 {
    column.get(at(place)).copied().unwrap_or(0)
}

/// What is taken from each of some bonuses, by place.
pub(super) struct Cuts {
    bonuses: Vec<(u16, Vec<i64>)>,
}

impl Cuts {
    pub fn none(left: &Left) -> Cuts {
        Cuts { bonuses: left.bonuses.iter().map(|(bonus, left)| (*bonus, vec![0; left.len()])).collect() }
    }

    /// Takes something from one of the bonuses, by its number among them; never more than is left of it.
    pub fn take(&mut self, left: &Left, number: usize, place: u32, amount: i64) {
        let Some((_, left)) = left.bonuses.get(number) else { return };
        let most = value(left, place).max(0);
        if let Some(cut) = self.bonuses.get_mut(number).and_then(|(_, cuts)| cuts.get_mut(at(place))) {
            *cut = cut.saturating_add(amount).min(most);
        }
    }

    /// From all of them together.
    pub fn sum(&self, place: u32) -> i64 {
        self.bonuses.iter().map(|(_, cuts)| value(cuts, place)).fold(0, i64::saturating_add)
    }

    /// Takes something from all bonuses of a person, from each the same share of what is left of it.
    pub fn take_from_all(&mut self, left: &Left, place: u32, amount: i64) {
        let weights: Vec<i64> = left.bonuses.iter().map(|(_, left)| value(left, place).max(0)).collect();
        for (number, part) in shared_out(amount, &weights).into_iter().enumerate() {
            self.take(left, number, place, part);
        }
    }

    /// A line for everybody who loses something; what is lost falls to nobody.
    pub fn settle(self, ground: &Ground<'_>, found: &mut Found) -> Sources {
        let mut cuts = vec![0_i64; ground.facts.tree.len()];
        for (bonus, of_bonus) in self.bonuses {
            for (sum, cut) in cuts.iter_mut().zip(&of_bonus) {
                *sum = sum.saturating_add(*cut);
            }
            found.take(bonus, &of_bonus);
        }
        let bonus = ground.bonus;
        for (place, cut) in (0_u32..).zip(&cuts) {
            found.line(Line { source: place, receiver: place, rate: 0, bonus, level: 0, amount: -cut });
            found.broken(Breakage { source: place, bonus, level: 0, levels: 1, person: place, amount: *cut });
        }
        Sources::of_people(cuts)
    }
}

pub(super) fn larger_of(larger: &LargerOf, ground: &Ground<'_>, found: &mut Found) -> Sources {
    let programmes: Vec<Left> = larger.programmes.iter().map(|programme| Left::of(programme, ground, found)).collect();
    let mut cuts: Vec<Cuts> = programmes.iter().map(Cuts::none).collect();
    for place in (0_u32..).take(ground.facts.tree.len()) {
        // What a return takes back is owed under every programme.
        let sums: Vec<i64> = programmes.iter().map(|programme| programme.sum(place).max(0)).collect();
        let best = sums.iter().copied().max().unwrap_or(0);
        let kept = sums.iter().position(|sum| *sum == best);
        for (number, ((programme, cuts), sum)) in programmes.iter().zip(&mut cuts).zip(&sums).enumerate() {
            if kept != Some(number) && *sum > 0 {
                cuts.take_from_all(programme, place, *sum);
            }
        }
    }
    Cuts { bonuses: cuts.into_iter().flat_map(|cuts| cuts.bonuses).collect() }.settle(ground, found)
}
