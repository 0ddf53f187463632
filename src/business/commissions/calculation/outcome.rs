//! What a calculation gives.

use crate::business::commissions::calculation::Sources;
use crate::business::commissions::calculation::bonuses::ClawedBack;
use crate::business::commissions::calculation::edges::at;
use crate::business::commissions::calculation::program::Program;
use crate::business::commissions::calculation::reckon::{EdgeSet, Values};
use crate::business::commissions::calculation::verdict::{Verdict, judge};
use crate::business::commissions::facts::Facts;
use crate::business::commissions::fingerprint::Fingerprint;
use crate::business::commissions::plan::{Formula, PersonValue, Plan, RankOf};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// By bonus in the order of calculation, then by source, then upwards.
    pub lines: Vec<Line>,
    /// What refunds of earlier sales take back, by refund.
    pub clawed_back: Vec<ClawedBack>,
    pub breakage: Vec<Breakage>,
    /// By place.
    pub people: Vec<PersonPay>,
    /// For each bonus of the plan.
    pub sources: Vec<Sources>,
    pub standings: Standings,
    /// What is left to the next period, by key: millionths by place.
    pub left: Vec<(String, Vec<i64>)>,
    /// What bonuses tell of people beside their pay, by name: millionths by place.
    pub told: Vec<(String, Vec<i64>)>,
    /// Everything that was reckoned on the way, for explanations.
    pub reckoned: Reckoned,
    /// Minor units.
    pub paid: i64,
    pub broken: i64,
    pub hash: [u8; 32],
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Line {
    /// The number of the source within its bonus.
    pub source: u32,
    pub receiver: u32,
    /// Millionths; 0 where the amount is no share of a base.
    pub rate: u32,
    /// The place of the bonus in the plan.
    pub bonus: u16,
    pub level: u16,
    /// Minor units; negative for goods that came back.
    pub amount: i64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Breakage {
    pub source: u32,
    pub bonus: u16,
    /// The first level that nobody received, and how many after one another.
    pub level: u16,
    pub levels: u16,
    /// Who stood there and may not receive; `TOP` where nobody stood.
    pub person: u32,
    pub amount: i64,
}

/// What one person gets.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PersonPay {
    /// By the place of the bonus in the plan.
    pub by_bonus: Vec<i64>,
    pub total: i64,
    pub lines: u32,
}

impl PersonPay {
    pub(super) fn of(bonuses: usize) -> PersonPay {
        PersonPay { by_bonus: vec![0; bonuses], total: 0, lines: 0 }
    }
}

/// How people stand in the period, in the words of the plan.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Standings {
    /// For each volume of the plan, by place: millionths.
    pub volumes: Vec<Vec<i64>>,
    /// For each predicate of the plan, by place.
    pub verdicts: Vec<Vec<Verdict>>,
    /// By place; 0 for no rank, otherwise the number of the rank from 1. Empty where a plan has no ranks.
    pub ranks_qualified: Vec<u16>,
    pub ranks_achieved: Vec<u16>,
    pub ranks_paid: Vec<u16>,
}

impl Standings {
    pub(super) fn of(plan: &Plan, facts: &Facts, values: &Values<'_>) -> Standings {
        let volumes = (0..).zip(&plan.volumes).map(|(volume, _)| {
            let column = values.of(&Formula::Person(PersonValue::Volume(volume)));
            column.to_vec()
        });
        let volumes: Vec<Vec<i64>> = volumes.collect();
        let rank = |which| {
            let column = values.of(&Formula::Person(PersonValue::Rank(which)));
            column.iter().map(|rank| u16::try_from(*rank).unwrap_or(0)).collect()
        };
        Standings {
            verdicts: (0..).zip(&plan.predicates).map(|(place, one)| judge(place, one, facts, values)).collect(),
            volumes,
            ranks_qualified: rank(RankOf::Qualified),
            ranks_achieved: rank(RankOf::Achieved),
            ranks_paid: rank(RankOf::Paid),
        }
    }
}

/// The columns of a calculation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reckoned {
    pub(super) program: Program,
    pub(super) columns: Vec<Vec<i64>>,
    pub(super) edges: EdgeSet,
}

impl Reckoned {
    /// The value of a formula for a place; 0 where it was not reckoned.
    pub fn value(&self, formula: &Formula, place: u32) -> i64 {
        let column = self.program.column(formula).and_then(|column| self.columns.get(column.0));
        column.and_then(|column| column.get(at(place))).copied().unwrap_or(0)
    }
}

impl Outcome {
    /// BLAKE3 over plan, facts, lines, breakage and sums.
    pub(super) fn fingerprint(&self, plan: &Plan, facts: &Facts) -> [u8; 32] {
        let mut print = Fingerprint::new();
        print.bytes(&plan.hash);
        print.bytes(&facts.hash);
        for line in &self.lines {
            print.bytes(&line.source.to_le_bytes());
            print.bytes(&line.receiver.to_le_bytes());
            print.bytes(&line.rate.to_le_bytes());
            print.bytes(&line.bonus.to_le_bytes());
            print.bytes(&line.level.to_le_bytes());
            print.number(line.amount);
        }
        for back in &self.clawed_back {
            print.bytes(&back.sale.to_le_bytes());
            print.bytes(&back.receiver.to_le_bytes());
            print.bytes(&back.bonus.to_le_bytes());
            print.number(back.amount);
        }
        print.bytes(b"breakage");
        for broken in &self.breakage {
            print.bytes(&broken.source.to_le_bytes());
            print.bytes(&broken.person.to_le_bytes());
            print.bytes(&broken.bonus.to_le_bytes());
            print.bytes(&broken.level.to_le_bytes());
            print.bytes(&broken.levels.to_le_bytes());
            print.number(broken.amount);
        }
        print.bytes(b"people");
        for person in &self.people {
            print.number(person.total);
        }
        print.finish()
    }
}
