//! Pools: a sum of money that is divided among people by their shares, to the last coin. Where nobody has a
//! share, all of it falls to nobody.

use crate::business::commissions::plan::formula::Formula;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pool {
    /// What is divided: money, the same for everybody, such as `2 % * everyone(base)`.
    pub amount: Formula,
    /// How many shares a person has.
    pub shares: Formula,
    pub receiver: Formula,
}
