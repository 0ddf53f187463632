//! Looking into the books: accounts over a period, and the postings of one account with its balance after each.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::ControlFlow;

use crate::business::failure::Failure;
use crate::business::ledger::records::POSTING_ID_TO_POSTING;
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

    fn take(&mut self, amount: i64, before: bool) {
        match (before, amount >= 0) {
            (true, _) => self.opening += amount,
            (false, true) => self.debit += amount,
            (false, false) => self.credit -= amount,
        }
    }
}

/// From when to when; without a day from the beginning, and up to now.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LedgerSpan {
    pub from: Option<Day>,
    pub to: Option<Day>,
}

impl LedgerSpan {
    fn is_before(self, day: Day) -> bool {
        self.from.is_some_and(|from| day < from)
    }

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
    let mut all: BTreeMap<LedgerAccount, AccountMoves> =
        LedgerAccount::ALL.into_iter().map(|account| (account, AccountMoves::default())).collect();
    each_posting(view, span, |_, posting| {
        for line in &posting.lines {
            let moves = all.entry(line.key.account).or_default();
            moves.take(line.amount.minor(), span.is_before(posting.day));
        }
    });
    Ok(all.into_iter().collect())
}

/// The sub-accounts of an account that have moved or have a balance.
pub fn moves_of_sub_accounts(
    view: &View<'_>,
    account: LedgerAccount,
    span: LedgerSpan,
) -> Result<Vec<(u64, AccountMoves)>, Failure> {
    view.require(Permission::LedgerView)?;
    let mut all: BTreeMap<u64, AccountMoves> = BTreeMap::new();
    each_posting(view, span, |_, posting| {
        for line in posting.lines.iter().filter(|line| line.key.account == account) {
            let moves = all.entry(line.key.sub_account).or_default();
            moves.take(line.amount.minor(), span.is_before(posting.day));
        }
    });
    Ok(all.into_iter().collect())
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
    let mut moves = AccountMoves::default();
    let mut rows = Vec::new();
    each_posting(view, span, |id, posting| {
        for line in &posting.lines {
            let key = line.key;
            if key.account != account || sub_account.is_some_and(|wanted| wanted != key.sub_account) {
                continue;
            }
            let amount = line.amount.minor();
            moves.take(amount, span.is_before(posting.day));
            if !span.is_before(posting.day) {
                rows.push(AccountLine {
                    posting: id,
                    day: posting.day,
                    rule: posting.rule.clone(),
                    subject: posting.subject.clone(),
                    sub_account: key.sub_account,
                    amount,
                    balance: 0,
                });
            }
        }
    });
    rows.sort_by_key(|row| (row.day, row.posting));
    let mut balance = moves.opening;
    for row in &mut rows {
        balance += row.amount;
        row.balance = balance;
    }
    let total = rows.len();
    Ok(FoundLines { moves, rows: rows.into_iter().skip(skip).take(limit).collect(), total })
}

/// Whether an account is kept apart by customer, partner or rate.
pub fn has_sub_accounts(account: LedgerAccount) -> bool {
    let kept_apart: BTreeSet<LedgerAccount> = [
        LedgerAccount::Receivables,
        LedgerAccount::OutputVat,
        LedgerAccount::CommissionPayable,
        LedgerAccount::CommissionReserve,
        LedgerAccount::ShopCredit,
    ]
    .into();
    kept_apart.contains(&account)
}

/// Walks over all postings that are not behind the span.
fn each_posting(view: &View<'_>, span: LedgerSpan, mut look: impl FnMut(PostingId, &Posting)) {
    let r: &dyn Read = view;
    r.each(&POSTING_ID_TO_POSTING, Span::all(), |id, posting: Posting| {
        if !span.is_behind(posting.day) {
            look(id, &posting);
        }
        ControlFlow::Continue(())
    });
}
