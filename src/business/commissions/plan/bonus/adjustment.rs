//! Adjustments: what is taken from, or moved between, the pay of other bonuses. They have lines of their own, so that
//! the lines which they adjust stay as they were earned.

use crate::business::commissions::plan::formula::Formula;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cap {
    /// The places of the bonuses that are capped together, in the order of their priority.
    pub bonuses: Vec<u16>,
    pub of: CapOf,
    /// Money.
    pub most: Formula,
    pub how: CapHow,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CapOf {
    /// Each person alone.
    Person,
    /// All people together.
    Company,
    /// All positions that share the word in a column, such as those of one owner.
    Column(String),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CapHow {
    /// Everybody gets the same share of what they earned.
    ProRata,
    /// The bonuses in their order, each pro rata where the money ends.
    Priority,
    /// In the order of the lines, until the money ends.
    Stop,
}

/// Of several programmes only the one that gives a person most is paid.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LargerOf {
    /// Each programme is a list of bonuses by their places.
    pub programmes: Vec<Vec<u16>>,
}

/// The next leader above receives at least a rate of a least base from each leader below; what is missing comes from
/// that leader, from the bottom upwards.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Guarantee {
    /// The generations bonus whose first generation is guaranteed.
    pub bonus: u16,
    /// Money that is guaranteed from one leader below; a formula of that leader.
    pub amount: Formula,
}
