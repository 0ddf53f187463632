//! What a bonus stands on while it is calculated, and where it puts what it finds.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::business::commissions::calculation::edges::{EdgeSet, EdgeTree, at};
use crate::business::commissions::calculation::reckon::{TooLarge, Values};
use crate::business::commissions::calculation::{Breakage, Line};
use crate::business::commissions::facts::Facts;
use crate::business::commissions::plan::{EdgePlace, Formula, Plan};
use crate::values::{Day, PartnerId};

pub(in crate::business::commissions::calculation) struct Ground<'g> {
    pub facts: &'g Facts,
    pub edges: &'g EdgeSet,
    pub values: &'g Values<'g>,
    pub plan: &'g Plan,
    /// The bonus by its place in the plan, and by its name.
    pub bonus: u16,
    pub name: &'g str,
}

#[derive(Default)]
pub(in crate::business::commissions::calculation) struct Found {
    pub lines: Vec<Line>,
    pub breakage: Vec<Breakage>,
    /// What adjustments took from each bonus, by place: minor units; negative where they added something.
    pub taken: BTreeMap<u16, Vec<i64>>,
    /// What is left to the next period, by key: millionths by place.
    pub left: Vec<(String, Vec<i64>)>,
    /// What else a bonus can tell of people, by name: millionths by place.
    pub told: Vec<(String, Vec<i64>)>,
}

impl Ground<'_> {
    pub fn edge(&self, edge: EdgePlace) -> Option<&EdgeTree> {
        self.edges.get(&edge).map(Arc::as_ref)
    }

    pub fn column(&self, formula: &Formula) -> &[i64] {
        self.values.of(formula)
    }

    /// Who comes first among equals: whoever joined first; on one day, the lower number.
    pub fn seniority(&self, place: u32) -> (Option<Day>, Option<PartnerId>) {
        (self.facts.people.joined.get(at(place)).copied(), self.facts.tree.partner(place))
    }

    /// Whole coins in an amount: a limit is never passed, not by half a coin.
    pub fn whole_coins(&self, millionths: i64) -> i64 {
        millionths.div_euclid(self.facts.millionths_per_minor())
    }

    /// A column of truths, made small enough to stay near the processor while a walk asks it again and again.
    pub fn truths(&self, formula: &Formula) -> Vec<bool> {
        self.column(formula).iter().map(|truth| *truth != 0).collect()
    }

    /// Millionths of the currency, rounded to the smallest coin, half a coin away from zero.
    pub fn coins(&self, millionths: i64) -> i64 {
        let unit = self.facts.millionths_per_minor();
        let half = if millionths < 0 { -(unit / 2) } else { unit / 2 };
        millionths.saturating_add(half) / unit
    }
}

impl Found {
    #[inline]
    pub fn line(&mut self, line: Line) {
        if line.amount != 0 {
            self.lines.push(line);
        }
    }

    /// Keeps what an adjustment took, for those that follow it.
    pub fn take(&mut self, bonus: u16, amounts: &[i64]) {
        let taken = self.taken.entry(bonus).or_insert_with(|| vec![0; amounts.len()]);
        for (sum, amount) in taken.iter_mut().zip(amounts) {
            *sum = sum.saturating_add(*amount);
        }
    }

    #[inline]
    pub fn broken(&mut self, broken: Breakage) {
        if broken.amount != 0 {
            self.breakage.push(broken);
        }
    }
}

/// Whether something holds for a place.
pub(super) fn holds(truths: &[bool], place: u32) -> bool {
    truths.get(at(place)).copied().unwrap_or(false)
}

/// A rate of a person as lines keep it.
pub(super) fn rate_of(millionths: i64) -> Result<u32, TooLarge> {
    u32::try_from(millionths.max(0)).map_err(|_| TooLarge)
}
