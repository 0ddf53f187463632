//! What a calculation gives.

use crate::business::commissions::calculation::Verdict;
use crate::business::commissions::facts::Facts;
use crate::business::commissions::fingerprint::Fingerprint;
use crate::business::commissions::plan::Plan;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// Sorted by sale, bonus and level.
    pub lines: Vec<Line>,
    pub breakage: Vec<Breakage>,
    /// By place.
    pub people: Vec<PersonPay>,
    /// For each volume of the plan, by place: hundredths of points or minor units.
    pub volumes: Vec<Vec<i64>>,
    /// For each predicate of the plan, by place.
    pub verdicts: Vec<Vec<Verdict>>,
    /// Minor units.
    pub paid: i64,
    pub broken: i64,
    pub hash: [u8; 32],
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Line {
    /// The place of the sale among the facts.
    pub sale: u32,
    pub receiver: u32,
    /// The place of the bonus in the plan.
    pub bonus: u16,
    pub level: u16,
    /// Minor units; negative for goods that came back.
    pub amount: i64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Breakage {
    pub sale: u32,
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

impl Outcome {
    /// BLAKE3 over plan, facts, lines, breakage and sums.
    pub(super) fn fingerprint(&self, plan: &Plan, facts: &Facts) -> [u8; 32] {
        let mut print = Fingerprint::new();
        print.bytes(&plan.hash);
        print.bytes(&facts.hash);
        for line in &self.lines {
            print.bytes(&line.sale.to_le_bytes());
            print.bytes(&line.receiver.to_le_bytes());
            print.bytes(&line.bonus.to_le_bytes());
            print.bytes(&line.level.to_le_bytes());
            print.number(line.amount);
        }
        print.bytes(b"breakage");
        for broken in &self.breakage {
            print.bytes(&broken.sale.to_le_bytes());
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
