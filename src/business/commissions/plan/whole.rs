//! The plan as a whole.

use std::collections::BTreeSet;

use crate::business::commissions::plan::edge::MadeEdge;
use crate::business::commissions::plan::formula::{ColumnNames, Formula};
use crate::business::commissions::plan::{
    Bonus, Example, Factors, Payout, Predicate, Ranks, Refunds, Rounding, Volume,
};
use crate::values::{Day, LocalText, Period, PeriodKind};

impl Plan {
    /// In which kind of period a bonus is settled.
    pub fn period_of(&self, bonus: &Bonus) -> PeriodKind {
        bonus.period.unwrap_or(self.period)
    }

    /// The kinds of period in which the plan is settled: its own, and those that its bonuses have.
    pub fn period_kinds(&self) -> BTreeSet<PeriodKind> {
        self.bonuses.iter().map(|bonus| self.period_of(bonus)).chain([self.period]).collect()
    }

    /// The bonuses that are settled in one kind of period.
    pub fn bonuses_in(&self, kind: PeriodKind) -> impl Iterator<Item = &Bonus> {
        self.bonuses.iter().filter(move |bonus| self.period_of(bonus) == kind)
    }

    /// A year is meant as the firm's business year; everything else as the calendar has it.
    pub fn business_period(&self, period: Period) -> Period {
        match period.kind() {
            PeriodKind::Year => Period::business_year(period.first().year(), self.year_begins).unwrap_or(period),
            _ => period,
        }
    }

    /// The period of a kind that holds a day.
    pub fn period_around(&self, day: Day, kind: PeriodKind) -> Period {
        let period = self.business_period(Period::around(day, kind));
        if period.first() > day { period.previous() } else { period }
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    /// A stable word: all versions of one plan share it.
    pub name: String,
    pub version: u32,
    pub title: LocalText,
    /// Periods that begin on this day or later are settled by this version.
    pub effective_from: Day,
    pub period: PeriodKind,
    /// The month in which a year begins that is settled: 1 for January.
    pub year_begins: i8,
    /// Whether starter kits and fees may be paid on; refused where the plan does not say so.
    pub allow_pay_on_kits: bool,
    /// Further columns of the facts that formulas name.
    pub columns: ColumnNames,
    pub factors: Vec<Factors>,
    pub edges: Vec<MadeEdge>,
    pub volumes: Vec<Volume>,
    pub predicates: Vec<Predicate>,
    pub ranks: Ranks,
    pub bonuses: Vec<Bonus>,
    /// What a run leaves to the next one, by key.
    pub carry: Vec<(String, Formula)>,
    pub refunds: Refunds,
    pub rounding: Rounding,
    pub payout: Payout,
    pub examples: Vec<Example>,
    /// BLAKE3 of the file, so that a run can say by exactly which text it was calculated.
    pub hash: [u8; 32],
}
