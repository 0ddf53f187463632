//! Facts: everything that a calculation may know, taken from one snapshot, sorted and frozen.
//!
//! - *Place*: a person's position in the tree of the period's last day. The calculation knows places, not ids.
//! - *Standing*: whether somebody has a valid contract on the last day of the period.
//! - *Carry*: what earlier periods left: ranks achieved, banked volumes, what was paid before.
//! - *Hash*: BLAKE3 over all facts in their order; the same facts give the same hash, whatever their order was.

mod carry;
mod factors;
mod freeze;
mod frozen;
mod gather;
mod gather_again;
mod gather_left;
mod gather_people;
mod gather_sales;
mod given;
mod quiet;
mod sold;
mod sums;
mod thaw;

pub use carry::Carry;
pub use factors::SOLD_ON;
pub use frozen::{FactSale, Facts, PeopleFacts};
pub use gather::gather_facts;
pub(super) use gather::{freeze_gathered, gather_alike};
pub use given::{ColumnHolds, FactPerson, FactTrouble, FactsOf, GivenColumn, SoldLine, Standing};
pub use quiet::{QUIET_ROOMS, is_quiet_since, is_settled_since};
