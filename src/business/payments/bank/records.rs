//! Where house accounts, bank statements and their lines are kept.

use std::ops::ControlFlow;

use crate::business::firm::firm;
use crate::business::payments::BankLine;
use crate::business::payments::bank::fingerprint::Fingerprint;
use crate::business::payments::bank::kept::{BankLinePlace, BankLinesPage};
use crate::business::payments::bank::{BankFile, BankStatement, HouseAccount, LINES_PER_PAGE};
use crate::store::{Map, Read, Span, Table};
use crate::values::{BankStatementId, Day, HouseAccountId, Iban};

pub(super) const HOUSE_ACCOUNT_ID_TO_HOUSE_ACCOUNT: Map<HouseAccountId, HouseAccount> =
    Map::new(187, "HOUSE_ACCOUNT_ID_TO_HOUSE_ACCOUNT");
pub(super) const BANK_STATEMENT_ID_TO_BANK_STATEMENT: Map<BankStatementId, BankStatement> =
    Map::new(188, "BANK_STATEMENT_ID_TO_BANK_STATEMENT");
/// Pages are numbered from 0; each but the last is full.
pub(super) const STATEMENT_AND_PAGE_TO_BANK_LINES: Map<(BankStatementId, u32), BankLinesPage> =
    Map::new(189, "STATEMENT_AND_PAGE_TO_BANK_LINES");
pub(super) const ACCOUNT_AND_FINGERPRINT_TO_LINE: Map<(HouseAccountId, Fingerprint), BankLinePlace> =
    Map::new(190, "ACCOUNT_AND_FINGERPRINT_TO_LINE");
pub(super) const HASH_TO_BANK_FILE: Map<[u8; 32], BankFile> = Map::new(281, "HASH_TO_BANK_FILE");

pub const BANK_TABLES: [Table; 5] = [
    HOUSE_ACCOUNT_ID_TO_HOUSE_ACCOUNT.table(),
    BANK_STATEMENT_ID_TO_BANK_STATEMENT.table(),
    STATEMENT_AND_PAGE_TO_BANK_LINES.table(),
    ACCOUNT_AND_FINGERPRINT_TO_LINE.table(),
    HASH_TO_BANK_FILE.table(),
];

pub fn house_account(r: &dyn Read, id: HouseAccountId) -> Option<HouseAccount> {
    r.get(&HOUSE_ACCOUNT_ID_TO_HOUSE_ACCOUNT, &id)
}

/// In the order in which they were opened.
pub fn house_accounts(r: &dyn Read) -> Vec<(HouseAccountId, HouseAccount)> {
    r.scan(&HOUSE_ACCOUNT_ID_TO_HOUSE_ACCOUNT, Span::all())
}

pub fn house_account_of_iban(r: &dyn Read, iban: &Iban) -> Option<(HouseAccountId, HouseAccount)> {
    house_accounts(r).into_iter().find(|(_, account)| account.iban == *iban)
}

/// The one that stands on our invoices.
pub fn main_house_account(r: &dyn Read) -> Option<HouseAccountId> {
    house_account_of_iban(r, &firm(r)?.iban?).map(|(id, _)| id)
}

pub fn bank_statement(r: &dyn Read, id: BankStatementId) -> Option<BankStatement> {
    r.get(&BANK_STATEMENT_ID_TO_BANK_STATEMENT, &id)
}

/// Every statement, the newest first.
pub(in crate::business::payments) fn statements_newest_first(r: &dyn Read) -> Vec<(BankStatementId, BankStatement)> {
    r.scan(&BANK_STATEMENT_ID_TO_BANK_STATEMENT, Span::all().backwards())
}

/// A file that was taken in before.
pub fn bank_file(r: &dyn Read, hash: &[u8; 32]) -> Option<BankFile> {
    r.get(&HASH_TO_BANK_FILE, hash)
}

/// Every statement, oldest id first.
pub(in crate::business::payments) fn each_statement(
    r: &dyn Read,
    mut visit: impl FnMut(BankStatementId, BankStatement),
) {
    r.each(&BANK_STATEMENT_ID_TO_BANK_STATEMENT, Span::all(), |id, statement| {
        visit(id, statement);
        ControlFlow::Continue(())
    });
}

/// The last day of which any account's bank has told all; `None` before the first statement.
pub fn newest_statement_day(r: &dyn Read) -> Option<Day> {
    let mut newest = None;
    each_statement(r, |_, statement| {
        if statement.kind.counts() {
            newest = newest.max(Some(statement.to));
        }
    });
    newest
}

/// The lines of one page with their numbers; pages are counted from 0.
pub fn bank_lines_of_page(r: &dyn Read, statement: BankStatementId, page: u32) -> Vec<(u32, BankLine)> {
    let kept = r.get(&STATEMENT_AND_PAGE_TO_BANK_LINES, &(statement, page)).unwrap_or_default();
    numbered(page, kept).collect()
}

/// Every line of a statement with its number, page by page.
pub(super) fn each_line(
    r: &dyn Read,
    statement: BankStatementId,
    mut visit: impl FnMut(u32, BankLine) -> ControlFlow<()>,
) {
    r.each(&STATEMENT_AND_PAGE_TO_BANK_LINES, Span::prefix(&(statement,)), |(_, page), kept: BankLinesPage| {
        numbered(page, kept).try_for_each(|(number, line)| visit(number, line))
    });
}

fn numbered(page: u32, kept: BankLinesPage) -> impl Iterator<Item = (u32, BankLine)> {
    let before = page.saturating_mul(u32::try_from(LINES_PER_PAGE).unwrap_or(u32::MAX));
    (before.saturating_add(1)..).zip(kept.lines)
}
