//! Lines of which nobody has said yet what they are for.

use crate::business::failure::Failure;
use crate::business::payments::BankLine;
use crate::business::payments::bank::{LINES_PER_PAGE, StatementWish, bank_lines_of_page, find_bank_statements};
use crate::business::payments::batches::line_of_batch;
use crate::business::payments::matched::kept::{LinePlace, is_matchable, is_posted, line_handling};
use crate::business::permission::Permission;
use crate::business::view::View;

/// So many lines are looked through at once, newest statements first.
const LINES_LOOKED_AT: usize = 200_000;
const STATEMENTS_LOOKED_AT: usize = 400;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WaitingLine {
    pub place: LinePlace,
    pub line: BankLine,
    pub is_put_off: bool,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waiting {
    /// Those that were put off come last.
    pub lines: Vec<WaitingLine>,
    pub total: usize,
}

/// The lines that wait, `limit` at most, and how many there are.
pub fn waiting_lines(view: &View<'_>, limit: usize) -> Result<Waiting, Failure> {
    view.require(Permission::PaymentsMatch)?;
    let mut lines = Vec::new();
    let mut looked_at = 0;
    for row in find_bank_statements(view, &StatementWish::default(), 0, STATEMENTS_LOOKED_AT)?.rows {
        let all = usize::try_from(row.statement.lines).unwrap_or(usize::MAX);
        for page in (0_u32..).take(all.div_ceil(LINES_PER_PAGE)).filter(|_| row.statement.kind.counts()) {
            if looked_at >= LINES_LOOKED_AT {
                break;
            }
            let of_page = bank_lines_of_page(view, row.id, page);
            looked_at += of_page.len();
            for (number, line) in of_page.into_iter().filter(|(_, line)| is_matchable(line)) {
                let handling = line_handling(view, (row.id, number)).unwrap_or_default();
                if !is_posted(view, &handling) && line_of_batch(view, (row.id, number)).is_none() {
                    let is_put_off = handling.put_off_at.is_some();
                    lines.push(WaitingLine { place: (row.id, number), line, is_put_off });
                }
            }
        }
    }
    lines.sort_by_key(|waiting| (waiting.is_put_off, waiting.line.booked_on, waiting.place));
    let total = lines.len();
    lines.truncate(limit);
    Ok(Waiting { lines, total })
}
