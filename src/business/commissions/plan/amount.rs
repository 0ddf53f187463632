//! The one place where a plan rounds.

/// Where and how amounts are rounded; to the smallest coin in every case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rounding {
    /// Each line by itself; half a coin goes away from zero, so that a refund takes back what its sale gave.
    LineHalfUp,
}
