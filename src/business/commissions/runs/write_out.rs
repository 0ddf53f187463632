//! Statements, lines and breakage of a result as rows, before the store is asked for anything: a large firm has millions of them,
//! and until they are ready everybody else can go on writing.

use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread::{available_parallelism, scope};

use crate::business::commissions::calculation::{Outcome, Reasons};
use crate::business::commissions::facts::{Facts, Standing};
use crate::business::commissions::plan::Plan;
use crate::business::commissions::records::RUN_TO_BREAKAGE;
use crate::business::commissions::runs::found_line::{ByReceiver, FoundLine};
use crate::business::commissions::runs::keep::period_volumes;
use crate::business::commissions::runs::statement::{Figures, LINES_PER_PAGE};
use crate::business::commissions::runs::{
    BreakageLine, BreakagePage, LineKeeper, PeriodVolumes, Statement, StatementKeeper,
};
use crate::business::commissions::two_threads::both;
use crate::store::ReadyRow;
use crate::values::{PartnerId, RunId};

/// So many people are written out together. Pages end where a portion does, so that they are the same whatever the
/// number of processors.
const PORTION: usize = 20_000;
/// More threads than these wait for the memory, not for a processor.
const THREADS_MAX: usize = 4;

/// Statements, lines and breakage of a run, ready to be kept.
#[derive(Clone, Debug, Default)]
pub(in crate::business::commissions) struct WrittenOut {
    pub rows: Vec<ReadyRow>,
    pub statements: u32,
}

/// Writes out everybody's statement and lines, in the order of their keys: that way they are kept in half the time.
pub(in crate::business::commissions) fn write_out(
    run: RunId,
    (plan, facts, outcome): (&Plan, &Facts, &Outcome),
) -> WrittenOut {
    let mut people: Vec<(PartnerId, u32)> = facts.tree.partners().iter().copied().zip(0..).collect();
    people.sort_unstable();
    let of_people = people.chunks(PORTION).map(Portion::People);
    // The longest comes first, so that nobody waits for it at the end.
    let portions: Vec<Portion<'_>> = [Portion::Breakage].into_iter().chain(of_people).collect();
    let (volumes, by_receiver) = both(outcome.lines.len(), || period_volumes(facts), || ByReceiver::of(outcome));
    let work = Work { run, plan, facts, outcome, volumes, by_receiver };
    let done: Mutex<Vec<(usize, WrittenOut)>> = Mutex::new(Vec::with_capacity(portions.len()));
    let next = AtomicUsize::new(0);
    let one_after_the_other = || {
        while let number = next.fetch_add(1, Ordering::Relaxed)
            && let Some(portion) = portions.get(number)
        {
            let written = match portion {
                Portion::People(people) => work.people(people),
                Portion::Breakage => WrittenOut { rows: work.breakage(), statements: 0 },
            };
            done.lock().unwrap_or_else(std::sync::PoisonError::into_inner).push((number, written));
        }
    };
    let threads = available_parallelism().map_or(1, usize::from).min(THREADS_MAX).min(portions.len());
    scope(|scope| {
        (1..threads).for_each(|_| drop(scope.spawn(one_after_the_other)));
        one_after_the_other();
    });
    let mut done = done.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner);
    done.sort_unstable_by_key(|(number, _)| *number);
    let mut all = WrittenOut::default();
    for (_, portion) in done {
        all.rows.extend(portion.rows);
        all.statements += portion.statements;
    }
    all
}

/// What one thread writes out before it looks for more.
enum Portion<'p> {
    People(&'p [(PartnerId, u32)]),
    Breakage,
}

struct Work<'w> {
    run: RunId,
    plan: &'w Plan,
    facts: &'w Facts,
    outcome: &'w Outcome,
    volumes: PeriodVolumes,
    by_receiver: ByReceiver,
}

impl Work<'_> {
    fn people(&self, people: &[(PartnerId, u32)]) -> WrittenOut {
        let result = (self.plan, self.facts, self.outcome);
        let figures = Figures::of(result, &self.volumes);
        let mut keeper = StatementKeeper::of(self.run);
        let mut statements = 0;
        for (partner, place) in people.iter().copied() {
            let statement = figures.statement(place);
            if has_statement(self.facts, place, &statement) {
                keeper.add(partner, statement);
                statements += 1;
            }
        }
        let mut rows = keeper.rows();
        rows.extend(self.lines(people));
        WrittenOut { rows, statements }
    }

    /// By receiver, each bonus after the other in the order of the sales; what is taken back of earlier sales comes
    /// last.
    fn lines(&self, people: &[(PartnerId, u32)]) -> Vec<ReadyRow> {
        let reasons = Reasons::of(self.plan, self.facts, self.outcome);
        let mut keeper = LineKeeper::of(self.run);
        for (partner, place) in people {
            let numbers = self.by_receiver.lines(*place);
            if numbers.is_empty() {
                continue;
            }
            keeper.begin(*partner, numbers.len());
            for found in numbers.iter().filter_map(|number| FoundLine::numbered(self.outcome, *number)) {
                if let Some(line) = found.without_path(&reasons) {
                    keeper.add(*partner, &line, (found.way(self.outcome), || found.path(&reasons)));
                }
            }
        }
        keeper.rows()
    }

    fn breakage(&self) -> Vec<ReadyRow> {
        let reasons = Reasons::of(self.plan, self.facts, self.outcome);
        let found = self.outcome.breakage.iter();
        let mut lines = found.filter_map(|broken| BreakageLine::of(&reasons, broken)).peekable();
        let mut rows = Vec::new();
        for number in 0.. {
            if lines.peek().is_none() {
                break;
            }
            let page = BreakagePage(lines.by_ref().take(LINES_PER_PAGE).collect());
            rows.push(ReadyRow::of(&RUN_TO_BREAKAGE, &(self.run, number), &page));
        }
        rows
    }
}

/// Everybody with a contract gets a statement, also when it is nothing; customers have no contract.
pub(super) fn has_statement(facts: &Facts, place: u32, statement: &Statement) -> bool {
    let has_contract = facts.standing(place) == Standing::Valid && !facts.is_customer(place);
    has_contract || statement.lines > 0
}
