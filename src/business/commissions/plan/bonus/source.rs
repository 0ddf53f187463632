//! What a bonus is reckoned on.

use crate::business::commissions::plan::formula::Formula;
use crate::business::commissions::plan::volume::SaleKinds;
use crate::values::Rate;

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    Sales(SalesSource),
    /// A number of every person who meets the condition; it is taken to the smallest coin.
    Volume {
        what: Formula,
        when: Option<Formula>,
        share: Rate,
    },
    /// What people are paid under other bonuses, by their places.
    Pay {
        bonuses: Vec<u16>,
        share: Rate,
    },
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SalesSource {
    pub kinds: SaleKinds,
    /// Sales that do not meet it earn nothing here.
    pub condition: Option<Formula>,
    /// The money of one line.
    pub what: Formula,
    pub share: Rate,
    pub each: Each,
}

/// How finely sales are settled: one rounding for each source and receiver.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Each {
    /// Every order line by itself.
    Line,
    /// All sales of one person in the period together.
    Person,
}

impl Source {
    /// Which part of the base is taken.
    pub fn share(&self) -> Rate {
        match self {
            Source::Sales(SalesSource { share, .. }) | Source::Volume { share, .. } | Source::Pay { share, .. } => {
                *share
            }
        }
    }
}
