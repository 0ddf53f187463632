//! What was done with bank lines, and what was learned from it.

use serde::{Deserialize, Serialize};

use crate::business::ledger::Party;
use crate::business::payments::bank::{LINES_PER_PAGE, bank_lines_of_page, bank_statement};
use crate::business::payments::batches::line_of_batch;
use crate::business::payments::matched::settings::ONLY_TO_MATCH_SETTINGS;
use crate::business::payments::{BankLine, LineState, payment};
use crate::store::{Map, Read, Stored, Table};
use crate::values::{AccountId, BankStatementId, Instant, PaymentId};

/// The number of a line in its statement, from 1.
pub type LinePlace = (BankStatementId, u32);

pub(super) const BANK_LINE_TO_HANDLING: Map<LinePlace, LineHandling> = Map::new(191, "BANK_LINE_TO_HANDLING");
pub(super) const PAYMENT_TO_BANK_LINE: Map<(PaymentId, BankStatementId, u32), ()> =
    Map::new(192, "PAYMENT_TO_BANK_LINE");
/// Accounts from which money of a party has come, by lines that were posted.
pub(super) const IBAN_AND_PARTY: Map<(String, Party), ()> = Map::new(199, "IBAN_AND_PARTY");

pub const MATCHED_TABLES: [Table; 4] = [
    BANK_LINE_TO_HANDLING.table(),
    PAYMENT_TO_BANK_LINE.table(),
    IBAN_AND_PARTY.table(),
    ONLY_TO_MATCH_SETTINGS.table(),
];

/// What was done with a line.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LineHandling {
    /// What it was posted as; empty while it waits.
    pub payments: Vec<PaymentId>,
    /// Posted without a person.
    pub by_itself: bool,
    /// Somebody wants to see it later.
    pub put_off_at: Option<Instant>,
    pub handled_at: Option<Instant>,
    pub handled_by: Option<AccountId>,
}

impl Stored for LineHandling {
    const VERSION: u8 = 1;
}

pub fn line_handling(r: &dyn Read, (statement, line): LinePlace) -> Option<LineHandling> {
    r.get(&BANK_LINE_TO_HANDLING, &(statement, line))
}

/// Whether the line was posted, and not all of it was taken back since.
pub(super) fn is_posted(r: &dyn Read, handling: &LineHandling) -> bool {
    handling.payments.iter().any(|id| payment(r, *id).is_some_and(|payment| payment.reversed.is_none()))
}

/// Finds lines that can be matched; those of one page are read together.
#[derive(Default)]
pub(super) struct MatchableLines {
    page: Option<(BankStatementId, u32)>,
    lines: Vec<(u32, BankLine)>,
}

impl MatchableLines {
    /// Money that came, booked, on a statement that counts, and not what came back of a batch.
    pub fn find(&mut self, r: &dyn Read, (statement, number): LinePlace) -> Option<BankLine> {
        if line_of_batch(r, (statement, number)).is_some() {
            return None;
        }
        let page = number.checked_sub(1)? / u32::try_from(LINES_PER_PAGE).ok()?;
        if self.page != Some((statement, page)) {
            let counts = bank_statement(r, statement).is_some_and(|statement| statement.kind.counts());
            self.lines = if counts { bank_lines_of_page(r, statement, page) } else { Vec::new() };
            self.page = Some((statement, page));
        }
        let (_, line) = self.lines.iter().find(|(known, _)| *known == number)?;
        Some(line).filter(|line| is_matchable(line)).cloned()
    }
}

pub(super) fn matchable_line(r: &dyn Read, place: LinePlace) -> Option<BankLine> {
    MatchableLines::default().find(r, place)
}

pub(super) fn is_matchable(line: &BankLine) -> bool {
    line.amount.is_positive() && line.state == LineState::Booked
}

/// Whether a line was posted as payments of orders.
pub fn is_line_posted(r: &dyn Read, place: LinePlace) -> bool {
    line_handling(r, place).is_some_and(|handling| is_posted(r, &handling))
}
