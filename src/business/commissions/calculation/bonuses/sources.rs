//! Sources of a bonus: where each walk begins, and how much money it is about.

use std::sync::Arc;

use crate::business::commissions::calculation::at;
use crate::business::commissions::calculation::bonuses::Ground;
use crate::business::commissions::calculation::reckon::{SaleReader, TooLarge};
use crate::business::commissions::plan::{Each, Formula, Refunds, SaleValue, SalesSource, Source};

/// What the numbers of sources stand for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// A sale by its place among the facts.
    Sale,
    /// All that one person brings; the place of the person.
    Person,
    /// The whole firm: one source for all.
    Firm,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sources {
    pub origin: Origin,
    /// Where the walk of each source begins; empty where sources are places.
    starts: Vec<u32>,
    /// Minor units; nothing where a source does not count.
    pub bases: Arc<Vec<i64>>,
}

impl Sources {
    pub fn of_people(bases: Vec<i64>) -> Sources {
        Sources { origin: Origin::Person, starts: Vec::new(), bases: Arc::new(bases) }
    }

    pub fn of_firm(base: i64) -> Sources {
        Sources { origin: Origin::Firm, starts: Vec::new(), bases: Arc::new(vec![base]) }
    }

    /// Where the walk of a source begins.
    pub fn start(&self, source: u32) -> u32 {
        if self.starts.is_empty() { source } else { self.starts.get(at(source)).copied().unwrap_or(source) }
    }

    pub fn base(&self, source: u32) -> i64 {
        self.bases.get(at(source)).copied().unwrap_or(0)
    }

    /// All that count: number, start, base.
    pub fn counting(&self) -> impl Iterator<Item = (u32, u32, i64)> + '_ {
        let counted = (0_u32..).zip(self.bases.iter()).filter(|(_, base)| **base != 0);
        counted.map(|(source, base)| (source, self.start(source), *base))
    }
}

/// The formulas that a source looks at.
pub(super) fn wanted(source: &Source) -> Vec<Formula> {
    match source {
        Source::Sales(sales) => {
            let asked = sales.condition.iter().flat_map(Formula::of_people).chain(sales.what.of_people());
            asked.cloned().collect()
        }
        Source::Volume { what, when, .. } => [what.clone()].into_iter().chain(when.clone()).collect(),
        Source::Pay { .. } => Vec::new(),
    }
}

pub(super) fn sources(source: &Source, ground: &Ground<'_>) -> Result<Sources, TooLarge> {
    match source {
        Source::Sales(sales) => of_sales(sales, ground),
        Source::Volume { what, when, .. } => {
            let met = when.as_ref().map(|when| ground.column(when));
            let counts = |place: usize| met.is_none_or(|met| met.get(place).is_some_and(|met| *met != 0));
            let values = ground.column(what).iter().enumerate();
            let bases = values.map(|(place, value)| if counts(place) { ground.coins(*value) } else { 0 });
            Ok(Sources::of_people(bases.collect()))
        }
        Source::Pay { bonuses, .. } => {
            let mut bases = vec![0_i64; ground.facts.tree.len()];
            for bonus in bonuses {
                let pay = ground.values.pay_of(*bonus).unwrap_or(&[]);
                for (base, pay) in bases.iter_mut().zip(pay) {
                    *base = base.checked_add(*pay).ok_or(TooLarge)?;
                }
            }
            Ok(Sources::of_people(bases))
        }
    }
}

/// Whether a sale takes back what was settled in an earlier period, and so is settled by that alone.
pub(super) fn settled_before(ground: &Ground<'_>, sale: usize) -> bool {
    has_settled_before(ground) && u32::try_from(sale).is_ok_and(|sale| ground.facts.is_earlier_refund(sale))
}

fn has_settled_before(ground: &Ground<'_>) -> bool {
    ground.plan.refunds == Refunds::Original && !ground.facts.earlier_refunds().is_empty()
}

pub(super) fn of_sales(wanted: &SalesSource, ground: &Ground<'_>) -> Result<Sources, TooLarge> {
    let facts = ground.facts;
    let reader = SaleReader::new(ground.values);
    let plain = wanted.what == Formula::Sale(SaleValue::Base);
    if plain && wanted.each == Each::Person && wanted.condition.is_none() && !has_settled_before(ground) {
        let bases = facts.own_sums.base(wanted.kinds).ok_or(TooLarge)?;
        return Ok(Sources { origin: Origin::Person, starts: Vec::new(), bases });
    }
    let base_of = |number: usize, sale| -> Result<i64, TooLarge> {
        if plain { Ok(0) } else { reader.read(&wanted.what, number, sale).map(|value| ground.coins(value)) }
    };
    let mut bases = match wanted.each {
        Each::Line => Vec::with_capacity(facts.sales.len()),
        Each::Person => vec![0_i64; facts.tree.len()],
    };
    for (number, sale) in facts.sales.iter().enumerate() {
        let counts = !settled_before(ground, number)
            && wanted.kinds.include(sale.kind)
            && reader.meets(wanted.condition.as_ref(), number, sale)?;
        let base = match (counts, plain) {
            (false, _) => 0,
            (true, true) => sale.base,
            (true, false) => base_of(number, sale)?,
        };
        match wanted.each {
            Each::Line => bases.push(base),
            Each::Person => {
                if let Some(sum) = bases.get_mut(at(sale.seller)) {
                    *sum = sum.checked_add(base).ok_or(TooLarge)?;
                }
            }
        }
    }
    Ok(match wanted.each {
        Each::Person => Sources::of_people(bases),
        Each::Line => {
            let starts = facts.sales.iter().map(|sale| sale.seller).collect();
            Sources { origin: Origin::Sale, starts, bases: Arc::new(bases) }
        }
    })
}
