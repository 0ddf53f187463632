//! What a correction run books: the lines of a closed period as they would have been, less what was posted for it.

use std::collections::BTreeMap;

use crate::business::commissions::calculation::{Check, CheckResult, Outcome, Reasons, distributable};
use crate::business::commissions::facts::Facts;
use crate::business::commissions::plan::Plan;
use crate::business::commissions::records::{RUN_TO_BREAKAGE, corrections_of, run, stored_breakage};
use crate::business::commissions::runs::found_line::{ByReceiver, FoundLine};
use crate::business::commissions::runs::keep::{count, period_volumes};
use crate::business::commissions::runs::statement::{Figures, LINES_PER_PAGE};
use crate::business::commissions::runs::{
    BreakageLine, BreakagePage, CommissionLine, Corrected, LineKeeper, LineOrigin, LineReader, RunResult, Statement,
    StatementKeeper, add_totals, stored_statement,
};
use crate::business::tx::{Recorded, Tx};
use crate::store::Read;
use crate::values::{Money, PartnerId, Period, RunId};

/// What makes two lines one: who receives it is known already.
type LineKey = (u16, u16, bool, bool, LineOrigin);

/// What was posted under one key, by the first run of the period and its corrections.
struct Posted {
    run: RunId,
    line: u32,
    sum: Money,
    shown: CommissionLine,
}

/// Writes statements, lines and breakage of a correction: differences, and nothing where there is none. The last of
/// the checks says whether everybody has all that the period gives with them.
pub(in crate::business::commissions) fn keep_difference(
    tx: &mut Tx,
    told: &Recorded,
    (id, first): (RunId, RunId),
    (plan, facts, outcome): (&Plan, &Facts, &Outcome),
    mut checks: Vec<CheckResult>,
) -> RunResult {
    let mut earlier = Earlier::of(tx, first, facts.period);
    let volumes = period_volumes(facts);
    let figures = Figures::of((plan, facts, outcome), &volumes);
    let reasons = Reasons::of(plan, facts, outcome);
    let by_receiver = ByReceiver::of(outcome);
    let money = |minor: i64| Money::new(minor, facts.currency);
    let (mut lines_kept, mut statements, mut payees, mut paid, mut wrong) = (0_usize, 0_u32, 0_usize, 0_i64, 0_i64);
    let (mut lines_keeper, mut statements_keeper) = (LineKeeper::of(id), StatementKeeper::of(id));
    for (partner, place) in earlier.people(facts) {
        let numbers = place.map_or(&[][..], |place| by_receiver.lines(place));
        let found = numbers.iter().filter_map(|number| FoundLine::numbered(outcome, *number));
        let now: Vec<CommissionLine> = found.filter_map(|line| line.written(&reasons)).collect();
        let lines = earlier.difference(tx, partner, now);
        let total: i64 = lines.iter().map(|line| line.amount.minor()).sum();
        let owed = place.map_or(0, |place| outcome.people.total(place));
        wrong += i64::from(earlier.posted_total(partner) + total != owed);
        if lines.is_empty() {
            continue;
        }
        let reckoned = place.map(|place| figures.statement(place));
        let before = || earlier.runs.iter().find_map(|run| stored_statement(tx, *run, partner));
        let reckoned = reckoned.or_else(before);
        lines_kept += lines.len();
        let statement = reckoned.map(|reckoned| of_difference(reckoned, plan, &lines, money(total)));
        lines_keeper.begin(partner, lines.len());
        for line in lines {
            lines_keeper.add(partner, &line, (None, || line.path.clone()));
        }
        let Some(statement) = statement else { continue };
        statements_keeper.add(partner, statement);
        statements += 1;
        payees += usize::from(total != 0);
        paid += total;
    }
    let rows = statements_keeper.rows().into_iter().chain(lines_keeper.rows());
    rows.for_each(|row| tx.save_ready(told, row));
    checks.push(Check::DifferencesComplete.compare(0, wrong));
    let broken = earlier.breakage(tx, outcome.breakage.iter().filter_map(|one| BreakageLine::of(&reasons, one)));
    for (page, lines) in (0..).zip(broken.chunks(LINES_PER_PAGE)) {
        tx.save(told, &RUN_TO_BREAKAGE, &(id, page), &BreakagePage(lines.to_vec()));
    }
    let breakage: i64 = broken.iter().map(|line| line.amount.minor()).sum();
    RunResult {
        calculated_at: tx.now(),
        facts_hash: facts.hash,
        outcome_hash: outcome.hash,
        sales: count(facts.sales.len()),
        lines: count(lines_kept),
        statements,
        payees: count(payees),
        distributable: money(distributable(plan, outcome)) - earlier.distributable(tx, money(0)),
        paid: money(paid),
        breakage: money(breakage),
        checks,
    }
}

/// The figures as they are reckoned now, and the sums as they differ.
fn of_difference(reckoned: Statement, plan: &Plan, lines: &[CommissionLine], total: Money) -> Statement {
    let mut by_bonus = vec![Money::zero(total.currency()); plan.bonuses.len()];
    for line in lines {
        if let Some(sum) = by_bonus.get_mut(usize::from(line.bonus)) {
            *sum += line.amount;
        }
    }
    Statement { by_bonus, total, lines: count(lines.len()), payee: None, ..reckoned }
}

/// The posted runs of a period: the first one, then its corrections.
struct Earlier {
    period: Period,
    first: RunId,
    runs: Vec<RunId>,
    /// The lines of each of them, read in the order of partners.
    readers: Vec<LineReader>,
    /// What everybody was given by all of them, in minor units.
    totals: BTreeMap<PartnerId, i64>,
}

impl Earlier {
    fn of(r: &dyn Read, first: RunId, period: Period) -> Earlier {
        let mut runs = vec![first];
        runs.extend(corrections_of(r, first));
        let readers = runs.iter().copied().map(LineReader::of).collect();
        let mut totals = BTreeMap::new();
        runs.iter().for_each(|run| add_totals(r, *run, &mut totals));
        Earlier { period, first, runs, readers, totals }
    }

    /// Everybody of the period as it is now, and whoever had a statement then; in the order of their numbers.
    fn people(&self, facts: &Facts) -> BTreeMap<PartnerId, Option<u32>> {
        let mut people: BTreeMap<PartnerId, Option<u32>> = self.totals.keys().map(|partner| (*partner, None)).collect();
        people.extend(facts.tree.partners().iter().copied().zip((0..).map(Some)));
        people
    }

    fn posted_total(&self, partner: PartnerId) -> i64 {
        self.totals.get(&partner).copied().unwrap_or(0)
    }

    fn distributable(&self, r: &dyn Read, nothing: Money) -> Money {
        let results = self.runs.iter().filter_map(|id| run(r, *id)?.result);
        results.fold(nothing, |sum, result| sum + result.distributable)
    }

    /// What one partner had under each key, all posted runs of the period together.
    fn posted(&mut self, r: &dyn Read, partner: PartnerId) -> BTreeMap<LineKey, Posted> {
        let mut posted: BTreeMap<LineKey, Posted> = BTreeMap::new();
        for reader in &mut self.readers {
            let (run, mut line) = (reader.run(), 0);
            reader.each(r, partner, |kept| {
                line += 1;
                match posted.get_mut(&key(kept)) {
                    Some(known) => known.sum += kept.amount,
                    None => {
                        let one = Posted { run, line, sum: kept.amount, shown: kept.clone() };
                        posted.insert(key(kept), one);
                    }
                }
            });
        }
        posted
    }

    /// The lines of one partner that differ, in the order in which they are found now; what is no more comes last.
    fn difference(&mut self, r: &dyn Read, partner: PartnerId, now: Vec<CommissionLine>) -> Vec<CommissionLine> {
        let mut posted = self.posted(r, partner);
        let mut places: BTreeMap<LineKey, usize> = BTreeMap::new();
        let mut found: Vec<CommissionLine> = Vec::new();
        for line in now {
            let place = *places.entry(key(&line)).or_insert(found.len());
            match found.get_mut(place) {
                // Two returns of one day are one.
                Some(known) => {
                    known.base += line.base;
                    known.amount += line.amount;
                }
                None => found.push(line),
            }
        }
        for line in &mut found {
            let before = posted.remove(&key(line));
            let corrected = self.corrected(before.as_ref(), Money::zero(line.amount.currency()));
            line.amount -= corrected.before;
            line.corrects = Some(corrected);
        }
        let gone = posted.into_values().map(|before| CommissionLine {
            amount: -before.sum,
            corrects: Some(self.corrected(Some(&before), before.sum)),
            ..before.shown
        });
        found.extend(gone);
        found.retain(|line| !line.amount.is_zero());
        found
    }

    fn corrected(&self, before: Option<&Posted>, nothing: Money) -> Corrected {
        match before {
            Some(before) => {
                Corrected { period: self.period, run: before.run, line: Some(before.line), before: before.sum }
            }
            None => Corrected { period: self.period, run: self.first, line: None, before: nothing },
        }
    }

    /// What nobody was entitled to, more or less than was posted.
    fn breakage(&self, r: &dyn Read, now: impl Iterator<Item = BreakageLine>) -> Vec<BreakageLine> {
        let mut left: BTreeMap<_, BreakageLine> = BTreeMap::new();
        let mut add = |line: BreakageLine| {
            let key = (line.bonus, line.level, line.levels, line.person, without_payer(line.origin));
            match left.get_mut(&key) {
                Some(known) => known.amount += line.amount,
                None => {
                    left.insert(key, line);
                }
            }
        };
        now.for_each(&mut add);
        for run in &self.runs {
            for page in 0.. {
                let Some(BreakagePage(lines)) = stored_breakage(r, *run, page) else { break };
                lines.into_iter().for_each(|line| add(BreakageLine { amount: -line.amount, ..line }));
            }
        }
        left.into_values().filter(|line| !line.amount.is_zero()).collect()
    }
}

fn key(line: &CommissionLine) -> LineKey {
    (line.bonus, line.level, line.is_generation, line.own, without_payer(line.origin))
}

/// A sale that was corrected was paid by another run, and is the same sale all the same.
fn without_payer(origin: LineOrigin) -> LineOrigin {
    match origin {
        LineOrigin::Clawback { back, .. } => LineOrigin::Clawback { back, paid_by: None },
        other => other,
    }
}
