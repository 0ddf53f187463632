//! Whether a plan that was read can be calculated at all: nothing in it may need itself.

use crate::business::commissions::calculation::{
    CalculationTrouble, can_be_calculated, example_facts, values_in_circle,
};
use crate::business::commissions::lawful::unlawful;
use crate::business::commissions::naming::names_that_do_not_fit;
use crate::business::commissions::plan::{
    BonusKind, Boundary, Cap, CapOf, Formula, Generations, Guarantee, PersonValue, Plan, PlanTrouble, RankOf,
    read_file, read_kept_file,
};
use crate::business::commissions::reachable::ranks_that_cannot_be;
use crate::business::failure::Complaint;

/// Reads a plan; every mistake in it is named with its line.
pub fn read_plan(source: &str) -> Result<Plan, Vec<PlanTrouble>> {
    let plan = read_file(source)?;
    let mut troubles: Vec<PlanTrouble> = pools_that_differ(&plan).collect();
    troubles.extend(guarantees_of_nothing(&plan));
    troubles.extend(names_that_do_not_fit(&plan));
    troubles.extend(examples_that_cannot_be(&plan));
    troubles.extend(ranks_that_cannot_be(&plan));
    troubles.extend(unlawful(&plan));
    troubles.extend(can_be_calculated(&plan).err().map(|trouble| circle(&plan, &trouble)));
    if troubles.is_empty() { Ok(plan) } else { Err(troubles) }
}

/// Reads a plan that was adopted before. It could be read then; rules which only forbid something may have come since,
/// and hold for what is adopted from then on.
pub(super) fn read_kept_plan(source: &str) -> Result<Plan, Vec<PlanTrouble>> {
    let plan = read_kept_file(source)?;
    match values_in_circle(&plan) {
        None => Ok(plan),
        Some(trouble) => Err(vec![circle(&plan, &trouble)]),
    }
}

fn pools_that_differ(plan: &Plan) -> impl Iterator<Item = PlanTrouble> + '_ {
    plan.bonuses.iter().filter_map(|bonus| match &bonus.kind {
        BonusKind::Pool(pool) if !pool.amount.is_common() => {
            let complaint = Complaint::new("commissions.plan.pool_not_common").with("name", bonus.name.clone());
            Some(PlanTrouble { line: bonus.line, complaint })
        }
        BonusKind::Cap(Cap { of: CapOf::Company, most, .. }) if !most.is_common() => {
            let complaint = Complaint::new("commissions.plan.pool_not_common").with("name", bonus.name.clone());
            Some(PlanTrouble { line: bonus.line, complaint })
        }
        _ => None,
    })
}

/// Only leaders who are found by a condition guarantee something to the next one above; any other bonus would never pay it.
fn guarantees_of_nothing(plan: &Plan) -> impl Iterator<Item = PlanTrouble> + '_ {
    plan.bonuses.iter().filter_map(|bonus| {
        let BonusKind::Guarantee(Guarantee { bonus: place, .. }) = &bonus.kind else { return None };
        let guaranteed = plan.bonuses.get(usize::from(*place))?;
        let same_period = guaranteed.period.unwrap_or(plan.period) == bonus.period.unwrap_or(plan.period);
        match &guaranteed.kind {
            BonusKind::Generations(Generations { boundary: Boundary::When(_), .. }) if same_period => None,
            _ => {
                let complaint = Complaint::new("commissions.plan.guarantee_of_nothing");
                let complaint = complaint.with("name", bonus.name.clone()).with("bonus", guaranteed.name.clone());
                Some(PlanTrouble { line: bonus.line, complaint })
            }
        }
    })
}

/// Trees that end in themselves, and days outside the period.
fn examples_that_cannot_be(plan: &Plan) -> impl Iterator<Item = PlanTrouble> + '_ {
    plan.examples.iter().filter(|example| example_facts(plan, example).is_err()).map(|example| {
        let complaint = Complaint::new("commissions.plan.example_impossible").with("example", example.title.clone());
        PlanTrouble { line: example.line, complaint }
    })
}

fn circle(plan: &Plan, trouble: &CalculationTrouble) -> PlanTrouble {
    match trouble {
        CalculationTrouble::PaysOnItself(place) => {
            let bonus = plan.bonuses.get(usize::from(*place));
            let name = bonus.map_or("", |bonus| &bonus.name);
            let complaint = Complaint::new("commissions.plan.pays_on_itself").with("name", name);
            PlanTrouble { line: bonus.map_or(1, |bonus| bonus.line), complaint }
        }
        CalculationTrouble::Circle(formula) => {
            let (name, line) = named(plan, formula);
            PlanTrouble { line, complaint: Complaint::new("commissions.plan.circle").with("name", name) }
        }
        // Both show only when a plan is calculated.
        CalculationTrouble::TooLarge | CalculationTrouble::RateOverWhole { .. } => {
            PlanTrouble { line: 1, complaint: Complaint::new("commissions.refusal.too_large") }
        }
    }
}

/// What a formula is called in the plan, and on which line it stands.
fn named<'p>(plan: &'p Plan, formula: &Formula) -> (&'p str, u32) {
    match formula {
        Formula::Person(PersonValue::Volume(place)) => {
            plan.volumes.get(usize::from(*place)).map_or(("", 1), |volume| (&volume.name, volume.line))
        }
        Formula::Person(PersonValue::Predicate(place) | PersonValue::Need(place, _)) => {
            plan.predicates.get(usize::from(*place)).map_or(("", 1), |found| (&found.name, found.line))
        }
        Formula::Person(PersonValue::Rank(RankOf::Paid)) => ("rank_paid", 1),
        Formula::Person(PersonValue::Rank(_)) => ("rank", plan.ranks.ranks.first().map_or(1, |rank| rank.line)),
        Formula::Operation(_, pair) => {
            pair.iter().map(|inner| named(plan, inner)).find(|(name, _)| !name.is_empty()).unwrap_or(("", 1))
        }
        Formula::Choice(three) => {
            three.iter().map(|inner| named(plan, inner)).find(|(name, _)| !name.is_empty()).unwrap_or(("", 1))
        }
        Formula::People(_, inner)
        | Formula::Of(_, inner)
        | Formula::Ladder(inner, ..)
        | Formula::Periods(_, _, inner, _) => named(plan, inner),
        _ => ("", 1),
    }
}
