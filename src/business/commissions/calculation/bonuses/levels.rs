//! The edge walk with a level counter: unilevel plans, with every kind of compression.

use crate::business::commissions::calculation::bonuses::found::{Found, Ground, holds, rate_of};
use crate::business::commissions::calculation::bonuses::sources::{self, Sources, sources};
use crate::business::commissions::calculation::bonuses::{Portion, receiving};
use crate::business::commissions::calculation::edges::EdgeTree;
use crate::business::commissions::calculation::reckon::TooLarge;
use crate::business::commissions::calculation::{Breakage, Line, at};
use crate::business::commissions::plan::{Compression, Formula, Levels, MILLION};
use crate::business::partners::TOP;
use crate::values::Rate;

pub(super) fn wanted(levels: &Levels) -> Vec<Formula> {
    let mut wanted = sources::wanted(&levels.source);
    wanted.push(receiving(&levels.receiver));
    wanted.extend(levels.depth.clone());
    wanted.extend(levels.rates.iter().filter(|rate| !matches!(rate, Formula::Constant(_))).cloned());
    match &levels.compression {
        Compression::Off => {}
        Compression::Skip(counted) | Compression::RollUp(counted) => wanted.push(receiving(counted)),
        Compression::ByLevel(needs) => wanted.extend(needs.iter().map(receiving)),
    }
    wanted
}

/// One level made ready for all sources.
struct Level<'l> {
    /// The rate of everybody, or of each receiver.
    rate: LevelRate<'l>,
    /// From every place to the next one that the walk stops at on this level.
    next: &'l [u32],
}

enum LevelRate<'l> {
    Fixed(u32, Portion),
    OfReceiver(&'l [i64]),
}

impl LevelRate<'_> {
    fn at(&self, place: u32, share: Rate) -> Result<(u32, Portion), TooLarge> {
        match self {
            LevelRate::Fixed(rate, portion) => Ok((*rate, *portion)),
            LevelRate::OfReceiver(rates) => {
                let rate = rates.get(at(place)).copied().unwrap_or(0);
                Ok((rate_of(rate)?, Portion::new(share, rate.max(0))))
            }
        }
    }
}

pub(super) fn walk(levels: &Levels, ground: &Ground<'_>, found: &mut Found) -> Result<Sources, TooLarge> {
    let sources = sources(&levels.source, ground)?;
    let Some(tree) = ground.edge(levels.edge) else { return Ok(sources) };
    let share = levels.source.share();
    let nexts = nexts(levels, tree, ground);
    let mut ready = Vec::with_capacity(levels.rates.len());
    for (step, rate) in levels.rates.iter().enumerate() {
        let rate = match rate {
            Formula::Constant(rate) => LevelRate::Fixed(rate_of(*rate)?, Portion::new(share, *rate)),
            formula => LevelRate::OfReceiver(ground.column(formula)),
        };
        let next = nexts.get(step).or(nexts.last()).map_or(&tree.parents[..], Vec::as_slice);
        ready.push(Level { rate, next });
    }
    let walk = LevelWalk {
        levels: &ready,
        from_level: levels.from_level,
        share,
        receives: ground.truths(&receiving(&levels.receiver)),
        depth: levels.depth.as_ref().map(|depth| ground.column(depth)),
        bonus: ground.bonus,
    };
    let rolled = match &levels.compression {
        Compression::RollUp(counted) => Some(ground.truths(&receiving(counted))),
        _ => None,
    };
    let up = rolled.as_ref().map(|rolled| tree.next_that(|place| holds(rolled, place)));
    for (source, start, base) in sources.counting() {
        let start = match (&up, &rolled) {
            (Some(up), Some(rolled)) if !holds(rolled, start) => up.get(at(start)).copied().unwrap_or(TOP),
            _ => start,
        };
        walk.pay(source, start, base, found)?;
    }
    Ok(sources)
}

/// Where the walk goes from each place: one array for all levels, or one for each; none where it stops at everybody.
fn nexts(levels: &Levels, tree: &EdgeTree, ground: &Ground<'_>) -> Vec<Vec<u32>> {
    let next = |counted: &Formula| {
        let counted = ground.truths(&receiving(counted));
        tree.next_that(|place| holds(&counted, place))
    };
    match &levels.compression {
        Compression::Off | Compression::RollUp(_) => Vec::new(),
        Compression::Skip(counted) => vec![next(counted)],
        Compression::ByLevel(needs) => needs.iter().map(next).collect(),
    }
}

fn value(column: &[i64], place: u32) -> i64 {
    column.get(at(place)).copied().unwrap_or(0)
}

struct LevelWalk<'w> {
    levels: &'w [Level<'w>],
    from_level: u16,
    share: Rate,
    receives: Vec<bool>,
    depth: Option<&'w [i64]>,
    bonus: u16,
}

impl LevelWalk<'_> {
    /// Pays one source upwards, level by level.
    fn pay(&self, source: u32, start: u32, base: i64, found: &mut Found) -> Result<(), TooLarge> {
        let mut place = start;
        for (step, level) in (0_u16..).zip(self.levels) {
            let number = self.from_level + step;
            // Level 0 is where the walk begins; for every other level it goes on from where it stands.
            place = if number == 0 { place } else { level.next.get(at(place)).copied().unwrap_or(TOP) };
            if place == TOP {
                self.break_off(source, number, base, found);
                return Ok(());
            }
            let (rate, portion) = level.rate.at(place, self.share)?;
            let amount = portion.of(base);
            if holds(&self.receives, place) && self.reaches(place, number) {
                found.line(Line { source, receiver: place, rate, bonus: self.bonus, level: number, amount });
            } else {
                let levels = 1;
                found.broken(Breakage { source, bonus: self.bonus, level: number, levels, person: place, amount });
            }
        }
        Ok(())
    }

    fn reaches(&self, place: u32, level: u16) -> bool {
        self.depth.is_none_or(|depth| i64::from(level) * MILLION <= value(depth, place))
    }

    /// Nobody stands above any more: what the levels that are left give everybody falls to nobody.
    fn break_off(&self, source: u32, level: u16, base: i64, found: &mut Found) {
        let rest = self.levels.iter().skip(usize::from(level - self.from_level));
        let fixed = rest.clone().map(|level| match &level.rate {
            LevelRate::Fixed(_, portion) => portion.of(base),
            LevelRate::OfReceiver(_) => 0,
        });
        let levels = u16::try_from(rest.clone().count()).unwrap_or(u16::MAX);
        let amount = fixed.fold(0, i64::saturating_add);
        found.broken(Breakage { source, bonus: self.bonus, level, levels, person: TOP, amount });
    }
}
