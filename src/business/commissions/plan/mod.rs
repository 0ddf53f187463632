//! A commission plan as typed data. The file that a firm writes is read once; everything after works on types.
//!
//! - *Volume*: what is counted for a person in the period, alone or with the team.
//! - *Predicate*: a question about a person that is answered by yes or no, such as *active*.
//! - *Bonus*: pay that arises from sales: a *walk* to the receivers, and an *amount* for each of them.
//! - *Walk*: the way from a sale to the people who are paid for it, with *compression*: what happens where
//!   somebody on the way may not receive.
//! - *Adjustment*: what is done to the pay of a whole person or run, such as the least amount that is paid out.
//! - *Example*: a small case with its result, written in the plan itself and calculated whenever it is checked.
//! - *Trouble*: a mistake in a plan file: the line, what is wrong, and what is meant.

mod adjustment;
mod amount;
mod bonus;
mod example;
mod grammar;
mod predicate;
mod read;
mod read_bonus;
mod read_example;
mod reading;
mod section;
mod volume;
mod walk;
mod whole;

pub use adjustment::Payout;
pub use amount::{Rounding, Share};
pub use bonus::{Bonus, BonusKind, Levels};
pub use example::{Example, ExampleLine, ExamplePerson, ExampleSale};
pub use predicate::{Predicate, Requirement};
pub use read::{PLAN_BYTES_MAX, read_plan};
pub use reading::PlanTrouble;
pub use volume::{Counts, SaleKinds, Volume, VolumeOf};
pub use walk::{Compression, EdgeWalk};
pub use whole::Plan;
