//! Where the books are kept.

use crate::business::ledger::{LedgerAccount, LedgerKey, Posting};
use crate::store::{Map, Read, Span, Table};
use crate::values::PostingId;

pub(super) const POSTING_ID_TO_POSTING: Map<PostingId, Posting> = Map::new(150, "POSTING_ID_TO_POSTING");
/// Minor units of the firm's currency; always the sum of the postings.
pub(super) const ACCOUNT_TO_BALANCE: Map<(u8, u64), i64> = Map::new(151, "ACCOUNT_TO_BALANCE");

pub const TABLES: &[Table] = &[POSTING_ID_TO_POSTING.table(), ACCOUNT_TO_BALANCE.table()];

pub fn posting(r: &dyn Read, id: PostingId) -> Option<Posting> {
    r.get(&POSTING_ID_TO_POSTING, &id)
}

/// Newest first, before the one seen last.
pub fn postings(r: &dyn Read, before: Option<PostingId>, limit: usize) -> Vec<(PostingId, Posting)> {
    let span = before.map_or_else(Span::all, |id| Span::before(&id));
    r.scan(&POSTING_ID_TO_POSTING, span.backwards().limit(limit))
}

/// Minor units; debit positive, credit negative.
pub fn balance(r: &dyn Read, key: LedgerKey) -> i64 {
    r.get(&ACCOUNT_TO_BALANCE, &(key.account.number(), key.sub_account)).unwrap_or(0)
}

/// All sub-accounts of an account with their balances.
pub fn balances_of(r: &dyn Read, account: LedgerAccount) -> Vec<(u64, i64)> {
    let rows = r.scan(&ACCOUNT_TO_BALANCE, Span::prefix(&(account.number(),)));
    rows.into_iter().map(|((_, sub_account), balance)| (sub_account, balance)).collect()
}
