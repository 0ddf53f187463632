//! Keeping the result of a calculation with its run, and reading it back.

use crate::business::commissions::calculation::{CheckResult, Outcome, distributable};
use crate::business::commissions::facts::Facts;
use crate::business::commissions::plan::Plan;
use crate::business::commissions::records::RUN_TO_BREAKAGE;
use crate::business::commissions::runs::{PeriodVolumes, RunResult, WrittenOut, forget_lines, forget_statements};
use crate::business::tx::{Recorded, Tx};
use crate::store::{Read, Span};
use crate::values::{Money, RunId};

/// Writes statements, lines and breakage, and says what the result is in figures.
pub(in crate::business::commissions) fn keep_result(
    tx: &mut Tx,
    told: &Recorded,
    (plan, facts, outcome): (&Plan, &Facts, &Outcome),
    (written, checks): (WrittenOut, Vec<CheckResult>),
) -> RunResult {
    written.rows.into_iter().for_each(|row| tx.save_ready(told, row));
    let money = |minor: i64| Money::new(minor, facts.currency);
    RunResult {
        calculated_at: tx.now(),
        facts_hash: facts.hash,
        outcome_hash: outcome.hash,
        sales: count(facts.sales.len()),
        lines: count(outcome.lines.len() + outcome.clawed_back.len()),
        statements: written.statements,
        payees: count(outcome.people.totals.iter().filter(|total| **total != 0).count()),
        distributable: money(distributable(plan, outcome)),
        paid: money(outcome.paid),
        breakage: money(outcome.broken),
        checks,
    }
}

/// Takes away what an earlier calculation of an open run left.
pub(in crate::business::commissions) fn forget_result(tx: &mut Tx, told: &Recorded, id: RunId) {
    forget_statements(tx, told, id);
    forget_lines(tx, told, id);
    let breakage = (tx as &dyn Read).keys(&RUN_TO_BREAKAGE, Span::prefix(&(id,)));
    breakage.iter().for_each(|key| tx.remove(told, &RUN_TO_BREAKAGE, key));
}

/// Points of all kinds of sale, whatever the plan counts.
pub(super) fn period_volumes(facts: &Facts) -> PeriodVolumes {
    let partners = facts.people.customers.iter().map(|customer| i64::from(!customer)).collect();
    PeriodVolumes::of_partners(&facts.tree, facts.own_points(), partners)
}

pub(super) fn count(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}
