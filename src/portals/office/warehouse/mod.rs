//! The warehouse: picking, packing, handing over. Made for a phone or a tablet, with a scanner or without.

mod hand_over;
mod pack;
mod pick;
mod scan;
mod waiting;

use crate::web::Routes;

pub fn routes() -> Routes {
    Routes::new().and(pick::routes()).and(pack::routes()).and(hand_over::routes())
}
