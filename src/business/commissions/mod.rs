//! What partners earn: plan, facts, calculation, run, statement.
//!
//! - *Sale*: a fact: one shipped order line, or one that came back, with its base and points.
//! - *Late event*: what becomes known of a closed period after it was posted; a correction run counts it.
//!
//! The way of a run: `open_run` → `calculate_run` → `submit_run`, and `approvals::decide` by somebody else →
//! `post_run` → `pay_run`. `plan` knows plan files, `facts` what counts, `calculation` is pure, `runs` is what
//! is kept.

mod calculation;
mod caught_up;
pub(super) mod checks;
mod commands;
mod events;
mod evidence;
mod extract;
mod facts;
mod fingerprint;
mod late;
mod lawful;
mod naming;
mod objections;
mod pay_terms;
mod plan;
mod reachable;
mod records;
mod runs;
mod sales;
mod sandbox;
mod self_billing;
mod sellers;
mod sound;
mod two_threads;
mod versions;
mod words;

pub use calculation::{
    Absence, Again, AgainTrouble, Asked, BASE, BackBecause, Breakage, CalculationTrouble, CameBack, CarryKind, Check,
    CheckResult, ClawedBack, ExampleResult, Line, NotInFirm, Origin, Outcome, PaidForSale, Path, PathStep, PeoplePay,
    Portion, Reasons, SaleKey, Sources, TooLarge, Unpaid, Verdict, absences, asked_of_facts, calculate, carry_kind,
    check_examples, check_outcome, distributable, explain, facts_of_example, is_settled_in, next_carry, own_rate,
    paid_by_sale, reckon_again, refunded_key, returned_key, settles_in_firm, why_unpaid,
};
pub use caught_up::{books_lag_behind, catch_up_books};
pub(in crate::business) use commands::take_decision;
pub use commands::{
    Settled, adopt_plan, calculate_run, calculate_settled_run, cancel_run, open_correction, open_run, pay_run,
    post_run, post_settled_run, settle_agreed_run, settle_run, shipped_plans, submit_run,
};
pub use events::{PlanAdopted, RunCalculated, RunCancelled, RunDecided, RunOpened, RunPosted, RunSubmitted};
pub use evidence::{
    BonusEvidence, BySource, MissingParticular, MonthEvidence, PaySource, PayeeRow, RetailCustomer, RetailRow,
    SINGLE_LIMIT, SoldSums, YEAR_LIMIT, YearMoney, YearSheet, YearStatement, last_posted_month, month_evidence,
    pay_from, pay_share, pay_total, payees_of_year, retail_by_partner, retail_customers_of, year_sheet,
};
pub use extract::{
    Counterpart, Deal, DealPay, DealState, DealSums, DealWish, Extract, FoundDeals, NoDeal, Relation, ReturnedGoods,
    extract, find_deals, say_months,
};
pub use facts::{
    Carry, ColumnHolds, FactPerson, FactSale, FactTrouble, Facts, FactsOf, GivenColumn, PeopleFacts, QUIET_ROOMS,
    SOLD_ON, SoldLine, Standing, gather_facts, is_quiet_since, is_settled_since,
};
pub use late::{LateChange, late_changes_of, periods_to_correct, reckons_otherwise, rests_on_corrected};
pub use lawful::warnings;
pub use objections::{
    NewAnswer, NewObjection, Objection, ObjectionAnswer, ObjectionAnswered, ObjectionRaised, ObjectionSheet,
    ObjectionState, answer_objection, objection, objection_number, objection_sheet, objections_of_partner,
    objections_of_statement, raise_objection,
};
pub use pay_terms::pay_terms;
pub use plan::{
    AmountBonus, Bonus, BonusKind, Boundary, Cap, CapHow, CapOf, ColumnNames, Compression, Counts, Difference, Each,
    EdgePlace, Example, ExampleKnown, ExampleLine, ExamplePerson, ExampleSale, ExampleValue, FactorBy, FactorStep,
    Factors, Fill, Formula, FormulaWords, Gather, Generations, Guarantee, Ineligible, Kind, LadderMode, LargerOf,
    LegPay, LegsBonus, Levels, MILLION, MadeEdge, Making, Names, Need, PLAN_BYTES_MAX, PaidBy, Party, Payout,
    PersonValue, Plan, PlanTrouble, Pool, Predicate, Rank, RankOf, Ranks, RanksThen, Reach, Refunds, Reward, Rounding,
    SaleBonus, SaleKinds, SalePay, SaleReceiver, SaleValue, SalesSource, Scope, Sign, Sold, Source, Step, Volume,
    VolumeReach, formula_words, plain_number, plan_tables,
};
pub use records::{
    TABLES, corrections_of, last_posted_run, plan, plan_on, plan_source, plan_sources, plans_on, posted_run_in, run,
    runs,
};
pub use runs::{
    BonusSum, BreakageLine, Brings, CommissionLine, Corrected, Corrects, Factored, FoundStatements, GivenPart,
    LineFactor, LineOrigin, LineSale, Payee, PeriodVolumes, PlanSource, PredicateAnswer, Run, RunResult, RunSheet,
    RunState, SharedLines, SharedSimulation, SharedStatements, Simulation, Statement, StatementOrder, StatementParts,
    StatementRow, StatementSheet, StatementWish, TakenBack, WHAT_IF_AMOUNT_MAX, WHAT_IF_PARTNERS_MAX, WhatIf,
    WhatIfAnswer, all_lines_of_statement, breakage_of_run, find_statements, lines_of_run, lines_of_statement,
    may_simulate, payee, payee_of_statement, run_number, run_sheet, simulate, some_lines_of_statement, statement,
    statements_of_partner, statements_of_run, sums_by_bonus, volumes_of_period, what_if, work_out,
};
pub use sales::{Sale, SaleKind, SalesPage, first_sale_day, sales};
pub(in crate::business) use sales::{credit_sales, note_sales};
pub use sandbox::{
    Comparison, Named, PERIODS_MAX, Pair, PeriodCompared, PersonCompared, RankCompared, closed_runs, compare_plans,
};
pub use self_billing::{
    Fate, NoDocument, OBJECTION_DAYS, SelfBilled, SelfBilledCancelled, SelfBilledIssued, SelfBilledObjected,
    SelfBilledSheet, SelfBilledState, Supplier, Unbilled, issue_self_billed, object_to_self_billed, see_self_billed,
    self_billed, self_billed_newest, self_billed_of_period, self_billed_of_statement, self_billed_sheet,
    tax_of_statement, unbilled_of_run,
};
pub(in crate::business) use self_billing::{checks as self_billing_checks, correct_self_billed};
pub use sellers::{FoundSellers, SellerOrder, SellerRow, SellerWish, find_in_team, find_sellers, place_in_team};
pub use sound::read_plan;
pub use words::{Paragraph, is_condition, named_values, say_condition, say_factor, say_part, say_plan, say_times};
