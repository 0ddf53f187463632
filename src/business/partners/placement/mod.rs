//! Seats in the placement tree: which leg of whom a newcomer takes.
//!
//! - *Seat*: a leg below somebody; the legs are counted from 1, with two of them 1 is left and 2 is right.
//! - *Weaker leg*: the leg with the fewest people.
//! - *Spillover*: the first free seat, level by level, from the left.
//! - *Holding tank*: the days in which a newcomer waits to be placed by hand; then the rule of the firm places.

mod rules;
mod seats;
mod waiting;

pub use rules::{PlacementRule, PlacementRules};
pub use seats::{Seat, Seats};
pub use waiting::{Waiting, own_waiting, see_waiting};
pub(in crate::business::partners) use waiting::{all_waiting, seats_on};
