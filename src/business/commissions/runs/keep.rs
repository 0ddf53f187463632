//! Keeping the result of a calculation with its run, and reading it back.

use crate::business::commissions::calculation::{CheckResult, Outcome, Reasons, distributable};
use crate::business::commissions::facts::{Facts, Standing};
use crate::business::commissions::plan::Plan;
use crate::business::commissions::records::{
    RUN_AND_PARTNER_TO_LINES, RUN_AND_PARTNER_TO_STATEMENT, RUN_TO_BREAKAGE, stored_lines,
};
use crate::business::commissions::runs::line::{ByReceiver, FoundLine};
use crate::business::commissions::runs::statement::{Figures, LINES_PER_PAGE};
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
    let figures = Figures::of((plan, facts, outcome), &volumes);
    // In the order of their keys, which writes a large firm's rows in half the time.
    let mut people: Vec<(PartnerId, u32)> = facts.tree.partners().iter().copied().zip(0..).collect();
    people.sort_unstable();
    let mut statements = 0;
    for (partner, place) in people.iter().copied() {
        let statement = figures.statement(place);
        if has_statement(facts, place, &statement) {
            tx.save(told, &RUN_AND_PARTNER_TO_STATEMENT, &(id, partner), &statement);
            statements += 1;
        }
    }
    let reasons = Reasons::of(plan, facts, outcome);
    keep_lines(tx, told, id, &reasons, &people);
    let broken: Vec<BreakageLine> =
        outcome.breakage.iter().filter_map(|broken| BreakageLine::of(&reasons, broken)).collect();
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

/// Everybody with a contract gets a statement, also when it is nothing; customers have no contract.
pub(super) fn has_statement(facts: &Facts, place: u32, statement: &Statement) -> bool {
    let has_contract = facts.standing(place) == Standing::Valid && !facts.is_customer(place);
    has_contract || statement.lines > 0
}

/// By receiver, each bonus after the other in the order of the sales; what is taken back of earlier sales comes last.
fn keep_lines(tx: &mut Tx, told: &Recorded, id: RunId, reasons: &Reasons<'_>, people: &[(PartnerId, u32)]) {
    let by_receiver = ByReceiver::of(reasons.outcome);
    for (partner, place) in people {
        for (page, lines) in (0..).zip(by_receiver.lines(*place).chunks(LINES_PER_PAGE)) {
            let found = lines.iter().filter_map(|number| FoundLine::numbered(reasons.outcome, *number));
            let kept = found.filter_map(|line| line.written(reasons)).collect();
            tx.save(told, &RUN_AND_PARTNER_TO_LINES, &(id, *partner, page), &LinePage(kept));
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
    let partners = facts.people.customers.iter().map(|customer| i64::from(!customer)).collect();
    PeriodVolumes::of_partners(&facts.tree, facts.own_points(), partners)
}

pub(super) fn count(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}
