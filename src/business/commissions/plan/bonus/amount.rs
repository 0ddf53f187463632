//! Amounts that a formula says: fixed money for a rank or a shape, a rate on the own production.

use crate::business::commissions::plan::formula::Formula;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AmountBonus {
    /// Money; rounded once to the smallest coin.
    pub amount: Formula,
    pub receiver: Formula,
}
