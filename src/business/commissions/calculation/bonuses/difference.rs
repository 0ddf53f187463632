//! The ladder difference: everybody on the way up keeps the own rate less what was kept before.

use crate::business::commissions::calculation::bonuses::found::{Found, Ground, holds, rate_of};
use crate::business::commissions::calculation::bonuses::sources::{self, Sources, sources};
use crate::business::commissions::calculation::bonuses::{Portion, receiving};
use crate::business::commissions::calculation::edges::EdgeTree;
use crate::business::commissions::calculation::outcome::Reckoned;
use crate::business::commissions::calculation::reckon::TooLarge;
use crate::business::commissions::calculation::{Breakage, Line, at};
use crate::business::commissions::plan::{Difference, Formula};
use crate::business::partners::TOP;
use crate::values::Rate;

/// The rate of a person; nothing for whoever may not receive.
fn effective_rate(difference: &Difference) -> Formula {
    Formula::choice(receiving(&difference.receiver), difference.rate.clone(), Formula::Constant(0))
}

/// The rate that somebody has under a difference bonus, before anything is taken off: millionths.
pub fn own_rate(difference: &Difference, reckoned: &Reckoned, place: u32) -> i64 {
    reckoned.value(&effective_rate(difference), place)
}

pub(super) fn wanted(difference: &Difference) -> Vec<Formula> {
    let mut wanted = sources::wanted(&difference.source);
    wanted.push(effective_rate(difference));
    wanted.extend(difference.until.clone());
    wanted
}

pub(super) fn walk(difference: &Difference, ground: &Ground<'_>, found: &mut Found) -> Result<Sources, TooLarge> {
    let sources = sources(&difference.source, ground)?;
    let Some(tree) = ground.edge(difference.edge) else { return Ok(sources) };
    let rates = ground.column(&effective_rate(difference));
    let ends = difference.until.as_ref().map(|until| ground.truths(until)).unwrap_or_default();
    let walk = DifferenceWalk {
        rates,
        next: next_higher(tree, rates, &ends, difference.equal.is_empty()),
        ends,
        equal: &difference.equal,
        share: difference.source.share(),
        top: difference.rate.highest(),
        depths: if difference.from_level > 1 { tree.depths() } else { Vec::new() },
        from_level: difference.from_level,
        bonus: ground.bonus,
    };
    let mut remainder = 0_i64;
    for (source, start, base) in sources.counting() {
        remainder = remainder.checked_add(walk.pay(source, start, base, found)?).ok_or(TooLarge)?;
    }
    found.broken(Breakage::of_rounding(ground.bonus, remainder));
    Ok(sources)
}

fn value(column: &[i64], place: u32) -> i64 {
    column.get(at(place)).copied().unwrap_or(0)
}

/// From every place to the nearest one above with a higher rate, or where the walk ends; with an equal rate as well
/// where equal ranks are paid. Between two such places nobody has more, so that jumping skips nobody who counts.
fn next_higher(tree: &EdgeTree, rates: &[i64], ends: &[bool], strictly: bool) -> Vec<u32> {
    let mut next = vec![TOP; tree.len()];
    for position in 0..u32::try_from(tree.len()).unwrap_or(TOP) {
        let place = tree.place(position);
        let own = value(rates, place);
        let mut above = tree.parent(place);
        let stops = |above: u32| {
            let rate = value(rates, above);
            rate > own || (!strictly && rate == own && rate > 0) || holds(ends, above)
        };
        while above != TOP && !stops(above) {
            above = next.get(at(above)).copied().unwrap_or(TOP);
        }
        if let Some(slot) = next.get_mut(at(place)) {
            *slot = above;
        }
    }
    next
}

struct DifferenceWalk<'w> {
    rates: &'w [i64],
    next: Vec<u32>,
    /// Empty where the walk ends nowhere before the top.
    ends: Vec<bool>,
    equal: &'w [Rate],
    share: Rate,
    /// The highest rate that the plan can give, where that can be told.
    top: Option<i64>,
    /// How many stand above each place; empty where that does not matter.
    depths: Vec<u32>,
    from_level: u16,
    bonus: u16,
}

impl DifferenceWalk<'_> {
    /// Whether somebody stands too near to receive.
    fn is_too_near(&self, start: u32, place: u32) -> bool {
        let depth = |place: u32| self.depths.get(at(place)).copied().unwrap_or(0);
        !self.depths.is_empty() && depth(start) - depth(place) < u32::from(self.from_level)
    }

    /// Each receiver's part is rounded by itself, so that parts up to the highest rate can miss the whole by a coin:
    /// what is left of it, or was given too much.
    fn pay(&self, source: u32, start: u32, base: i64, found: &mut Found) -> Result<i64, TooLarge> {
        let mut kept = 0_i64;
        let mut paid = 0_i64;
        let mut place = start;
        let mut level = 0;
        let mut equals = self.equal.iter();
        if self.from_level > 0 && start != TOP {
            // The seller has the own rate already, from another bonus or as a discount.
            kept = value(self.rates, start);
            paid = Portion::new(self.share, kept).of(base);
            if holds(&self.ends, start) {
                return Ok(0);
            }
            place = self.next.get(at(start)).copied().unwrap_or(TOP);
            level = 1;
        }
        while place != TOP {
            let rate = value(self.rates, place);
            if self.is_too_near(start, place) {
                kept = kept.max(rate);
                paid = Portion::new(self.share, kept).of(base);
            } else if rate > kept {
                let amount = Portion::new(self.share, rate - kept).of(base);
                let rate_kept = rate_of(rate - kept)?;
                found.line(Line { source, receiver: place, rate: rate_kept, bonus: self.bonus, level, amount });
                paid = paid.checked_add(amount).ok_or(TooLarge)?;
                kept = rate;
                equals = self.equal.iter();
            } else if rate == kept
                && rate > 0
                && let Some(equal) = equals.next()
            {
                let amount = Portion::new(self.share, equal.millionths()).of(base);
                let rate = rate_of(equal.millionths())?;
                found.line(Line { source, receiver: place, rate, bonus: self.bonus, level, amount });
            }
            if holds(&self.ends, place) {
                break;
            }
            level += 1;
            place = self.next.get(at(place)).copied().unwrap_or(TOP);
        }
        let Some(top) = self.top else { return Ok(0) };
        let rest = Portion::new(self.share, top).of(base).checked_sub(paid).ok_or(TooLarge)?;
        if top <= kept {
            return Ok(rest);
        }
        found.broken(Breakage { source, bonus: self.bonus, level, levels: 1, person: place, amount: rest });
        Ok(0)
    }
}
