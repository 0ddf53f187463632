//! Guarantees: what leaders above are missing is taken from the leaders directly below.

use std::collections::BTreeMap;

use crate::business::commissions::calculation::bonuses::adjustments::{Left, value};
use crate::business::commissions::calculation::bonuses::found::{Found, Ground};
use crate::business::commissions::calculation::bonuses::{Sources, receiving};
use crate::business::commissions::calculation::{Line, at};
use crate::business::commissions::plan::{BonusKind, Boundary, Formula, Generations, Guarantee, Plan};
use crate::business::partners::TOP;

pub(super) fn wanted(guarantee: &Guarantee) -> Vec<Formula> {
    vec![guarantee.amount.clone()]
}

/// From the deepest leader upwards: who stands above is guaranteed an amount for each leader directly below, counted
/// by leaders; what is missing is taken from what that leader has left under the same bonus.
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
    let left = Left::of(&[guarantee.bonus], ground, found);
    let mut has = left.bonuses.into_iter().next().map(|(_, left)| left).unwrap_or_default();
    let (mut moved, mut taken_from) = (vec![0_i64; count], vec![0_i64; count]);
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
            if let (Some(sum), Some(from)) = (has.get_mut(at(place)), taken_from.get_mut(at(place))) {
                *sum += amount;
                *from -= amount;
            }
        }
        if let Some(slot) = moved.get_mut(at(below)) {
            *slot = taken;
        }
    }
    found.take(guarantee.bonus, &taken_from);
    Sources::of_people(moved)
}
