//! The edge walk with a level counter: unilevel plans, with and without compression.

use crate::business::commissions::calculation::{Breakage, Line, Verdict};
use crate::business::commissions::facts::{FactSale, Facts};
use crate::business::commissions::plan::{Bonus, Compression, Levels, Rounding, Share};
use crate::business::partners::TOP;
use crate::values::{Currency, Money};

/// One bonus made ready for all sales: nothing is looked up or allocated while it walks.
pub(super) struct LevelWalk<'p> {
    bonus: &'p Bonus,
    place_in_plan: u16,
    from_level: u16,
    /// For the walk's first level and those that follow.
    shares: Vec<Share>,
    /// From every place to the next one that the walk stops at.
    next: Vec<u32>,
    verdicts: &'p [Verdict],
    currency: Currency,
    rounding: Rounding,
}

/// Where the walk puts what it finds.
pub(super) struct Found {
    pub lines: Vec<Line>,
    pub breakage: Vec<Breakage>,
}

impl<'p> LevelWalk<'p> {
    pub fn prepare(
        (place_in_plan, bonus): (u16, &'p Bonus),
        levels: &'p Levels,
        facts: &Facts,
        verdicts: &'p [Verdict],
        rounding: Rounding,
    ) -> LevelWalk<'p> {
        LevelWalk {
            bonus,
            place_in_plan,
            from_level: levels.walk.from_level,
            shares: levels.rates.iter().map(|rate| Share::product(bonus.base_share, *rate)).collect(),
            next: match levels.walk.compression {
                Compression::Off => facts.tree.parents().to_vec(),
                Compression::Skip => next_met(facts.tree.parents(), verdicts),
            },
            verdicts,
            currency: facts.currency,
            rounding,
        }
    }

    /// Pays one sale upwards, level by level.
    pub fn walk(&self, number: u32, sale: &FactSale, found: &mut Found) {
        if sale.base == 0 || !self.bonus.sales.include(sale.kind) {
            return;
        }
        let base = Money::new(sale.base, self.currency);
        let mut at = sale.seller;
        let mut level = self.from_level;
        let mut shares = self.shares.iter();
        while let Some(share) = shares.next() {
            // Level 0 is the seller; for every other level the walk goes on from where it stands.
            at = if level == 0 { at } else { self.above(at) };
            if at == TOP {
                let rest = [share].into_iter().chain(shares);
                let amount = rest.map(|share| share.of(base, self.rounding).minor()).sum();
                let levels = self.last_level() + 1 - level;
                self.break_off(
                    Breakage { sale: number, bonus: self.place_in_plan, level, levels, person: TOP, amount },
                    found,
                );
                return;
            }
            let amount = share.of(base, self.rounding).minor();
            if self.may_receive(at) {
                if amount != 0 {
                    found.lines.push(Line { sale: number, receiver: at, bonus: self.place_in_plan, level, amount });
                }
            } else {
                self.break_off(
                    Breakage { sale: number, bonus: self.place_in_plan, level, levels: 1, person: at, amount },
                    found,
                );
            }
            level += 1;
        }
    }

    fn break_off(&self, broken: Breakage, found: &mut Found) {
        if broken.amount != 0 {
            found.breakage.push(broken);
        }
    }

    fn above(&self, place: u32) -> u32 {
        usize::try_from(place).ok().and_then(|place| self.next.get(place)).copied().unwrap_or(TOP)
    }

    fn may_receive(&self, place: u32) -> bool {
        usize::try_from(place).ok().and_then(|place| self.verdicts.get(place)).is_some_and(|verdict| verdict.is_met())
    }

    fn last_level(&self) -> u16 {
        self.from_level + u16::try_from(self.shares.len()).unwrap_or(u16::MAX).saturating_sub(1)
    }
}

/// From every place to the nearest one above that meets the predicate. Whoever stands above comes first in the
/// arrays, so that one pass suffices however deep the tree is.
fn next_met(parents: &[u32], verdicts: &[Verdict]) -> Vec<u32> {
    let mut next: Vec<u32> = Vec::with_capacity(parents.len());
    for parent in parents {
        let above = usize::try_from(*parent).unwrap_or(usize::MAX);
        let met = verdicts.get(above).is_none_or(|verdict| verdict.is_met());
        next.push(if met { *parent } else { next.get(above).copied().unwrap_or(TOP) });
    }
    next
}
