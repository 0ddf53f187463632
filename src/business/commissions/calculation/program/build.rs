//! Finding all columns that a plan needs, and writing the recipe of each.

use std::collections::{BTreeMap, BTreeSet};

use crate::business::commissions::calculation::program::order::{Stage, stages};
use crate::business::commissions::calculation::program::recipe::{ColumnSource, Given, Writer};
use crate::business::commissions::plan::{Formula, Gather, Looking, PaidBy, PersonValue, Plan, RankOf, Reach, Sign};

/// The place of a column in the program.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct ColumnPlace(pub usize);

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Program {
    pub columns: Vec<ColumnSource>,
    pub stages: Vec<Stage>,
    places: BTreeMap<Formula, ColumnPlace>,
}

impl Program {
    /// The column of a formula that was asked for.
    pub fn column(&self, formula: &Formula) -> Option<ColumnPlace> {
        self.places.get(formula).copied()
    }
}

/// Compiles everything that the requested formulas need. `Err` has a formula that needs itself in a way that can
/// never be reckoned.
pub fn compile(
    plan: &Plan,
    wanted: &[Formula],
    looking: Looking,
    standing: StandingOf,
) -> Result<Program, Box<Formula>> {
    let mut builder =
        Builder { plan, looking, standing, places: BTreeMap::new(), columns: Vec::new(), open: Vec::new() };
    for formula in wanted {
        builder.column_of(formula);
    }
    while let Some((formula, place)) = builder.open.pop() {
        let source = builder.source(&formula);
        if let Some(slot) = builder.columns.get_mut(place.0) {
            *slot = source;
        }
    }
    let Builder { places, columns, .. } = builder;
    let stages = stages(&columns).map_err(|circling| {
        let found = places.iter().find(|(_, place)| **place == circling).map(|(formula, _)| formula.clone());
        Box::new(found.unwrap_or(Formula::Constant(0)))
    })?;
    Ok(Program { columns, stages, places })
}

/// From where predicates and ranks come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StandingOf {
    /// From what the plan says of them.
    Plan,
    /// From a calculation that was made before.
    Before,
}

impl StandingOf {
    /// Whether a value is known from before.
    fn knows(self, value: &PersonValue) -> bool {
        let stands = match value {
            PersonValue::Predicate(_) | PersonValue::Need(..) => true,
            PersonValue::Rank(which) => *which != RankOf::Before,
            _ => false,
        };
        stands && self == StandingOf::Before
    }
}

struct Builder<'p> {
    plan: &'p Plan,
    looking: Looking,
    standing: StandingOf,
    places: BTreeMap<Formula, ColumnPlace>,
    columns: Vec<ColumnSource>,
    /// Columns that have a place and no recipe yet.
    open: Vec<(Formula, ColumnPlace)>,
}

impl Builder<'_> {
    fn column_of(&mut self, formula: &Formula) -> ColumnPlace {
        if let Some(place) = self.places.get(formula) {
            return *place;
        }
        if let Some(other) = self.other_name(formula) {
            let place = self.column_of(&other);
            self.places.insert(formula.clone(), place);
            return place;
        }
        let place = ColumnPlace(self.columns.len());
        self.places.insert(formula.clone(), place);
        self.columns.push(ColumnSource::Given(Given::Person(PersonValue::Valid)));
        self.open.push((formula.clone(), place));
        place
    }

    /// Where a formula is only another name of a value, the last of its names: both are one column. Values that
    /// name each other in a ring have no last name, and are found to need themselves.
    fn other_name(&self, formula: &Formula) -> Option<Formula> {
        let mut last = None;
        let mut passed = BTreeSet::from([formula.clone()]);
        let mut next = self.named(formula);
        while let Some(name) = next {
            if !passed.insert(name.clone()) {
                return None;
            }
            next = self.named(&name);
            last = Some(name);
        }
        last
    }

    /// The value that a value is defined as, where it is nothing more.
    fn named(&self, formula: &Formula) -> Option<Formula> {
        let Formula::Person(value) = formula else { return None };
        self.definition(value).filter(|definition| matches!(definition, Formula::Person(_) | Formula::Earlier(..)))
    }

    fn source(&mut self, formula: &Formula) -> ColumnSource {
        let definition = match formula {
            Formula::Person(PersonValue::Sold(sold)) => {
                let mut columns = Vec::new();
                let formulas = sold.condition.iter().flat_map(Formula::of_people);
                formulas.for_each(|formula| columns.push(self.column_of(formula)));
                return ColumnSource::Given(Given::Sold(sold.clone(), columns));
            }
            Formula::Person(value) => match self.definition(value) {
                Some(definition) => definition,
                None => return ColumnSource::Given(Given::Person(value.clone())),
            },
            Formula::Earlier(name, back) => return ColumnSource::Given(Given::Earlier(name.clone(), *back)),
            Formula::People(Reach::Team { .. } | Reach::Levels(..), _) => unfolded(formula),
            other => other.clone(),
        };
        let looking = self.looking;
        let mut column_of = |formula: &Formula| self.column_of(formula);
        let mut writer = Writer::new(looking, &mut column_of);
        writer.write(&definition);
        ColumnSource::Recipe(writer.recipe)
    }

    /// What the plan says about a value; `None` where it comes from the facts.
    fn definition(&self, value: &PersonValue) -> Option<Formula> {
        let plan = self.plan;
        if self.standing.knows(value) {
            return None;
        }
        let valid = || Formula::Person(PersonValue::Valid);
        match value {
            PersonValue::Volume(place) => plan.volumes.get(usize::from(*place)).map(|volume| volume.formula.clone()),
            PersonValue::Predicate(place) => {
                let needs = plan.predicates.get(usize::from(*place))?.needs.len();
                let needs =
                    (0..u16::try_from(needs).ok()?).map(|need| Formula::Person(PersonValue::Need(*place, need)));
                Some(Formula::all([valid()].into_iter().chain(needs)))
            }
            PersonValue::Need(predicate, need) => {
                let predicate = plan.predicates.get(usize::from(*predicate))?;
                predicate.needs.get(usize::from(*need)).map(|need| need.formula.clone())
            }
            PersonValue::Rank(which) => Some(self.rank(*which)),
            PersonValue::Pay(_)
            | PersonValue::Sold(_)
            | PersonValue::Valid
            | PersonValue::Customer
            | PersonValue::DaysMember
            | PersonValue::PeriodsMember
            | PersonValue::Country
            | PersonValue::Flag(_)
            | PersonValue::Column(_) => None,
        }
    }

    fn rank(&self, which: RankOf) -> Formula {
        let earlier = |name: &str, back| Formula::Earlier(name.to_owned(), back);
        let of = |which| Formula::Person(PersonValue::Rank(which));
        match which {
            // The highest one whose needs are met, whatever lower ones ask for.
            RankOf::Qualified => {
                (1..).zip(&self.plan.ranks.ranks).fold(Formula::Constant(0), |lower, (number, rank)| {
                    let needs = rank.needs.iter().map(|need| need.formula.clone());
                    let met = Formula::all([Formula::Person(PersonValue::Valid)].into_iter().chain(needs));
                    Formula::choice(met, Formula::Constant(number), lower)
                })
            }
            RankOf::Achieved => Formula::operation(Sign::Most, of(RankOf::Qualified), earlier("rank_achieved", 1)),
            RankOf::Before => earlier("rank_paid", 1),
            RankOf::Paid => match self.plan.ranks.paid_by {
                PaidBy::Qualified => of(RankOf::Qualified),
                PaidBy::Achieved => {
                    Formula::choice(Formula::Person(PersonValue::Valid), of(RankOf::Achieved), Formula::Constant(0))
                }
                // A rank that was reached in one of the periods of grace is still paid.
                PaidBy::Grace(periods) => {
                    let kept = (1..=periods).fold(of(RankOf::Qualified), |highest, back| {
                        Formula::operation(Sign::Most, highest, earlier("rank", back))
                    });
                    Formula::choice(Formula::Person(PersonValue::Valid), kept, Formula::Constant(0))
                }
            },
        }
    }
}

/// A team or a number of levels, said by what stands directly below.
fn unfolded(formula: &Formula) -> Formula {
    let Formula::People(reach, of) = formula else { return formula.clone() };
    match reach {
        Reach::Team { edge, with_self, any, without } => {
            let whole_reach = Reach::Team { edge: *edge, with_self: true, any: *any, without: without.clone() };
            let whole = Formula::People(whole_reach, of.clone());
            let shown = match without {
                Some(without) => Formula::choice((**without).clone(), Formula::Constant(0), whole),
                None => whole,
            };
            let gather = if *any { Gather::Any } else { Gather::Sum };
            let below = Formula::People(Reach::Below(*edge, gather), Box::new(shown));
            if !with_self {
                return below;
            }
            Formula::operation(if *any { Sign::Or } else { Sign::Add }, (**of).clone(), below)
        }
        Reach::Levels(edge, levels) => {
            let first = Formula::People(Reach::Below(*edge, Gather::Sum), of.clone());
            if *levels <= 1 {
                return first;
            }
            // The first level below, and what the levels below those are: each is the sum of one fewer level.
            let fewer = Formula::People(Reach::Levels(*edge, levels - 1), of.clone());
            let inner = Formula::operation(Sign::Add, (**of).clone(), fewer);
            Formula::People(Reach::Below(*edge, Gather::Sum), Box::new(inner))
        }
        Reach::Below(..) | Reach::Above(_) | Reach::Everyone | Reach::Place => formula.clone(),
    }
}
