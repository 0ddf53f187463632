//! Generations: upwards along one edge, where only leaders are counted.

use crate::business::commissions::plan::bonus::Source;
use crate::business::commissions::plan::edge::EdgePlace;
use crate::business::commissions::plan::formula::Formula;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Generations {
    pub source: Source,
    pub edge: EdgePlace,
    pub boundary: Boundary,
    pub receiver: Formula,
    /// Whether a leader who may not receive consumes a generation; its pay then falls to nobody.
    pub ineligible_counts: bool,
    /// For the first generation and those that follow; a rate may depend on the receiver.
    pub rates: Vec<Formula>,
}

/// Who ends a generation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Boundary {
    /// Whoever meets the condition; all others receive nothing.
    When(Formula),
    /// For each receiver, those of the receiver's own rank or a higher one; ranks by which people are paid.
    SameRank { lowest: u16 },
}
