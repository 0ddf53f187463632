//! From the shelf to the door.
//!
//! - *Pick list*: which lots from which place go into an order.
//! - *Parcel*: what was packed together, with carrier, tracking number and weight.

mod parcel;
mod records;

pub use parcel::{Carrier, Parcel, ParcelLine, PickLine, PickList};
pub use records::{TABLES, parcel, parcels, parcels_of_order, pick_list};
