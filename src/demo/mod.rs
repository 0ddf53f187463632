//! The demo firm: a story in `seeds/`, played through the public commands with a set clock and fixed chance.
//!
//! - *Seeds*: the files of one demo firm, embedded in the executable.
//! - *Stage*: the open data folder of a trial firm, with the means to act at any moment of the story.

mod catalog;
mod chance;
mod firm;
mod names;
mod seeds;
mod stage;

use crate::app::Door;
use crate::business::failure::Failure;
use crate::values::Instant;

pub use seeds::SeedFault;

/// How far the play has come, for a progress bar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    pub done: u32,
    pub of: u32,
}

/// Plays the whole story into an empty store. `now` is the last moment of the story.
pub fn play(door: &Door, now: Instant, told: &mut dyn FnMut(Progress)) -> Result<(), Failure> {
    let seeds = seeds::read().map_err(SeedFault::into_failure)?;
    told(Progress { done: 0, of: 100 });
    firm::found(door, &seeds)?;
    let shelves = catalog::stock_shelves(door, &seeds)?;
    told(Progress { done: 5, of: 100 });
    stage::note(&shelves, now);
    told(Progress { done: 100, of: 100 });
    Ok(())
}
