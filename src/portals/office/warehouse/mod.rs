//! The warehouse: picking, packing, handing over. Made for a phone or a tablet, with a scanner or without.

mod hand_over;
mod pack;
mod pick;
mod pick_sheet;
mod scan;
mod undo_picking;
mod waiting;

use crate::web::Routes;

pub fn routes() -> Routes {
    Routes::new()
        .and(pick::routes())
        .and(pick_sheet::routes())
        .and(undo_picking::routes())
        .and(pack::routes())
        .and(hand_over::routes())
}
