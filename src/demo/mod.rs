//! The demo firm: a story in `seeds/`, played through the public commands with a set clock and fixed chance.
//!
//! - *Seeds*: the files of one demo firm, embedded in the executable.
//! - *Script*: how much happens, and when. *Cast*: the people. *Agenda*: what happens next.

mod agenda;
mod catalog;
mod chance;
mod deliveries;
mod desk;
mod firm;
mod names;
mod people;
mod play;
mod returns;
mod runs;
mod seeds;
mod shopping;
mod staff;
mod stage;
mod stores;
mod team;
mod warehouse;

pub use play::{PASSWORD, Progress, Size, play, sign_ins};
pub use seeds::SeedFault;
pub use staff::SignIn;
