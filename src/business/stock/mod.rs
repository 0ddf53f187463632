//! Where the goods are.
//!
//! - *Place*: an own store room, an agency's stock, or goods in transit.
//! - *Lot*: a batch of one product with its best-before day.
//! - *Movement*: a quantity of a lot that goes from one place to another, or in or out of the house.
//! - *Level*: what lies there and what of it is reserved. Never negative without an explicit backorder.
//! - *Reservation*: what is kept aside for an order from its confirmation until it is picked.

mod place;
mod records;

pub use place::{Level, Lot, Movement, MovementKind, Place, PlaceKind, Reservation, ReservedLine};
pub use records::{TABLES, level, lot, lots_of, movements_of, place, places, quantity_at, reservation, stock_at};
