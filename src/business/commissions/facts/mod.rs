//! Facts: everything that a calculation may know, taken from one snapshot, sorted and frozen.
//!
//! - *Place*: a person's position in the tree of the period's last day. The calculation knows places, not ids.
//! - *Standing*: whether somebody has a valid contract on the last day of the period.
//! - *Hash*: BLAKE3 over all facts in their order; the same facts give the same hash, whatever their order was.

mod freeze;
mod gather;

pub use freeze::{FactPerson, FactSale, FactTrouble, Facts, FactsOf, SoldLine, Standing};
pub use gather::gather_facts;
