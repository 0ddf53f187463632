//! The difference bonus: a rate on the whole group, of which everybody keeps what those below do not have.

use crate::business::commissions::plan::bonus::Source;
use crate::business::commissions::plan::edge::EdgePlace;
use crate::business::commissions::plan::formula::Formula;
use crate::values::Rate;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    pub source: Source,
    pub edge: EdgePlace,
    /// 0 when the one whose sale it is keeps the own rate, 1 when only those above receive, more when only those
    /// receive who stand so many levels above. Whoever stands nearer has the own rate all the same.
    pub from_level: u16,
    /// The rate of a person; whoever may not receive has none.
    pub rate: Formula,
    pub receiver: Formula,
    /// The walk ends with the first one who meets it, who still receives.
    pub until: Option<Formula>,
    /// What the next ones above with the same rate receive, one after another.
    pub equal: Vec<Rate>,
}
