//! Looking into the books: accounts over a period, and the postings of one account with its balance after each.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::ControlFlow;

use crate::business::failure::Failure;
use crate::business::ledger::records::{ACCOUNT_AND_DAY_TO_POSTING_ID, balances_of, posting};
use crate::business::ledger::{LedgerAccount, Posting};
use crate::business::permission::Permission;
use crate::business::view::View;
use crate::store::{Read, Span, Subject};
use crate::values::{Day, PostingId};

/// An account, or one of its sub-accounts, from a day to a day, in minor units.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct AccountMoves {
    /// What stood there on the evening before the first day.
    pub opening: i64,
    pub debit: i64,
    /// As a positive figure.
    pub credit: i64,
}

impl AccountMoves {
    /// Debit positive, credit negative.
    pub const fn closing(self) -> i64 {
        self.opening + self.debit - self.credit
    }
}

/// From when to when; without a day from the beginning, and up to now.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LedgerSpan {
    pub from: Option<Day>,
    pub to: Option<Day>,
}

impl LedgerSpan {
    fn is_behind(self, day: Day) -> bool {
        self.to.is_some_and(|to| day > to)
    }
}

/// One line of a posting, with the balance of what is looked at after it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AccountLine {
    pub posting: PostingId,
    pub day: Day,
    pub rule: String,
    pub subject: Subject,
    /// The printed number; empty where nothing is printed.
    pub document: String,
    pub sub_account: u64,
    /// Debit positive, credit negative.
    pub amount: i64,
    pub balance: i64,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FoundLines {
    pub moves: AccountMoves,
    pub rows: Vec<AccountLine>,
    /// How many lines the span has altogether.
    pub total: usize,
}

/// Every account with its movements, in the order of the accounts.
pub fn moves_of_accounts(view: &View<'_>, span: LedgerSpan) -> Result<Vec<(LedgerAccount, AccountMoves)>, Failure> {
    view.require(Permission::LedgerView)?;
    let all = LedgerAccount::ALL.into_iter().map(|account| {
        let parts = moves_by_part(view, account, span);
        let sum = |sum: AccountMoves, part: &AccountMoves| AccountMoves {
            opening: sum.opening + part.opening,
            debit: sum.debit + part.debit,
            credit: sum.credit + part.credit,
        };
        (account, parts.values().fold(AccountMoves::default(), sum))
    });
    Ok(all.collect())
}

/// The sub-accounts of an account that have moved or have a balance.
pub fn moves_of_sub_accounts(
    view: &View<'_>,
    account: LedgerAccount,
    span: LedgerSpan,
) -> Result<Vec<(u64, AccountMoves)>, Failure> {
    view.require(Permission::LedgerView)?;
    let known = moves_by_part(view, account, span).into_iter();
    Ok(known.filter(|(_, moves)| *moves != AccountMoves::default()).collect())
}

/// The postings of some days, in the order in which they were booked.
pub fn postings_of_days(r: &dyn Read, first: Day, last: Day) -> Vec<(PostingId, Posting)> {
    let mut ids = BTreeSet::new();
    for account in LedgerAccount::ALL {
        let number = account.number();
        let span = Span::between(&(number, first), &(number, last));
        r.each(&ACCOUNT_AND_DAY_TO_POSTING_ID, span, |(_, _, id), _| {
            ids.insert(id);
            ControlFlow::Continue(())
        });
    }
    ids.into_iter().filter_map(|id| Some((id, posting(r, id)?))).collect()
}

/// The first and the last day on which anything was booked.
pub fn booked_days(r: &dyn Read) -> Option<(Day, Day)> {
    let accounts = || LedgerAccount::ALL.into_iter().map(|account| Span::prefix(&(account.number(),)));
    let day = |span: Span| r.first(&ACCOUNT_AND_DAY_TO_POSTING_ID, span).map(|((_, day, _), _)| day);
    let (first, last) = (accounts().filter_map(day).min(), accounts().filter_map(|span| day(span.backwards())).max());
    first.zip(last)
}

/// What stood on each account on the evening of a day, in minor units.
pub fn trial_balance(r: &dyn Read, through: Day) -> Vec<(LedgerAccount, i64)> {
    let span = LedgerSpan { from: Some(through.plus_days(1)), to: Some(through) };
    let opening = |account| moves_by_part(r, account, span).values().map(|moves| moves.opening).sum();
    LedgerAccount::ALL.into_iter().map(|account| (account, opening(account))).collect()
}

/// The lines of an account, or of one sub-account, by day, after the first `skip`, `limit` at most.
pub fn find_lines(
    view: &View<'_>,
    (account, sub_account): (LedgerAccount, Option<u64>),
    span: LedgerSpan,
    skip: usize,
    limit: usize,
) -> Result<FoundLines, Failure> {
    view.require(Permission::LedgerView)?;
    let is_meant = |part: u64| sub_account.is_none_or(|wanted| wanted == part);
    let parts = moves_by_part(view, account, span);
    let meant = parts.iter().filter(|(part, _)| is_meant(**part));
    let moves = meant.fold(AccountMoves::default(), |sum, (_, part)| AccountMoves {
        opening: sum.opening + part.opening,
        debit: sum.debit + part.debit,
        credit: sum.credit + part.credit,
    });
    let (mut total, mut balance) = (0, moves.opening);
    let mut found = Vec::new();
    each_line(view, account, span.from, |day, posting, part, amount| {
        if span.is_behind(day) || !is_meant(part) {
            return;
        }
        balance += amount;
        if total >= skip && found.len() < limit {
            found.push((posting, part, amount, balance));
        }
        total += 1;
    });
    Ok(FoundLines { moves, rows: with_postings(view, found), total })
}

/// Only those that are shown are read whole.
fn with_postings(r: &dyn Read, found: Vec<(PostingId, u64, i64, i64)>) -> Vec<AccountLine> {
    let mut last: Option<(PostingId, Posting)> = None;
    let mut rows = Vec::with_capacity(found.len());
    for (id, sub_account, amount, balance) in found {
        if last.as_ref().is_none_or(|(known, _)| *known != id) {
            last = posting(r, id).map(|posting| (id, posting));
        }
        if let Some((posting, known)) = &last {
            let (day, rule, subject) = (known.day, known.rule.clone(), known.subject.clone());
            let document = known.document.clone();
            rows.push(AccountLine { posting: *posting, day, rule, subject, document, sub_account, amount, balance });
        }
    }
    rows
}

/// Whether an account is kept apart by customer, partner or tax.
pub fn has_sub_accounts(account: LedgerAccount) -> bool {
    let kept_apart: BTreeSet<LedgerAccount> = [
        LedgerAccount::Receivables,
        LedgerAccount::Revenue,
        LedgerAccount::OutputVat,
        LedgerAccount::SkontoGiven,
        LedgerAccount::CommissionPayable,
        LedgerAccount::CommissionReserve,
        LedgerAccount::ShopCredit,
    ]
    .into();
    kept_apart.contains(&account)
}

/// The movements of each sub-account. What stood there before the span is what stands there now, less what has moved
/// since its first day.
fn moves_by_part(r: &dyn Read, account: LedgerAccount, span: LedgerSpan) -> BTreeMap<u64, AccountMoves> {
    let mut all: BTreeMap<u64, AccountMoves> = BTreeMap::new();
    if span.from.is_some() {
        for (part, balance) in balances_of(r, account) {
            all.insert(part, AccountMoves { opening: balance, ..AccountMoves::default() });
        }
    }
    each_line(r, account, span.from, |day, _, part, amount| {
        let moves = all.entry(part).or_default();
        if span.from.is_some() {
            moves.opening -= amount;
        }
        match (span.is_behind(day), amount >= 0) {
            (true, _) => {}
            (false, true) => moves.debit += amount,
            (false, false) => moves.credit -= amount,
        }
    });
    all
}

/// Walks over the lines of an account from a day on, by day.
fn each_line(r: &dyn Read, account: LedgerAccount, from: Option<Day>, mut look: impl FnMut(Day, PostingId, u64, i64)) {
    let number = account.number();
    let span = match from {
        Some(day) => Span::between(&(number, day), &(number + 1, Day::from_number(i32::MIN))),
        None => Span::prefix(&(number,)),
    };
    r.each(&ACCOUNT_AND_DAY_TO_POSTING_ID, span, |(_, day, posting), lines| {
        for (part, amount) in lines.0 {
            look(day, posting, part, amount);
        }
        ControlFlow::Continue(())
    });
}
