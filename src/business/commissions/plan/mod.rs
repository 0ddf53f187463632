//! A commission plan as typed data. The file that a firm writes is read once; everything after works on types.
//!
//! - *Volume*: what is counted for a person in the period, alone or with the team.
//! - *Predicate*: a question about a person that is answered by yes or no, such as *active*.
//! - *Rank*: a place on the ladder of the firm that somebody reaches in a period.
//! - *Formula*: a small expression for a condition or an amount.
//! - *Factor*: how much of its base and points a sale counts, by product, market or currency, and by day.
//! - *Edge*: who stands above whom; a plan can make further ones, such as a matrix.
//! - *Bonus*: pay that arises from sales: a *walk* to the receivers, and an *amount* for each of them.
//! - *Walk*: the way from a sale to the people who are paid for it, with *compression*: what happens where
//!   somebody on the way may not receive.
//! - *Adjustment*: what is done to the pay of a whole person or run, such as the least amount that is paid out.
//! - *Example*: a small case with its result, written in the plan itself and calculated whenever it is checked.
//! - *Trouble*: a mistake in a plan file: the line, what is wrong, and what is meant.

mod adjustment;
mod amount;
mod bonus;
mod edge;
mod example;
mod factor;
mod formula;
mod predicate;
mod read;
mod volume;
mod whole;

pub use adjustment::{Payout, RanksThen, Refunds};
pub use amount::Rounding;
pub use bonus::{
    AmountBonus, Bonus, BonusKind, Boundary, Cap, CapHow, CapOf, Compression, Difference, Each, Generations, Guarantee,
    Ineligible, LargerOf, LegPay, LegsBonus, Levels, Pool, Reward, SaleBonus, SalePay, SaleReceiver, SalesSource,
    Source,
};
pub use edge::{EdgePlace, Fill, MadeEdge, Making};
pub use example::{Example, ExampleKnown, ExampleLine, ExamplePerson, ExampleSale, ExampleValue, plain_number};
pub use factor::{FactorBy, FactorStep, Factors};
pub use formula::{
    ColumnNames, Formula, FormulaWords, Gather, Kind, LadderMode, Looking, MILLION, Names, Party, PersonValue, RankOf,
    Reach, SaleValue, Scope, Sign, Sold, Step, Together, formula_words,
};
pub use predicate::{Need, PaidBy, Predicate, Rank, Ranks, VolumeReach};
pub use read::{PLAN_BYTES_MAX, PlanTrouble, plan_tables};
pub(super) use read::{read_file, read_kept_file};
pub use volume::{Counts, SaleKinds, Volume};
pub use whole::Plan;
