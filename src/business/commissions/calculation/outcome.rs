//! What a calculation gives.

use crate::business::commissions::calculation::Sources;
use crate::business::commissions::calculation::bonuses::{BackBecause, ClawedBack};
use crate::business::commissions::calculation::edges::{EdgeSet, at};
use crate::business::commissions::calculation::program::Program;
use crate::business::commissions::facts::Facts;
use crate::business::commissions::fingerprint::Fingerprint;
use crate::business::commissions::plan::{Formula, PersonValue, Plan, RankOf};
use crate::business::partners::TOP;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// By bonus in the order of calculation, then by source, then upwards.
    pub lines: Vec<Line>,
    /// What refunds of earlier sales take back, by refund.
    pub clawed_back: Vec<ClawedBack>,
    pub breakage: Vec<Breakage>,
    pub people: PeoplePay,
    /// For each bonus of the plan.
    pub sources: Vec<Sources>,
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

impl Breakage {
    /// Coins that are left, or given too much, where parts of a whole are rounded one by one; of all sources together,
    /// for by themselves they are too many to look at.
    pub const fn of_rounding(bonus: u16, amount: i64) -> Breakage {
        Breakage { source: u32::MAX, bonus, level: 0, levels: 0, person: TOP, amount }
    }

    pub const fn is_rounding(&self) -> bool {
        self.source == u32::MAX
    }
}

/// What everybody gets, by place.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PeoplePay {
    /// By the place of the bonus in the plan, then by place.
    pub by_bonus: Vec<Vec<i64>>,
    pub totals: Vec<i64>,
    /// How many lines everybody has.
    pub lines: Vec<u32>,
}

impl PeoplePay {
    pub(super) fn nothing(plan: &Plan, facts: &Facts) -> PeoplePay {
        let places = facts.tree.len();
        PeoplePay { by_bonus: vec![Vec::new(); plan.bonuses.len()], totals: vec![0; places], lines: vec![0; places] }
    }

    pub fn total(&self, place: u32) -> i64 {
        self.totals.get(at(place)).copied().unwrap_or(0)
    }

    pub fn lines(&self, place: u32) -> u32 {
        self.lines.get(at(place)).copied().unwrap_or(0)
    }

    /// What somebody gets under each bonus.
    pub fn by_bonus(&self, place: u32) -> impl Iterator<Item = i64> + '_ {
        self.by_bonus.iter().map(move |pay| pay.get(at(place)).copied().unwrap_or(0))
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
        self.column(formula).get(at(place)).copied().unwrap_or(0)
    }

    /// The values of a formula by place; empty where it was not reckoned.
    pub fn column(&self, formula: &Formula) -> &[i64] {
        let column = self.program.column(formula).and_then(|column| self.columns.get(column.0));
        column.map_or(&[], Vec::as_slice)
    }

    /// A volume of the plan for a place: millionths.
    pub fn volume(&self, volume: u16, place: u32) -> i64 {
        self.value(&Formula::Person(PersonValue::Volume(volume)), place)
    }

    /// 0 for no rank, otherwise the number of the rank from 1.
    pub fn rank(&self, which: RankOf, place: u32) -> u16 {
        u16::try_from(self.value(&Formula::Person(PersonValue::Rank(which)), place)).unwrap_or(0)
    }
}

impl Outcome {
    /// BLAKE3 over plan, facts, lines, breakage and sums.
    pub(super) fn fingerprint(&self, plan: &Plan, facts: &Facts) -> [u8; 32] {
        let mut print = Fingerprint::new();
        print.bytes(&plan.hash);
        print.bytes(&facts.hash);
        for line in &self.lines {
            let place = pair(line.rate, u32::from(line.bonus) | u32::from(line.level) << 16);
            print.numbers([pair(line.source, line.receiver), place, line.amount.cast_unsigned()]);
        }
        for back in &self.clawed_back {
            match back.because {
                BackBecause::Refund(sale) => print.bytes(&sale.to_le_bytes()),
                BackBecause::Again(period) => print.bytes(period.to_string().as_bytes()),
            }
            print.bytes(&back.receiver.to_le_bytes());
            print.bytes(&back.bonus.to_le_bytes());
            print.number(back.amount);
        }
        print.bytes(b"breakage");
        for broken in &self.breakage {
            let place = pair(u32::from(broken.bonus) | u32::from(broken.level) << 16, u32::from(broken.levels));
            print.numbers([pair(broken.source, broken.person), place, broken.amount.cast_unsigned()]);
        }
        print.bytes(b"people");
        for total in &self.people.totals {
            print.number(*total);
        }
        print.finish()
    }
}

/// Two numbers beside each other, so that fewer pieces are hashed.
fn pair(first: u32, second: u32) -> u64 {
    u64::from(first) | u64::from(second) << 32
}
