//! Recipes: the steps that give one column from others.

use std::collections::BTreeMap;

use crate::business::commissions::calculation::program::ColumnPlace;
use crate::business::commissions::plan::{
    EdgePlace, Formula, Gather, LadderMode, Looking, PersonValue, Reach, Sign, Sold, Step,
};

/// From where the values of a column come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ColumnSource {
    Recipe(Recipe),
    Given(Given),
}

/// Columns that come from the facts, or from bonuses that were calculated before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Given {
    Person(PersonValue),
    Earlier(String, u16),
    /// A sum over the own sales; its condition looks at these columns of seller and buyer.
    Sold(Box<Sold>, Vec<ColumnPlace>),
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Recipe {
    /// Each step fills the register of its own number; the last one is the result.
    pub steps: Vec<RecipeStep>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RecipeStep {
    Constant(i64),
    /// A word; it has a number only when the facts are known.
    Text(String),
    Load(ColumnPlace),
    Operation(Sign, usize, usize),
    Choice(usize, usize, usize),
    Ladder(usize, LadderMode, Vec<Step>),
    /// Gathered over those directly below.
    Below(EdgePlace, Gather, ColumnPlace),
    Above(EdgePlace, ColumnPlace),
    Everyone(ColumnPlace),
    /// The place among all people.
    Place(ColumnPlace),
}

/// Which columns a recipe needs, and from where it looks at them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Look {
    Same,
    Below(EdgePlace),
    Above(EdgePlace),
    Everyone,
}

impl ColumnSource {
    pub fn needs(&self) -> Vec<(Look, ColumnPlace)> {
        match self {
            ColumnSource::Recipe(recipe) => recipe.needs().collect(),
            ColumnSource::Given(Given::Sold(_, columns)) => {
                columns.iter().map(|column| (Look::Everyone, *column)).collect()
            }
            ColumnSource::Given(_) => Vec::new(),
        }
    }
}

impl Recipe {
    fn needs(&self) -> impl Iterator<Item = (Look, ColumnPlace)> + '_ {
        self.steps.iter().filter_map(|step| match step {
            RecipeStep::Load(column) => Some((Look::Same, *column)),
            RecipeStep::Below(edge, _, column) => Some((Look::Below(*edge), *column)),
            RecipeStep::Above(edge, column) => Some((Look::Above(*edge), *column)),
            RecipeStep::Everyone(column) | RecipeStep::Place(column) => Some((Look::Everyone, *column)),
            _ => None,
        })
    }
}

/// Writes the steps of one formula; what stands in it twice is reckoned once.
pub(super) struct Writer<'w> {
    pub recipe: Recipe,
    known: BTreeMap<Formula, usize>,
    looking: Looking,
    column_of: &'w mut dyn FnMut(&Formula) -> ColumnPlace,
}

impl<'w> Writer<'w> {
    pub fn new(looking: Looking, column_of: &'w mut dyn FnMut(&Formula) -> ColumnPlace) -> Writer<'w> {
        Writer { recipe: Recipe::default(), known: BTreeMap::new(), looking, column_of }
    }

    fn push(&mut self, step: RecipeStep) -> usize {
        self.recipe.steps.push(step);
        self.recipe.steps.len() - 1
    }

    /// The register that holds the value of a formula.
    pub fn write(&mut self, formula: &Formula) -> usize {
        if let Some(register) = self.known.get(formula) {
            return *register;
        }
        let step = match formula {
            Formula::Constant(value) => RecipeStep::Constant(*value),
            Formula::Text(text) => RecipeStep::Text(text.clone()),
            // Values of a sale never stand in a formula of a person: the reader of plans keeps the scopes apart.
            Formula::Sale(_) | Formula::Of(..) => RecipeStep::Constant(0),
            Formula::Person(_) | Formula::Earlier(..) => RecipeStep::Load((self.column_of)(formula)),
            Formula::Periods(together, name, now, periods) => {
                let each = Formula::of_periods(*together, name, now, *periods, self.looking);
                let register = self.write(&each);
                self.known.insert(formula.clone(), register);
                return register;
            }
            Formula::Operation(sign, pair) => {
                let [first, second] = &**pair;
                let (first, second) = (self.write(first), self.write(second));
                RecipeStep::Operation(*sign, first, second)
            }
            Formula::Choice(three) => {
                let [when, then, otherwise] = &**three;
                let (when, then, otherwise) = (self.write(when), self.write(then), self.write(otherwise));
                RecipeStep::Choice(when, then, otherwise)
            }
            Formula::Ladder(of, mode, steps) => {
                let of = self.write(of);
                RecipeStep::Ladder(of, *mode, steps.clone())
            }
            Formula::People(Reach::Below(edge, gather), of) => RecipeStep::Below(*edge, *gather, (self.column_of)(of)),
            Formula::People(Reach::Above(edge), of) => RecipeStep::Above(*edge, (self.column_of)(of)),
            Formula::People(Reach::Everyone, of) => RecipeStep::Everyone((self.column_of)(of)),
            Formula::People(Reach::Place, of) => RecipeStep::Place((self.column_of)(of)),
            Formula::People(Reach::Team { .. } | Reach::Levels(..), _) => RecipeStep::Load((self.column_of)(formula)),
        };
        let register = self.push(step);
        self.known.insert(formula.clone(), register);
        register
    }
}
