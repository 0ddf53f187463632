//! The values of all columns, as far as they are known.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::business::commissions::calculation::edges::{EdgeSet, EdgeTree, at};
use crate::business::commissions::calculation::outcome::Reckoned;
use crate::business::commissions::calculation::program::{
    ColumnPlace, ColumnSource, Given, Program, Recipe, Stage, Way,
};
use crate::business::commissions::calculation::reckon::block::{Bench, Places};
use crate::business::commissions::calculation::reckon::given::given;
use crate::business::commissions::facts::Facts;
use crate::business::commissions::plan::{Formula, PersonValue};

/// So many places are reckoned at once; their registers stay in the processor's own memory.
const BLOCK: u32 = 1024;

/// A number grew beyond what can be held: more than nine trillion whole units.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TooLarge;

pub struct Values<'v> {
    program: &'v Program,
    facts: &'v Facts,
    edges: &'v EdgeSet,
    columns: Vec<Vec<i64>>,
    known: Vec<bool>,
    stages_done: Vec<bool>,
    /// What is paid under bonuses that were calculated: minor units by place.
    pay: BTreeMap<u16, Vec<i64>>,
    /// A calculation with the same people, whose predicates and ranks hold.
    before: Option<&'v Reckoned>,
}

impl<'v> Values<'v> {
    /// Reckons everything that needs no pay.
    pub fn begin(program: &'v Program, facts: &'v Facts, edges: &'v EdgeSet) -> Result<Values<'v>, TooLarge> {
        Values::begin_with(program, facts, edges, None)
    }

    /// The same with predicates and ranks from a calculation that was made before.
    pub fn begin_with(
        program: &'v Program,
        facts: &'v Facts,
        edges: &'v EdgeSet,
        before: Option<&'v Reckoned>,
    ) -> Result<Values<'v>, TooLarge> {
        let mut values = Values {
            program,
            facts,
            edges,
            columns: vec![Vec::new(); program.columns.len()],
            known: vec![false; program.columns.len()],
            stages_done: vec![false; program.stages.len()],
            pay: BTreeMap::new(),
            before,
        };
        values.go_on()?;
        Ok(values)
    }

    /// Takes in what a bonus pays, and reckons what depends on it.
    pub fn take_pay(&mut self, bonus: u16, pay: Vec<i64>) -> Result<(), TooLarge> {
        self.pay.insert(bonus, pay);
        self.go_on()
    }

    /// All columns, and all pay by bonus, when nothing more is asked.
    pub fn into_parts(self) -> (Vec<Vec<i64>>, BTreeMap<u16, Vec<i64>>) {
        (self.columns, self.pay)
    }

    /// The values of a formula by place, once they are known.
    pub fn of(&self, formula: &Formula) -> &[i64] {
        self.program.column(formula).map_or(&[], |column| self.column(column))
    }

    pub fn column(&self, column: ColumnPlace) -> &[i64] {
        self.columns.get(column.0).map_or(&[], Vec::as_slice)
    }

    /// Minor units by place.
    pub fn pay_of(&self, bonus: u16) -> Option<&[i64]> {
        self.pay.get(&bonus).map(Vec::as_slice)
    }

    fn go_on(&mut self) -> Result<(), TooLarge> {
        let program = self.program;
        for (number, stage) in program.stages.iter().enumerate() {
            if self.stages_done.get(number).copied().unwrap_or(true) || !self.is_ready(stage) {
                continue;
            }
            self.reckon(stage)?;
            for column in &stage.columns {
                if let Some(known) = self.known.get_mut(column.0) {
                    *known = true;
                }
            }
            if let Some(done) = self.stages_done.get_mut(number) {
                *done = true;
            }
        }
        Ok(())
    }

    /// Everything that the stage needs from outside is known.
    fn is_ready(&self, stage: &Stage) -> bool {
        stage.columns.iter().all(|column| match self.program.columns.get(column.0) {
            Some(ColumnSource::Given(Given::Person(PersonValue::Pay(bonus)))) => self.pay.contains_key(bonus),
            Some(source) => source
                .needs()
                .into_iter()
                .all(|(_, needed)| self.known.get(needed.0) == Some(&true) || stage.columns.contains(&needed)),
            None => false,
        })
    }

    fn reckon(&mut self, stage: &Stage) -> Result<(), TooLarge> {
        let count = u32::try_from(self.facts.tree.len()).unwrap_or(u32::MAX);
        let program = self.program;
        let mut recipes: Vec<(ColumnPlace, &Recipe, Bench)> = Vec::new();
        for column in &stage.columns {
            match program.columns.get(column.0) {
                Some(ColumnSource::Recipe(recipe)) => {
                    let values = match stage.way {
                        // Filled block by block from the first place to the last.
                        Way::AllAtOnce => Vec::with_capacity(at(count)),
                        Way::BottomUp(_) | Way::TopDown(_) => vec![0; at(count)],
                    };
                    self.set(*column, values);
                    recipes.push((*column, recipe, Bench::new(recipe)));
                }
                Some(ColumnSource::Given(wanted)) => {
                    let values = given(wanted, self)?;
                    self.set(*column, values);
                }
                None => {}
            }
        }
        if recipes.is_empty() {
            return Ok(());
        }
        match stage.way {
            Way::AllAtOnce => self.reckon_range(&mut recipes, None, 0..count),
            Way::BottomUp(edge) => {
                let Some(tree) = self.edges.get(&edge) else { return Ok(()) };
                tree.levels().rev().try_for_each(|level| self.reckon_range(&mut recipes, Some(tree), level))
            }
            Way::TopDown(edge) => {
                let Some(tree) = self.edges.get(&edge) else { return Ok(()) };
                tree.levels().try_for_each(|level| self.reckon_range(&mut recipes, Some(tree), level))
            }
        }
    }

    fn set(&mut self, column: ColumnPlace, values: Vec<i64>) {
        if let Some(slot) = self.columns.get_mut(column.0) {
            *slot = values;
        }
    }

    fn reckon_range(
        &mut self,
        recipes: &mut [(ColumnPlace, &Recipe, Bench)],
        tree: Option<&EdgeTree>,
        range: Range<u32>,
    ) -> Result<(), TooLarge> {
        let mut begin = range.start;
        while begin < range.end {
            let end = range.end.min(begin.saturating_add(BLOCK));
            let places = match tree.and_then(|tree| tree.places(begin..end)) {
                Some(places) => Places::These(places),
                None => Places::Run(begin..end),
            };
            for (column, recipe, bench) in recipes.iter_mut() {
                bench.work(recipe, &places, &self.columns, self.edges, self.facts)?;
                if let Some(target) = self.columns.get_mut(column.0) {
                    places.store(bench.result(), target);
                }
            }
            begin = end;
        }
        Ok(())
    }

    /// What somebody counted as in the calculation before, by place.
    pub(super) fn before(&self, value: &PersonValue) -> Vec<i64> {
        let formula = Formula::Person(value.clone());
        let mut column = self.before.map_or_else(Vec::new, |before| before.column(&formula).to_vec());
        column.resize(self.facts.tree.len(), 0);
        column
    }

    pub(super) fn facts(&self) -> &'v Facts {
        self.facts
    }
}
