//! What a newer program derives from what an older one wrote, once, before anybody comes in.

use crate::app::door::Door;
use crate::business::actor::Actor;
use crate::business::commissions::{books_lag_behind, catch_up_books};
use crate::business::failure::Failure;
use crate::store::Fault;

/// Gives the books of before their index and their open items.
pub fn catch_up(door: &Door) -> Result<(), Fault> {
    let system = Actor::system();
    let told = |failure: Failure| Fault::new(format!("{failure:?}")).about("deriving open items");
    if !door.read(&system, |view| Ok(books_lag_behind(view))).map_err(told)? {
        return Ok(());
    }
    let mut last = None;
    loop {
        let Some(through) = door.write_and_wait(&system, move |tx| catch_up_books(tx, last)).map_err(told)? else {
            return Ok(());
        };
        last = Some(through);
    }
}
