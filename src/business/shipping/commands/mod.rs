//! From the shelf to the carrier, one file a step.

mod hand_over;
mod pack;
mod pick;

pub use hand_over::{hand_over, hand_over_order};
pub use pack::{PackParcel, pack_parcel, track_parcel};
pub use pick::{pick_order, undo_picking};
