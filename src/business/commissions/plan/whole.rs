//! The plan as a whole.

use crate::business::commissions::plan::{Bonus, Example, Payout, Predicate, Rounding, Volume};
use crate::values::{Day, LocalText, PeriodKind};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    /// A stable word: all versions of one plan share it.
    pub name: String,
    pub version: u32,
    pub title: LocalText,
    /// Periods that begin on this day or later are settled by this version.
    pub effective_from: Day,
    pub period: PeriodKind,
    pub volumes: Vec<Volume>,
    pub predicates: Vec<Predicate>,
    pub bonuses: Vec<Bonus>,
    pub rounding: Rounding,
    pub payout: Payout,
    pub examples: Vec<Example>,
    /// BLAKE3 of the file, so that a run can say by exactly which text it was calculated.
    pub hash: [u8; 32],
}
