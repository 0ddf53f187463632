//! The extract of the books (Buchauszug): every deal that counts for a partner's commission, so that the partner can
//! check each statement by it (§ 87c (2) HGB, § 16 HVertrG).
//!
//! - *Deal*: one order line that was sold, came back, was cancelled or waits to be delivered, with what was paid for it.
//! - *No deal*: a commission that comes from no single deal; it stands at the end of its month.
//! - *Relation*: whose deal it is: of the own customers, of the own household, or of somebody in the team.

mod deal;
mod find;
mod gather;
mod words;

pub use deal::{Counterpart, Deal, DealPay, DealState, NoDeal, ReturnedGoods};
pub use find::{DealSums, DealWish, FoundDeals, Relation, find_deals};
pub use gather::{Extract, extract};
pub(super) use gather::{SettledRun, settled_runs};
pub use words::say_months;
