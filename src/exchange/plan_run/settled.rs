//! A plan settled on files.

use std::collections::BTreeMap;

use crate::business::commissions::{
    CalculationTrouble, Carry, CheckResult, Outcome, Plan, calculate, check_outcome, next_carry,
};
use crate::exchange::facts::{Before, FactFiles, FactProblems, NamedFacts, read_facts_after};
use crate::values::{Money, Period, Rate};

pub struct Settled {
    pub plan: Plan,
    pub named: NamedFacts,
    pub outcome: Outcome,
    pub checks: Vec<CheckResult>,
    pub carry: Carry,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SettledTrouble {
    Files(FactProblems),
    Calculation(CalculationTrouble),
    /// A formula gives a person, by the id, more than the whole as a rate.
    RateOverWhole {
        bonus: String,
        person: String,
        rate: Rate,
    },
}

impl SettledTrouble {
    fn of(trouble: CalculationTrouble, named: &NamedFacts) -> SettledTrouble {
        match trouble {
            CalculationTrouble::RateOverWhole { bonus, partner: Some(partner), rate } => {
                let (person, rate) = (named.id(partner).to_owned(), Rate::from_millionths(rate));
                SettledTrouble::RateOverWhole { bonus, person, rate }
            }
            other => SettledTrouble::Calculation(other),
        }
    }
}

/// Reads, calculates and checks; nothing is written.
pub fn settle_files(plan: Plan, files: FactFiles<'_>, period: Period) -> Result<Settled, SettledTrouble> {
    settle_files_after(plan, files, period, &[])
}

/// The same with the files of earlier periods, for a plan that reckons them again when goods come back.
pub fn settle_files_after(
    plan: Plan,
    files: FactFiles<'_>,
    period: Period,
    before: &[Before<'_>],
) -> Result<Settled, SettledTrouble> {
    let named = read_facts_after(files, &plan, period, before).map_err(SettledTrouble::Files)?;
    let outcome = calculate(&plan, &named.facts).map_err(|trouble| SettledTrouble::of(trouble, &named))?;
    let checks = check_outcome(&plan, &named.facts, &outcome);
    let carry = next_carry(&plan, &named.facts, &outcome);
    Ok(Settled { plan, named, outcome, checks, carry })
}

impl Settled {
    pub fn money(&self, minor: i64) -> Money {
        Money::new(minor, self.named.facts.currency)
    }

    pub fn passed(&self) -> bool {
        self.checks.iter().all(|result| result.passed)
    }

    /// The places of all people in the order of their ids.
    pub fn places(&self) -> Vec<u32> {
        let tree = &self.named.facts.tree;
        let mut places: Vec<u32> = (0_u32..).take(tree.len()).collect();
        places.sort_unstable_by_key(|place| tree.partner(*place));
        places
    }

    /// What is left of each person who leaves something, by place, in the order of the keys.
    pub fn carry_by_place(&self) -> BTreeMap<u32, Vec<(&str, i64)>> {
        let mut by_place: BTreeMap<u32, Vec<(&str, i64)>> = BTreeMap::new();
        for (key, entries) in self.carry.entries() {
            for (place, value) in entries {
                by_place.entry(*place).or_default().push((key, *value));
            }
        }
        by_place
    }
}
