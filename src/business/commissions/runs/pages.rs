//! Statements and lines as they are kept: those of many partners under one key, for a large firm has millions of them
//! and every key costs more than what stands under it. Runs from before have a key for each partner.

use std::collections::BTreeMap;
use std::ops::ControlFlow;

use serde::{Deserialize, Serialize};

use crate::business::commissions::calculation::Path;
use crate::business::commissions::records::{
    RUN_AND_PARTNER_TO_LINES, RUN_AND_PARTNER_TO_SHARED_LINES, RUN_AND_PARTNER_TO_SHARED_STATEMENTS,
    RUN_AND_PARTNER_TO_STATEMENT,
};
use crate::business::commissions::runs::statement::LINES_PER_PAGE;
use crate::business::commissions::runs::{CommissionLine, LinePage, SharedLines, Statement};
use crate::business::tx::{Recorded, Tx};
use crate::store::{Key, Map, Read, ReadyRow, Span, Stored, read_body};
use crate::values::{PartnerId, RunId};

/// So many statements are kept together under one key.
const STATEMENTS_PER_PAGE: usize = 200;

/// Statements in the order of their partners; the key names the first of them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SharedStatements(pub Vec<(PartnerId, Statement)>);

impl Stored for SharedStatements {
    const VERSION: u8 = 2;
    const PACKED: bool = true;

    /// Until then they were not packed.
    fn upgrade(version: u8, bytes: &[u8]) -> Option<SharedStatements> {
        (version == 1).then(|| read_body(bytes))?
    }
}

/// Puts the statements of a run onto pages; they come in the order of their partners.
pub(in crate::business::commissions) struct StatementKeeper {
    run: RunId,
    page: SharedStatements,
    rows: Vec<ReadyRow>,
}

impl StatementKeeper {
    pub(in crate::business::commissions) fn of(run: RunId) -> StatementKeeper {
        StatementKeeper { run, page: SharedStatements(Vec::with_capacity(STATEMENTS_PER_PAGE)), rows: Vec::new() }
    }

    pub(in crate::business::commissions) fn add(&mut self, partner: PartnerId, statement: Statement) {
        self.page.0.push((partner, statement));
        if self.page.0.len() == STATEMENTS_PER_PAGE {
            self.end_page();
        }
    }

    fn end_page(&mut self) {
        if let Some((first, _)) = self.page.0.first() {
            let key = (self.run, *first);
            self.rows.push(ReadyRow::of(&RUN_AND_PARTNER_TO_SHARED_STATEMENTS, &key, &self.page));
            self.page.0.clear();
        }
    }

    pub(in crate::business::commissions) fn rows(mut self) -> Vec<ReadyRow> {
        self.end_page();
        self.rows
    }
}

/// Puts the lines of a run onto pages; they come in the order of their receivers. The key of a page names its first
/// partner, and which page of this partner's lines it is; those who follow have all of their lines on it.
pub(in crate::business::commissions) struct LineKeeper {
    run: RunId,
    page: SharedLines,
    /// Which page of its first partner it is.
    number: u32,
    /// The ways of the partner's lines that stand on the page.
    ways: BTreeMap<Way, u32>,
    rows: Vec<ReadyRow>,
}

/// What the way of a line follows from, once the receiver is known: bonus, start and level.
pub(in crate::business::commissions) type Way = (u16, u32, u16);

impl LineKeeper {
    pub(in crate::business::commissions) fn of(run: RunId) -> LineKeeper {
        LineKeeper { run, page: SharedLines::default(), number: 0, ways: BTreeMap::new(), rows: Vec::new() }
    }

    /// So many lines of a partner follow.
    pub(in crate::business::commissions) fn begin(&mut self, partner: PartnerId, count: usize) {
        if self.page.len() + count > LINES_PER_PAGE {
            self.end_page();
        }
        if self.page.is_empty() {
            self.number = 0;
        }
        self.page.begin(partner);
        self.ways.clear();
    }

    /// A line of the partner who was begun last. Its way is looked for when no line before had the same.
    pub(in crate::business::commissions) fn add(
        &mut self,
        partner: PartnerId,
        line: &CommissionLine,
        (way, path): (Option<Way>, impl FnOnce() -> Path),
    ) {
        if self.page.len() == LINES_PER_PAGE {
            self.end_page();
            self.number += 1;
            self.page.begin(partner);
        }
        let number = match way {
            Some(way) => *self.ways.entry(way).or_insert_with(|| self.page.add_path(path())),
            None => self.page.add_path(path()),
        };
        self.page.add(line, number);
    }

    fn end_page(&mut self) {
        if let Some(first) = self.page.first_partner().filter(|_| !self.page.is_empty()) {
            let key = (self.run, first, self.number);
            self.rows.push(ReadyRow::of(&RUN_AND_PARTNER_TO_SHARED_LINES, &key, &self.page));
        }
        self.page.clear();
        self.ways.clear();
    }

    pub(in crate::business::commissions) fn rows(mut self) -> Vec<ReadyRow> {
        self.end_page();
        self.rows
    }
}

/// Takes away all statements of a run that is not posted.
pub(in crate::business::commissions) fn forget_statements(tx: &mut Tx, told: &Recorded, run: RunId) {
    forget(tx, told, &RUN_AND_PARTNER_TO_SHARED_STATEMENTS, run);
    forget(tx, told, &RUN_AND_PARTNER_TO_STATEMENT, run);
}

/// The same for its lines.
pub(in crate::business::commissions) fn forget_lines(tx: &mut Tx, told: &Recorded, run: RunId) {
    forget(tx, told, &RUN_AND_PARTNER_TO_SHARED_LINES, run);
    forget(tx, told, &RUN_AND_PARTNER_TO_LINES, run);
}

fn forget<K: Key, V>(tx: &mut Tx, told: &Recorded, map: &Map<K, V>, run: RunId) {
    let r: &dyn Read = tx;
    let keys = r.keys(map, Span::prefix(&(run,)));
    keys.iter().for_each(|key| tx.remove(told, map, key));
}

/// As it is stored; who may see it is asked in `statement`.
pub(in crate::business::commissions) fn stored_statement(
    r: &dyn Read,
    run: RunId,
    partner: PartnerId,
) -> Option<Statement> {
    let up_to = Span::between(&(run,), &(run, partner)).backwards();
    let page = r.first(&RUN_AND_PARTNER_TO_SHARED_STATEMENTS, up_to);
    let found = page.and_then(|(_, SharedStatements(all))| all.into_iter().find(|(whose, _)| *whose == partner));
    match found {
        Some((_, statement)) => Some(statement),
        None => r.get(&RUN_AND_PARTNER_TO_STATEMENT, &(run, partner)),
    }
}

/// What everybody was given in a run, in minor units.
pub(in crate::business::commissions) fn add_totals(r: &dyn Read, run: RunId, totals: &mut BTreeMap<PartnerId, i64>) {
    for (partner, statement) in stored_statements(r, run) {
        *totals.entry(partner).or_default() += statement.total.minor();
    }
}

/// All statements of a run in the order of partners.
pub(in crate::business::commissions) fn stored_statements(r: &dyn Read, run: RunId) -> Vec<(PartnerId, Statement)> {
    let mut found = Vec::new();
    r.each(&RUN_AND_PARTNER_TO_SHARED_STATEMENTS, Span::prefix(&(run,)), |_, SharedStatements(page)| {
        found.extend(page);
        ControlFlow::Continue(())
    });
    if found.is_empty() {
        let rows = r.scan(&RUN_AND_PARTNER_TO_STATEMENT, Span::prefix(&(run,)));
        found.extend(rows.into_iter().map(|((_, partner), statement)| (partner, statement)));
    }
    found
}

/// One page of a partner's lines in a run, from 0.
pub(in crate::business::commissions) fn stored_lines(
    r: &dyn Read,
    run: RunId,
    partner: PartnerId,
    page: u32,
) -> Option<Vec<CommissionLine>> {
    let own = Span::between(&(run,), &(run, partner, page)).backwards();
    // A partner who shares a page with others before has no further ones.
    let of_partner = |((_, first, number), shared): ((RunId, PartnerId, u32), SharedLines)| {
        let is_page = if first == partner { number == page } else { page == 0 };
        if is_page { shared.of(partner) } else { None }
    };
    let shared = r.first(&RUN_AND_PARTNER_TO_SHARED_LINES, own).and_then(of_partner);
    shared.or_else(|| r.get(&RUN_AND_PARTNER_TO_LINES, &(run, partner, page)).map(|LinePage(lines)| lines))
}

/// The lines of one partner in a run; who may see them has been asked before.
pub(in crate::business::commissions) fn each_line(
    r: &dyn Read,
    run: RunId,
    partner: PartnerId,
    mut look: impl FnMut(&CommissionLine),
) {
    for page in 0.. {
        let Some(lines) = stored_lines(r, run, partner, page) else { return };
        lines.iter().for_each(&mut look);
        if lines.len() < LINES_PER_PAGE {
            return;
        }
    }
}

/// Reads the lines of one partner after the other, and every page once where they come in their order.
pub(in crate::business::commissions) struct LineReader {
    run: RunId,
    page: Option<((RunId, PartnerId, u32), SharedLines)>,
}

impl LineReader {
    pub(in crate::business::commissions) fn of(run: RunId) -> LineReader {
        LineReader { run, page: None }
    }

    pub(in crate::business::commissions) fn run(&self) -> RunId {
        self.run
    }

    pub(in crate::business::commissions) fn each(
        &mut self,
        r: &dyn Read,
        partner: PartnerId,
        look: impl FnMut(&CommissionLine),
    ) {
        let nearest = Span::between(&(self.run,), &(self.run, partner, 0)).backwards().limit(1);
        let nearest = r.keys(&RUN_AND_PARTNER_TO_SHARED_LINES, nearest).pop();
        if let Some(key) = nearest.filter(|(_, first, _)| *first != partner) {
            if self.page.as_ref().is_none_or(|(known, _)| *known != key) {
                self.page = r.get(&RUN_AND_PARTNER_TO_SHARED_LINES, &key).map(|page| (key, page));
            }
            // On a page that begins with somebody else stand all lines of a partner, or none of them.
            if let Some(lines) = self.page.as_ref().and_then(|(_, page)| page.of(partner)) {
                lines.iter().for_each(look);
                return;
            }
            if has_own_lines(r, self.run) {
                each_line(r, self.run, partner, look);
            }
            return;
        }
        each_line(r, self.run, partner, look);
    }
}

/// Whether a run is from before partners shared a page.
fn has_own_lines(r: &dyn Read, run: RunId) -> bool {
    !r.keys(&RUN_AND_PARTNER_TO_LINES, Span::prefix(&(run,)).limit(1)).is_empty()
}

/// The lines of everybody in a run, page by page.
pub(in crate::business::commissions) fn each_line_of_all(
    r: &dyn Read,
    run: RunId,
    mut look: impl FnMut(PartnerId, &CommissionLine),
) {
    let mut any = false;
    r.each(&RUN_AND_PARTNER_TO_SHARED_LINES, Span::prefix(&(run,)), |_, page| {
        any = true;
        page.each(&mut look);
        ControlFlow::Continue(())
    });
    if any {
        return;
    }
    r.each(&RUN_AND_PARTNER_TO_LINES, Span::prefix(&(run,)), |(_, partner, _), LinePage(lines)| {
        lines.iter().for_each(|line| look(partner, line));
        ControlFlow::Continue(())
    });
}

/// The sum of everybody's lines as they are kept, in minor units.
pub(in crate::business::commissions) fn kept_sums(r: &dyn Read, run: RunId) -> BTreeMap<PartnerId, i64> {
    let mut sums: BTreeMap<PartnerId, i64> = BTreeMap::new();
    r.each(&RUN_AND_PARTNER_TO_SHARED_LINES, Span::prefix(&(run,)), |_, page| {
        page.sums(|partner, sum| *sums.entry(partner).or_default() += sum);
        ControlFlow::Continue(())
    });
    if sums.is_empty() {
        each_line_of_all(r, run, |partner, line| *sums.entry(partner).or_default() += line.amount.minor());
    }
    sums
}
