//! From the shelf to the door.
//!
//! - *Pick list*: which lots from which place go into an order.
//! - *Parcel*: what was packed together and from which lots, with carrier, tracking number and weight.

pub(super) mod checks;
mod commands;
mod events;
mod parcel;
mod records;
mod unpack;

pub use commands::{PackParcel, hand_over, hand_over_order, pack_parcel, pick_order, track_parcel, undo_picking};
pub use events::{OrderPicked, ParcelHandedOver, ParcelPacked, ParcelTracked, PickingUndone};
pub use parcel::{Carrier, Parcel, ParcelLine, PickLine, PickList};
pub use records::{TABLES, lots_of_parcel, lots_to_pack, parcel, parcels, parcels_of_order, pick_list, unpacked};
pub(in crate::business) use unpack::unpack;
