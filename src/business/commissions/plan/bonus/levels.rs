//! Levels: upwards along one edge, a rate for each level.

use crate::business::commissions::plan::bonus::Source;
use crate::business::commissions::plan::edge::EdgePlace;
use crate::business::commissions::plan::formula::Formula;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Levels {
    pub source: Source,
    pub edge: EdgePlace,
    /// 0 when the one whose sale it is receives too, 1 when the walk begins above.
    pub from_level: u16,
    pub compression: Compression,
    /// Whoever does not meet it receives nothing.
    pub receiver: Formula,
    /// So many levels somebody receives at most, where the plan says so.
    pub depth: Option<Formula>,
    /// For the walk's first level and those that follow; a rate may depend on the receiver.
    pub rates: Vec<Formula>,
}

/// What happens where somebody on the way may not receive.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Compression {
    /// The level is counted all the same; its pay falls to nobody.
    Off,
    /// Whoever does not meet the condition is passed over, and the level goes to the next one above who does.
    Skip(Formula),
    /// Each level has its own condition, and goes to the next one above who meets it.
    ByLevel(Vec<Formula>),
    /// What somebody sells who does not meet the condition counts as sold by the next one above who does.
    RollUp(Formula),
}
