//! Which open items a bank line pays: pure, without a store and without a clock.
//!
//! - *Item*: an open item as matching sees it; an invoice, an order, a credit note or a fee.
//! - *Payer*: whoever owes items, with names and accounts by which a bank tells them.
//! - *Books*: everything that is known before a line: items, payers and what was learned from lines confirmed before.
//! - *Whole number*: all digits of an item's number stand in the line, however dressed. *Slip*: one of them does not.
//! - *Proposal*: what a line pays, why, and whether that may be posted without a person.

mod amounts;
mod books;
mod choice;
mod evidence;
mod item;
mod names;
mod neighbours;
mod numbers;
mod proposal;
mod rules;
mod runs;

pub use books::Books;
pub use item::{Item, ItemNo, MatchKind, Payer, PayerNo, PaymentLine, Skonto};
pub use proposal::{Clears, Confidence, MatchReason, Proposal, Rest, RestOf};
pub use rules::decide;
