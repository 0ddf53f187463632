//! The boundary walk: levels that are counted by leaders met on the way.

use crate::business::commissions::calculation::bonuses::found::{Found, Ground, holds, rate_of};
use crate::business::commissions::calculation::bonuses::sources::{self, Sources, sources};
use crate::business::commissions::calculation::bonuses::{Portion, receiving};
use crate::business::commissions::calculation::reckon::TooLarge;
use crate::business::commissions::calculation::{Breakage, Line, at};
use crate::business::commissions::plan::{Boundary, Formula, Generations, PersonValue, RankOf};
use crate::business::partners::TOP;
use crate::values::Rate;

const RANK: Formula = Formula::Person(PersonValue::Rank(RankOf::Paid));

pub(super) fn wanted(generations: &Generations) -> Vec<Formula> {
    let mut wanted = sources::wanted(&generations.source);
    wanted.push(receiving(&generations.receiver));
    wanted.extend(generations.rates.iter().filter(|rate| !matches!(rate, Formula::Constant(_))).cloned());
    match &generations.boundary {
        Boundary::When(leader) => wanted.push(leader.clone()),
        Boundary::SameRank { .. } => wanted.push(RANK),
    }
    wanted
}

pub(super) fn walk(generations: &Generations, ground: &Ground<'_>, found: &mut Found) -> Result<Sources, TooLarge> {
    let sources = sources(&generations.source, ground)?;
    let Some(tree) = ground.edge(generations.edge) else { return Ok(sources) };
    let walk = GenerationWalk {
        receives: ground.truths(&receiving(&generations.receiver)),
        rates: generations
            .rates
            .iter()
            .map(|rate| match rate {
                Formula::Constant(rate) => GenerationRate::Fixed(*rate),
                formula => GenerationRate::OfReceiver(ground.column(formula)),
            })
            .collect(),
        share: generations.source.share(),
        ineligible_counts: generations.ineligible_counts,
        bonus: ground.bonus,
    };
    match &generations.boundary {
        Boundary::When(leader) => {
            let leads = ground.truths(leader);
            let next = tree.next_that(|place| holds(&leads, place));
            for (source, start, base) in sources.counting() {
                walk.pay(source, start, base, &next, found)?;
            }
        }
        Boundary::SameRank { lowest } => {
            let ranks = ground.column(&RANK);
            let lowest = i64::from(*lowest);
            let next = tree.next_that(|place| value(ranks, place) >= lowest);
            for (source, start, base) in sources.counting() {
                walk.pay_by_rank(source, start, base, ranks, &next, found)?;
            }
        }
    }
    Ok(sources)
}

fn value(column: &[i64], place: u32) -> i64 {
    column.get(at(place)).copied().unwrap_or(0)
}

enum GenerationRate<'g> {
    Fixed(i64),
    OfReceiver(&'g [i64]),
}

struct GenerationWalk<'w> {
    receives: Vec<bool>,
    /// For the first generation and those that follow.
    rates: Vec<GenerationRate<'w>>,
    share: Rate,
    ineligible_counts: bool,
    bonus: u16,
}

impl GenerationWalk<'_> {
    fn rate(&self, generation: usize, place: u32) -> Option<i64> {
        self.rates.get(generation).map(|rate| match rate {
            GenerationRate::Fixed(rate) => *rate,
            GenerationRate::OfReceiver(rates) => value(rates, place).max(0),
        })
    }

    /// From leader to leader.
    fn pay(&self, source: u32, start: u32, base: i64, next: &[u32], found: &mut Found) -> Result<(), TooLarge> {
        let up = |place: u32| next.get(at(place)).copied().unwrap_or(TOP);
        let mut place = up(start);
        let mut generation = 0;
        while generation < self.rates.len() {
            if place == TOP {
                self.break_off(source, generation, base, found);
                return Ok(());
            }
            let receives = holds(&self.receives, place);
            if receives || self.ineligible_counts {
                self.settle(source, place, generation, base, receives, found)?;
                generation += 1;
            }
            place = up(place);
        }
        Ok(())
    }

    /// Each leader counts the leaders of the own rank or a higher one below: a generation of one's own.
    fn pay_by_rank(
        &self,
        source: u32,
        start: u32,
        base: i64,
        ranks: &[i64],
        next: &[u32],
        found: &mut Found,
    ) -> Result<(), TooLarge> {
        let up = |place: u32| next.get(at(place)).copied().unwrap_or(TOP);
        // The leaders on the way by rank, with how many of each.
        let mut met: Vec<(i64, usize)> = Vec::new();
        let mut place = up(start);
        while place != TOP {
            let rank = value(ranks, place);
            let before: usize = met.iter().filter(|(other, _)| *other >= rank).map(|(_, count)| *count).sum();
            let receives = holds(&self.receives, place);
            if before < self.rates.len() {
                self.settle(source, place, before, base, receives, found)?;
            }
            if receives || self.ineligible_counts {
                match met.iter_mut().find(|(other, _)| *other == rank) {
                    Some((_, count)) => *count += 1,
                    None => met.push((rank, 1)),
                }
            }
            place = up(place);
        }
        Ok(())
    }

    fn settle(
        &self,
        source: u32,
        place: u32,
        generation: usize,
        base: i64,
        receives: bool,
        found: &mut Found,
    ) -> Result<(), TooLarge> {
        let rate = self.rate(generation, place).unwrap_or(0);
        let amount = Portion::new(self.share, rate).of(base);
        let level = u16::try_from(generation + 1).unwrap_or(u16::MAX);
        let bonus = self.bonus;
        if receives {
            found.line(Line { source, receiver: place, rate: rate_of(rate)?, bonus, level, amount });
        } else {
            found.broken(Breakage { source, bonus, level, levels: 1, person: place, amount });
        }
        Ok(())
    }

    /// No leader stands above any more.
    fn break_off(&self, source: u32, generation: usize, base: i64, found: &mut Found) {
        let rest = self.rates.iter().skip(generation);
        let fixed = rest.clone().map(|rate| match rate {
            GenerationRate::Fixed(rate) => Portion::new(self.share, *rate).of(base),
            GenerationRate::OfReceiver(_) => 0,
        });
        let levels = u16::try_from(rest.clone().count()).unwrap_or(u16::MAX);
        let level = u16::try_from(generation + 1).unwrap_or(u16::MAX);
        let amount = fixed.fold(0, i64::saturating_add);
        found.broken(Breakage { source, bonus: self.bonus, level, levels, person: TOP, amount });
    }
}
