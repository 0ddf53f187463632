//! One recipe for one block of places: every step is one loop over the block.

use std::mem::take;
use std::ops::Range;

use crate::business::commissions::calculation::edges::{EdgeSet, EdgeTree, at};
use crate::business::commissions::calculation::program::{ColumnPlace, Recipe, RecipeStep};
use crate::business::commissions::calculation::reckon::values::TooLarge;
use crate::business::commissions::facts::{Facts, Standing};
use crate::business::commissions::plan::{Gather, MILLION, Sign};
use crate::business::partners::TOP;

/// The places of a block.
pub(super) enum Places<'p> {
    Run(Range<u32>),
    These(&'p [u32]),
}

impl Places<'_> {
    fn len(&self) -> usize {
        match self {
            Places::Run(range) => range.len(),
            Places::These(places) => places.len(),
        }
    }

    fn load(&self, column: &[i64], out: &mut Vec<i64>) {
        out.clear();
        match self {
            Places::Run(range) => out.extend_from_slice(column.get(at(range.start)..at(range.end)).unwrap_or(&[])),
            Places::These(places) => out.extend(places.iter().map(|place| value_at(column, *place))),
        }
        out.resize(self.len(), 0);
    }

    pub fn store(&self, values: &[i64], column: &mut Vec<i64>) {
        match self {
            Places::Run(range) => {
                if column.len() == at(range.start) {
                    column.extend_from_slice(values);
                } else if let Some(target) = column.get_mut(at(range.start)..at(range.end)) {
                    target.iter_mut().zip(values).for_each(|(slot, value)| *slot = *value);
                }
            }
            Places::These(places) => {
                for (place, value) in places.iter().zip(values) {
                    if let Some(slot) = column.get_mut(at(*place)) {
                        *slot = *value;
                    }
                }
            }
        }
    }

    /// Something for every place.
    fn each(&self, out: &mut Vec<i64>, mut value: impl FnMut(u32) -> i64) {
        out.clear();
        match self {
            Places::Run(range) => out.extend(range.clone().map(&mut value)),
            Places::These(places) => out.extend(places.iter().map(|place| value(*place))),
        }
    }
}

/// The registers of one recipe.
pub(super) struct Bench {
    registers: Vec<Vec<i64>>,
    /// The sum over everybody, once it was reckoned.
    everyone: Vec<Option<i64>>,
    /// The places of everybody, likewise.
    places: Vec<Vec<i64>>,
}

impl Bench {
    pub fn new(recipe: &Recipe) -> Bench {
        let steps = recipe.steps.len();
        Bench { registers: vec![Vec::new(); steps], everyone: vec![None; steps], places: vec![Vec::new(); steps] }
    }

    pub fn result(&self) -> &[i64] {
        self.registers.last().map_or(&[], Vec::as_slice)
    }

    pub fn work(
        &mut self,
        recipe: &Recipe,
        places: &Places<'_>,
        columns: &[Vec<i64>],
        edges: &EdgeSet,
        facts: &Facts,
    ) -> Result<(), TooLarge> {
        let column = |wanted: &ColumnPlace| columns.get(wanted.0).map_or(&[][..], Vec::as_slice);
        for (register, step) in recipe.steps.iter().enumerate() {
            let mut out = self.registers.get_mut(register).map(take).unwrap_or_default();
            let mut fits = true;
            match step {
                RecipeStep::Constant(value) => {
                    out.clear();
                    out.resize(places.len(), *value);
                }
                RecipeStep::Text(text) => {
                    out.clear();
                    out.resize(places.len(), facts.word(text));
                }
                RecipeStep::Load(wanted) => places.load(column(wanted), &mut out),
                RecipeStep::Operation(sign, first, second) => {
                    fits = operate(*sign, self.register(*first), self.register(*second), &mut out);
                }
                RecipeStep::Choice(when, then, otherwise) => {
                    let (when, then, otherwise) =
                        (self.register(*when), self.register(*then), self.register(*otherwise));
                    out.clear();
                    let pairs = then.iter().zip(otherwise);
                    out.extend(
                        when.iter().zip(pairs).map(|(when, (then, other))| if *when != 0 { *then } else { *other }),
                    );
                }
                RecipeStep::Ladder(of, mode, steps) => {
                    out.clear();
                    for number in self.register(*of) {
                        let value = mode.read(steps, *number);
                        fits &= value.is_some();
                        out.push(value.unwrap_or(0));
                    }
                }
                RecipeStep::Below(edge, gather, wanted) => {
                    let of = column(wanted);
                    let tree = edges.get(edge);
                    places.each(&mut out, |place| {
                        let value = tree.map_or(Some(0), |tree| gathered(tree, *gather, place, of));
                        fits &= value.is_some();
                        value.unwrap_or(0)
                    });
                }
                RecipeStep::Above(edge, wanted) => {
                    let of = column(wanted);
                    let tree = edges.get(edge);
                    let parent = |place| tree.map_or(TOP, |tree| tree.parent(place));
                    places.each(&mut out, |place| value_at(of, parent(place)));
                }
                RecipeStep::Everyone(wanted) => {
                    let known = self.everyone.get(register).copied().flatten();
                    let sum =
                        known.or_else(|| column(wanted).iter().try_fold(0_i64, |sum, value| sum.checked_add(*value)));
                    fits = sum.is_some();
                    if let Some(slot) = self.everyone.get_mut(register) {
                        *slot = sum;
                    }
                    out.clear();
                    out.resize(places.len(), sum.unwrap_or(0));
                }
                RecipeStep::Place(wanted) => {
                    if let Some(known) = self.places.get_mut(register) {
                        if known.is_empty() {
                            *known = in_order(column(wanted), facts);
                        }
                        places.load(known, &mut out);
                    }
                }
            }
            if let Some(slot) = self.registers.get_mut(register) {
                *slot = out;
            }
            if !fits {
                return Err(TooLarge);
            }
        }
        Ok(())
    }

    fn register(&self, register: usize) -> &[i64] {
        self.registers.get(register).map_or(&[], Vec::as_slice)
    }
}

/// Everybody's place from 1: whoever has more comes first, among equals whoever joined first, on one day the lower
/// number. Nobody has a place who has nothing or no valid contract.
fn in_order(of: &[i64], facts: &Facts) -> Vec<i64> {
    let valid = |place: u32| facts.standing(place) == Standing::Valid;
    let mut ordered: Vec<(u32, i64)> =
        (0_u32..).zip(of.iter().copied()).filter(|(place, value)| *value > 0 && valid(*place)).collect();
    let joined = |place: u32| facts.people.joined.get(at(place)).copied();
    ordered.sort_by_key(|(place, value)| (-value, joined(*place), facts.tree.partner(*place)));
    let mut places = vec![0; of.len()];
    for (number, (place, _)) in (1_i64..).zip(ordered) {
        if let Some(slot) = places.get_mut(at(place)) {
            *slot = number * MILLION;
        }
    }
    places
}

pub(super) fn value_at(column: &[i64], place: u32) -> i64 {
    column.get(at(place)).copied().unwrap_or(0)
}

/// Whether everything fitted. The signs that plans use most have loops of their own.
fn operate(sign: Sign, first: &[i64], second: &[i64], out: &mut Vec<i64>) -> bool {
    out.clear();
    let pairs = first.iter().zip(second);
    let mut fits = true;
    match sign {
        Sign::Add => out.extend(pairs.map(|(first, second)| {
            let (value, over) = first.overflowing_add(*second);
            fits &= !over;
            value
        })),
        Sign::Subtract => out.extend(pairs.map(|(first, second)| {
            let (value, over) = first.overflowing_sub(*second);
            fits &= !over;
            value
        })),
        Sign::And => out.extend(pairs.map(|(first, second)| i64::from(*first != 0) & i64::from(*second != 0))),
        Sign::LessOrEqual => out.extend(pairs.map(|(first, second)| i64::from(first <= second))),
        _ => out.extend(pairs.map(|(first, second)| {
            let value = sign.apply(*first, *second);
            fits &= value.is_some();
            value.unwrap_or(0)
        })),
    }
    fits
}

fn gathered(tree: &EdgeTree, gather: Gather, place: u32, of: &[i64]) -> Option<i64> {
    if tree.is_plain() {
        let children = tree.children_at(place);
        let values = of.get(at(children.start)..at(children.end)).unwrap_or(&[]);
        return gather_over(gather, values.iter().copied());
    }
    gather_over(gather, tree.children(place).map(|child| value_at(of, child)))
}

fn gather_over(gather: Gather, values: impl Iterator<Item = i64>) -> Option<i64> {
    match gather {
        Gather::Sum => values.into_iter().try_fold(0_i64, i64::checked_add),
        Gather::Any => Some(i64::from(values.into_iter().any(|value| value != 0))),
        Gather::Largest(wanted) => {
            let mut largest: Vec<i64> = Vec::new();
            for value in values {
                let behind = largest.partition_point(|known| *known >= value);
                if behind < usize::from(wanted) {
                    largest.insert(behind, value);
                    largest.truncate(usize::from(wanted));
                }
            }
            Some(largest.get(usize::from(wanted).checked_sub(1)?).copied().unwrap_or(0))
        }
    }
}
