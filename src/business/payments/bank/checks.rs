//! What must always hold between house accounts, bank statements, their lines and fingerprints.

use std::collections::BTreeMap;
use std::ops::ControlFlow;

use crate::business::defect::Defect;
use crate::business::failure::Complaint;
use crate::business::payments::bank::chain::BalanceChain;
use crate::business::payments::bank::fingerprint::{Fingerprint, nth, of_line};
use crate::business::payments::bank::kept::BankLinePlace;
use crate::business::payments::bank::records::{
    ACCOUNT_AND_FINGERPRINT_TO_LINE, HASH_TO_BANK_FILE, STATEMENT_AND_PAGE_TO_BANK_LINES, each_line, each_statement,
    house_account,
};
use crate::business::payments::bank::{BankStatement, LINES_PER_PAGE, bank_statement_number};
use crate::store::{Read, Span};
use crate::values::{BankStatementId, HouseAccountId};

/// So many equal movements of one day are looked through for the fingerprint of one.
const EQUAL_LINES_MAX: u32 = 10_000;

/// Pages hold as many lines as the statement says, worth what it says, each with a fingerprint; and balances lead from
/// one statement to the next, or somebody has said why not.
pub(in crate::business) fn statements(r: &dyn Read) -> Vec<Defect> {
    let mut defects = Vec::new();
    let mut prints: BTreeMap<BankStatementId, u64> = BTreeMap::new();
    r.each(&ACCOUNT_AND_FINGERPRINT_TO_LINE, Span::all(), |_, place: BankLinePlace| {
        *prints.entry(place.statement).or_default() += 1;
        ControlFlow::Continue(())
    });
    let mut all = BTreeMap::new();
    each_statement(r, |id, statement| drop(all.insert(id, statement)));
    for (id, statement) in &all {
        let mut tell = |key| defects.push(defect(*id, key));
        if house_account(r, statement.account).is_none() || !r.has(&HASH_TO_BANK_FILE, &statement.file) {
            tell("checks.payments.statement_origin");
        }
        if !lines_are_right(r, *id, statement) {
            tell("checks.payments.statement_lines");
        }
        if prints.remove(id).unwrap_or(0) != u64::from(statement.lines) || !is_known_again(r, *id, statement) {
            tell("checks.payments.statement_fingerprints");
        }
    }
    defects.extend(prints.into_keys().map(|id| defect(id, "checks.payments.statement_fingerprints")));
    let pages = r.keys(&STATEMENT_AND_PAGE_TO_BANK_LINES, Span::all());
    let stray = pages.into_iter().filter(|(id, _)| !all.contains_key(id));
    defects.extend(stray.map(|(id, _)| defect(id, "checks.payments.statement_lines")));
    defects.extend(broken(&all).into_iter().map(|id| defect(id, "checks.payments.statement_balance")));
    defects
}

fn defect(id: BankStatementId, key: &'static str) -> Defect {
    let complaint = Complaint::new(key).with("statement", bank_statement_number(id));
    Defect::new(format!("bank_statement:{id}"), complaint)
}

fn lines_are_right(r: &dyn Read, id: BankStatementId, statement: &BankStatement) -> bool {
    let (mut lines, mut credits, mut debits) = (0_u32, 0_i128, 0_i128);
    let mut follow = true;
    each_line(r, id, |number, line| {
        lines += 1;
        follow &= number == lines;
        let minor = i128::from(line.amount.minor());
        if minor < 0 {
            debits += minor
        } else {
            credits += minor
        }
        ControlFlow::Continue(())
    });
    let per_page = u32::try_from(LINES_PER_PAGE).unwrap_or(u32::MAX);
    let pages = r.count(&STATEMENT_AND_PAGE_TO_BANK_LINES, Span::prefix(&(id,)));
    follow
        && lines == statement.lines
        && usize::try_from(lines.div_ceil(per_page)).is_ok_and(|expected| expected == pages)
        && credits == i128::from(statement.credits.minor())
        && debits == i128::from(statement.debits.minor())
}

/// Whether each line is found by its fingerprint. Equal lines have one after the other, though not all of them here:
/// some may stand in other statements, and some were told elsewhere and not kept.
fn is_known_again(r: &dyn Read, id: BankStatementId, statement: &BankStatement) -> bool {
    let mut used: BTreeMap<Fingerprint, u32> = BTreeMap::new();
    let mut all_found = true;
    each_line(r, id, |line, of| {
        let of_all = of_line(statement.account, statement.kind.counts(), &of);
        let place = BankLinePlace { statement: id, line };
        let from = used.get(&of_all).copied().unwrap_or(0) + 1;
        let is_here = |number: &u32| {
            r.get(&ACCOUNT_AND_FINGERPRINT_TO_LINE, &(statement.account, nth(&of_all, *number))) == Some(place)
        };
        match (from..from.saturating_add(EQUAL_LINES_MAX)).find(is_here) {
            Some(number) => drop(used.insert(of_all, number)),
            None => all_found = false,
        }
        if all_found { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    });
    all_found
}

/// Statements whose lines do not lead from what was there before to what they say is there.
fn broken(all: &BTreeMap<BankStatementId, BankStatement>) -> Vec<BankStatementId> {
    let mut before: BTreeMap<HouseAccountId, BalanceChain> = BTreeMap::new();
    let mut broken = Vec::new();
    // In the order in which they were taken in: each was compared with those that were there then.
    for (id, statement) in all.iter().filter(|(_, statement)| statement.kind.counts()) {
        let chain = before.entry(statement.account).or_default();
        let found = statement.balance_after;
        let leads_from = |before: i64| before.checked_add(statement.moved().minor()) == found;
        let opening = statement.opening.map(|balance| balance.amount.minor());
        let is_between =
            || opening.is_some_and(|opening| chain.may_begin(statement.to, opening) && leads_from(opening));
        let leads_there = chain.end(statement.to).is_none_or(leads_from) || is_between();
        if !leads_there && statement.gap.is_none() {
            broken.push(*id);
        }
        if let Some(after) = found {
            chain.note(statement.to, opening, after);
        }
    }
    broken
}
