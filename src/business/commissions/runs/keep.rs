//! Keeping the result of a calculation with its run, and reading it back.

use crate::business::commissions::calculation::{CheckResult, Outcome, distributable};
use crate::business::commissions::facts::{Facts, Standing};
use crate::business::commissions::plan::Plan;
use crate::business::commissions::records::{
    RUN_AND_PARTNER_TO_LINES, RUN_AND_PARTNER_TO_STATEMENT, RUN_TO_BREAKAGE, stored_lines,
};
use crate::business::commissions::runs::line::{FoundLine, all_found};
use crate::business::commissions::runs::statement::LINES_PER_PAGE;
use crate::business::commissions::runs::{BreakageLine, BreakagePage, LinePage, PeriodVolumes, RunResult, Statement};
use crate::business::tx::{Recorded, Tx};
use crate::store::{Read, Span};
use crate::values::{Money, PartnerId, RunId};

/// Writes statements, lines and breakage, and says what the result is in figures.
pub(in crate::business::commissions) fn keep_result(
    tx: &mut Tx,
    told: &Recorded,
    id: RunId,
    (plan, facts, outcome): (&Plan, &Facts, &Outcome),
    checks: Vec<CheckResult>,
) -> RunResult {
    let volumes = period_volumes(facts);
    let mut statements = 0;
    for (place, partner) in (0..).zip(facts.tree.partners()) {
        let statement = Statement::of((plan, facts, outcome), &volumes, place);
        // Everybody with a contract gets a statement, also when it is nothing.
        if facts.standing(place) == Standing::Valid || statement.lines > 0 {
            tx.save(told, &RUN_AND_PARTNER_TO_STATEMENT, &(id, *partner), &statement);
            statements += 1;
        }
    }
    keep_lines(tx, told, id, (plan, facts, outcome));
    let broken: Vec<BreakageLine> =
        outcome.breakage.iter().filter_map(|broken| BreakageLine::of(plan, facts, outcome, broken)).collect();
    for (page, lines) in (0..).zip(broken.chunks(LINES_PER_PAGE)) {
        tx.save(told, &RUN_TO_BREAKAGE, &(id, page), &BreakagePage(lines.to_vec()));
    }
    let money = |minor: i64| Money::new(minor, facts.currency);
    RunResult {
        calculated_at: tx.now(),
        facts_hash: facts.hash,
        outcome_hash: outcome.hash,
        sales: count(facts.sales.len()),
        lines: count(outcome.lines.len() + outcome.clawed_back.len()),
        statements,
        payees: count(outcome.people.totals.iter().filter(|total| **total != 0).count()),
        distributable: money(distributable(plan, outcome)),
        paid: money(outcome.paid),
        breakage: money(outcome.broken),
        checks,
    }
}

/// By receiver, each bonus after the other in the order of the sales; what is taken back of earlier sales comes last.
fn keep_lines(tx: &mut Tx, told: &Recorded, id: RunId, (plan, facts, outcome): (&Plan, &Facts, &Outcome)) {
    let mut sorted: Vec<FoundLine<'_>> = all_found(outcome).collect();
    sorted.sort_by_key(|line| line.receiver());
    for lines in sorted.chunk_by(|one, two| one.receiver() == two.receiver()) {
        let Some(partner) = lines.first().and_then(|line| facts.tree.partner(line.receiver())) else { continue };
        for (page, lines) in (0..).zip(lines.chunks(LINES_PER_PAGE)) {
            let kept = lines.iter().filter_map(|line| line.written(plan, facts, outcome)).collect();
            tx.save(told, &RUN_AND_PARTNER_TO_LINES, &(id, partner, page), &LinePage(kept));
        }
    }
}

/// Takes away what an earlier calculation of an open run left.
pub(in crate::business::commissions) fn forget_result(tx: &mut Tx, told: &Recorded, id: RunId) {
    let r: &dyn Read = tx;
    let statements = r.keys(&RUN_AND_PARTNER_TO_STATEMENT, Span::prefix(&(id,)));
    let lines = r.keys(&RUN_AND_PARTNER_TO_LINES, Span::prefix(&(id,)));
    let breakage = r.keys(&RUN_TO_BREAKAGE, Span::prefix(&(id,)));
    statements.iter().for_each(|key| tx.remove(told, &RUN_AND_PARTNER_TO_STATEMENT, key));
    lines.iter().for_each(|key| tx.remove(told, &RUN_AND_PARTNER_TO_LINES, key));
    breakage.iter().for_each(|key| tx.remove(told, &RUN_TO_BREAKAGE, key));
}

/// The sum of a partner's lines as they are kept, in minor units.
pub(in crate::business::commissions) fn kept_sum(r: &dyn Read, id: RunId, partner: PartnerId) -> i64 {
    let mut sum = 0;
    for page in 0.. {
        let Some(LinePage(lines)) = stored_lines(r, id, partner, page) else { break };
        sum += lines.iter().map(|line| line.amount.minor()).sum::<i64>();
    }
    sum
}

/// Points of all kinds of sale, whatever the plan counts.
pub(super) fn period_volumes(facts: &Facts) -> PeriodVolumes {
    PeriodVolumes::of(&facts.tree, facts.own_points())
}

fn count(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}
