//! Predicates and ranks: what is asked about a person.
//!
//! Nobody meets a predicate or has a rank who has left or has not accepted the terms; a plan need not say so.

use crate::business::commissions::plan::formula::Formula;
use crate::values::LocalText;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Predicate {
    pub name: String,
    /// As it stands on the statement.
    pub title: LocalText,
    /// The line in the file, for whoever has to mend it.
    pub line: u32,
    /// All of them must hold.
    pub needs: Vec<Need>,
}

/// One condition of a predicate or a rank.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Need {
    pub formula: Formula,
    /// As the plan wrote it.
    pub text: String,
    /// Where a volume must reach a number, so that a statement can say how much is missing.
    pub reach: Option<VolumeReach>,
}

/// A volume and how much of it is needed at least.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct VolumeReach {
    /// The place of the volume in the plan.
    pub volume: u16,
    pub at_least_millionths: i64,
}

/// Ranks from the lowest to the highest, and by which of them people are paid.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ranks {
    pub ranks: Vec<Rank>,
    pub paid_by: PaidBy,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rank {
    pub name: String,
    pub title: LocalText,
    pub line: u32,
    pub needs: Vec<Need>,
}

/// By which rank somebody is paid.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PaidBy {
    /// What is reached in the period.
    #[default]
    Qualified,
    /// What was ever reached.
    Achieved,
    /// A rank that is missed is paid so many periods longer; then one falls to what is reached.
    Grace(u16),
}
