//! What partners earn: plan, facts, calculation, run, statement.
//!
//! - *Sale*: a fact: one shipped order line, or one that came back, with its base and points.

mod calculation;
mod facts;
mod note;
mod plan;
mod records;
mod sale;

pub use calculation::{
    Breakage, Check, CheckResult, ExampleResult, Line, Outcome, Path, PathStep, PersonPay, Verdict, calculate,
    check_examples, check_outcome, distributable, explain, facts_of_example,
};
pub use facts::{FactPerson, FactSale, FactTrouble, Facts, FactsOf, SoldLine, Standing, gather_facts};
pub(in crate::business) use note::note_sales;
pub use plan::{
    Bonus, BonusKind, Compression, Counts, EdgeWalk, Example, ExampleLine, ExamplePerson, ExampleSale, Levels,
    PLAN_BYTES_MAX, Payout, Plan, PlanTrouble, Predicate, Requirement, Rounding, SaleKinds, Share, Volume, VolumeOf,
    read_plan,
};
pub use records::{TABLES, sales};
pub use sale::{Sale, SaleKind};
