//! Bonuses: what is paid for sales, to whom, and how much.

use crate::business::commissions::plan::{EdgeWalk, SaleKinds};
use crate::values::{LocalText, Rate};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bonus {
    /// A stable word, unique in the plan.
    pub name: String,
    /// As it stands on the statement.
    pub title: LocalText,
    /// The sales that earn it.
    pub sales: SaleKinds,
    /// Which part of a sale's commission base this bonus is reckoned on.
    pub base_share: Rate,
    pub kind: BonusKind,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BonusKind {
    /// A rate for each level of an edge walk.
    Levels(Levels),
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Levels {
    pub walk: EdgeWalk,
    /// The place of the predicate that a receiver must meet.
    pub receiver: usize,
    /// For the walk's first level and those that follow.
    pub rates: Vec<Rate>,
}
