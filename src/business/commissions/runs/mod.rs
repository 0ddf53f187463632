//! Runs: a plan and a period on their way from opening to payout.
//!
//! - *Run*: one settlement of one period by one version of a plan. A posted run never changes.
//! - *Correction run*: the same period once more as it is known by now; it books only what differs from what was posted.
//! - *Statement*: what one partner gets in a run, with the figures that led there; also when it is nothing.
//! - *Simulation*: the same calculation for a period as it is known now; nothing of it is kept.

mod breakage_line;
mod difference;
mod earlier_sale;
mod factored;
mod former_line;
mod found_line;
mod keep;
mod left;
mod line;
mod list;
mod pages;
mod parts;
mod payee;
mod reason;
mod run;
mod shared_lines;
mod simulation;
mod statement;
mod views;
mod volumes;
mod what_if;
mod write_out;

pub use breakage_line::BreakageLine;
pub(super) use breakage_line::BreakagePage;
pub(super) use difference::keep_difference;
pub(super) use earlier_sale::EarlierSale;
pub use factored::{Factored, LineFactor};
pub(super) use keep::{forget_result, keep_result};
pub(super) use left::{CarryPage, PaidPage, PaidSale, PaidTo, is_of_a_sale, keep_left, paid_sales};
pub(super) use line::LinePage;
pub use line::{Brings, CommissionLine, Corrected, LineOrigin, LineSale};
pub use list::{
    FoundStatements, StatementOrder, StatementRow, StatementWish, all_lines_of_statement, find_statements,
    some_lines_of_statement, sums_by_bonus,
};
pub use pages::SharedStatements;
pub(super) use pages::{
    LineKeeper, LineReader, StatementKeeper, add_totals, each_line, each_line_of_all, forget_lines, forget_statements,
    kept_sums, stored_lines, stored_statement, stored_statements,
};
pub use parts::{GivenPart, StatementParts, TakenBack};
pub(super) use payee::payee_of;
pub use payee::{Payee, payee};
pub use run::{Corrects, PlanSource, Run, RunResult, RunState, run_number};
pub use shared_lines::SharedLines;
pub use simulation::{SharedSimulation, Simulation, may_simulate, simulate, work_out};
pub use statement::{BonusSum, PredicateAnswer, Statement, StatementSheet};
pub use views::{
    RunSheet, breakage_of_run, lines_of_run, lines_of_statement, payee_of_statement, run_sheet, statement,
    statements_of_partner, statements_of_run,
};
pub use volumes::{PeriodVolumes, volumes_of_period};
pub use what_if::{WHAT_IF_AMOUNT_MAX, WHAT_IF_PARTNERS_MAX, WhatIf, WhatIfAnswer, what_if};
pub(super) use write_out::{WrittenOut, write_out};
