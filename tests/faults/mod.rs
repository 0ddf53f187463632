//! What must hold whatever happens: kills, double clicks, two people at once, a backup in the midst of the work.
//! All of it in front of real servers, over HTTP.

mod at_once;
mod backup;
mod kills;
mod program;
mod shopper;
mod tampering;

pub use program::copy;
