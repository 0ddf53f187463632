//! What a plan asks of facts, beside who stands below whom and what was sold; whoever reads facts from files must
//! find it there.

use std::collections::{BTreeMap, BTreeSet};

use crate::business::commissions::calculation::calculate::{formulas, formulas_in};
use crate::business::commissions::calculation::program::{
    ColumnSource, Given, Program, RecipeStep, StandingOf, compile,
};
use crate::business::commissions::plan::{
    BonusKind, Difference, EdgePlace, FactorBy, Formula, Generations, Levels, Looking, Making, Party, PersonValue,
    Plan, SaleBonus, SalePay, SaleReceiver, SaleValue, Source,
};
use crate::values::PeriodKind;

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Asked {
    /// Free words of people.
    pub flags: BTreeSet<String>,
    pub country: bool,
    pub enrollers: bool,
    pub seats: bool,
    pub buyers: bool,
    /// Customers among the people.
    pub customers: bool,
    pub points: bool,
    pub net: bool,
    pub quantity: bool,
    pub product: bool,
    /// Further columns of sales that say how much there is of something, and not how something is: part of a sale has
    /// part of them.
    pub amounts: BTreeSet<String>,
    /// Values of earlier periods by name, with how many periods the plan looks back at most; 0 for an
    /// entry of the carry itself.
    pub earlier: BTreeMap<String, u16>,
}

/// A plan that was read can be compiled; one that cannot asks for nothing.
pub fn asked_of_facts(plan: &Plan) -> Asked {
    let mut asked = Asked::default();
    // A run in periods of another kind looks one period further back.
    let own_periods = plan.bonuses.iter().any(|bonus| bonus.period.is_some_and(|own| own != plan.period));
    let lookings = [Looking::FromPeriodOfPlan, Looking::FromAnotherPeriod];
    for looking in lookings.into_iter().take(1 + usize::from(own_periods)) {
        let Ok(program) = compile(plan, &formulas(plan), looking, StandingOf::Plan) else { return asked };
        asked.take_columns(&program, plan);
    }
    asked.product |= plan.factors.iter().any(|factors| factors.by == FactorBy::Product);
    for bonus in &plan.bonuses {
        if let Some(Source::Sales(sales)) = bonus.source() {
            sales.condition.iter().chain([&sales.what]).for_each(|formula| asked.take_sale(formula));
            sales.what.amounts_of_sale().into_iter().for_each(|value| asked.take_amount(value));
        }
        match &bonus.kind {
            BonusKind::Levels(Levels { edge, .. })
            | BonusKind::Difference(Difference { edge, .. })
            | BonusKind::Generations(Generations { edge, .. }) => asked.take_edge(*edge, plan),
            BonusKind::Legs(legs) => asked.take_edge(legs.edge, plan),
            BonusKind::Sale(sale) => asked.take_sale_bonus(sale),
            BonusKind::Pool(_)
            | BonusKind::Amount(_)
            | BonusKind::Cap(_)
            | BonusKind::LargerOf(_)
            | BonusKind::Guarantee(_) => {}
        }
    }
    asked
}

/// What a run in one kind of period reads of what earlier runs left, by name, as `Asked::earlier` has it.
pub(in crate::business::commissions) fn earlier_asked_in(plan: &Plan, kind: PeriodKind) -> BTreeMap<String, u16> {
    let looking = if kind == plan.period { Looking::FromPeriodOfPlan } else { Looking::FromAnotherPeriod };
    let mut asked = Asked::default();
    if let Ok(program) = compile(plan, &formulas_in(plan, kind), looking, StandingOf::Plan) {
        asked.take_columns(&program, plan);
    }
    asked.earlier
}

impl Asked {
    /// The columns of sales, beside the base, of which part comes back where part of the sale does.
    pub fn numbers(&self) -> impl Iterator<Item = &str> {
        let given = [(self.points, "pv"), (self.net, "net"), (self.quantity, "quantity")];
        let given = given.into_iter().filter(|(asked, _)| *asked).map(|(_, column)| column);
        given.chain(self.amounts.iter().map(String::as_str))
    }

    fn take_columns(&mut self, program: &Program, plan: &Plan) {
        for source in &program.columns {
            match source {
                ColumnSource::Given(Given::Earlier(name, back)) => {
                    let most = self.earlier.entry(name.clone()).or_insert(0);
                    *most = (*most).max(*back);
                }
                ColumnSource::Given(Given::Person(PersonValue::Flag(word))) => drop(self.flags.insert(word.clone())),
                ColumnSource::Given(Given::Person(PersonValue::Country)) => self.country = true,
                ColumnSource::Given(Given::Person(PersonValue::Customer)) => self.customers = true,
                ColumnSource::Given(Given::Person(_)) => {}
                ColumnSource::Given(Given::Sold(sold, _)) => {
                    self.take_value(&sold.what);
                    self.take_amount(&sold.what);
                    self.buyers |= sold.of == Party::Buyer;
                    sold.condition.iter().for_each(|condition| self.take_sale(condition));
                }
                ColumnSource::Recipe(recipe) => {
                    for step in &recipe.steps {
                        if let RecipeStep::Below(edge, ..) | RecipeStep::Above(edge, _) = step {
                            self.take_edge(*edge, plan);
                        }
                    }
                }
            }
        }
    }

    /// An edge that the plan makes is made from another one.
    fn take_edge(&mut self, edge: EdgePlace, plan: &Plan) {
        let mut edge = edge;
        while let Some(made) = usize::from(edge.0).checked_sub(3).and_then(|place| plan.edges.get(place)) {
            edge = match made.making {
                Making::Matrix { from, .. } | Making::PassUp { from, .. } if from < edge => from,
                _ => return,
            };
        }
        self.enrollers |= edge == EdgePlace::ENROLLER;
        self.seats |= edge == EdgePlace::PLACEMENT;
    }

    fn take_sale_bonus(&mut self, bonus: &SaleBonus) {
        let (SalePay::Rate(pays) | SalePay::Amount(pays)) = &bonus.pays;
        let amount = matches!(bonus.pays, SalePay::Amount(_)).then_some(pays);
        let amounts = [&bonus.source.what].into_iter().chain(amount).flat_map(Formula::amounts_of_sale);
        amounts.for_each(|value| self.take_amount(value));
        bonus.source.condition.iter().chain([&bonus.source.what, pays]).for_each(|formula| self.take_sale(formula));
        self.buyers |= matches!(bonus.to, SaleReceiver::Buyer | SaleReceiver::EnrollerOfBuyer);
        self.enrollers |= bonus.to == SaleReceiver::EnrollerOfBuyer;
    }

    fn take_sale(&mut self, formula: &Formula) {
        match formula {
            Formula::Sale(value) => self.take_value(value),
            Formula::Of(party, _) => self.buyers |= *party == Party::Buyer,
            Formula::Operation(_, pair) => pair.iter().for_each(|inner| self.take_sale(inner)),
            Formula::Choice(three) => three.iter().for_each(|inner| self.take_sale(inner)),
            Formula::Ladder(inner, ..) => self.take_sale(inner),
            _ => {}
        }
    }

    fn take_amount(&mut self, value: &SaleValue) {
        if let SaleValue::Column(name) = value {
            self.amounts.insert(name.clone());
        }
    }

    fn take_value(&mut self, value: &SaleValue) {
        match value {
            SaleValue::Points => self.points = true,
            SaleValue::Net => self.net = true,
            SaleValue::Quantity => self.quantity = true,
            SaleValue::Product => self.product = true,
            SaleValue::Base | SaleValue::Lines | SaleValue::Kind | SaleValue::SellerDays | SaleValue::Column(_) => {}
        }
    }
}
