//! Pay on two legs: matched volume (binary), or fixed money for every cycle.

use crate::business::commissions::plan::edge::EdgePlace;
use crate::business::commissions::plan::formula::Formula;
use crate::values::Rate;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LegsBonus {
    pub edge: EdgePlace,
    /// What everybody brings; a leg is the sum of it over all who stand there.
    pub volume: Formula,
    pub receiver: Formula,
    pub pays: LegPay,
    /// How much of the stronger leg goes with how much of the weaker: 1 and 1, or 2 and 1.
    pub stronger: u16,
    pub weaker: u16,
    /// Only whole units of the weaker leg are matched; 0 for any amount. Millionths.
    pub unit: i64,
    /// Where less than this of the weaker leg could be matched, nothing is, and all is kept.
    pub least: Option<Formula>,
    /// How much is matched at most in a period: of the weaker leg, or in cycles. What is beyond is carried on.
    pub most: Option<Formula>,
    /// Money that one person gets at most in a period; what is beyond is used up all the same.
    pub cap: Option<Formula>,
    /// More than this no leg keeps for the next period; the rest is flushed. Millionths.
    pub bank_limit: Option<i64>,
    /// After so many periods volume that was carried expires; 0 for never.
    pub expires_after: u16,
    pub ineligible: Ineligible,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LegPay {
    /// A rate on the matched volume of the weaker leg.
    Rate { rate: Formula, share: Rate },
    /// Money for every unit or cycle.
    Cycle { amount: Formula },
}

/// What a period does to the legs of somebody who may not receive in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ineligible {
    /// Everything is carried on.
    Keep,
    /// The weaker leg loses what it has.
    ZeroWeak,
    /// Both legs do.
    Flush,
}
