//! Where the books are kept.

use std::ops::ControlFlow;

use serde::{Deserialize, Serialize};

use crate::business::ledger::{
    BooksSettings, Clearing, Closing, ItemKey, LedgerAccount, LedgerKey, OpenItem, Party, Posting,
};
use crate::store::{Map, Read, Span, Stored, Table};
use crate::values::{ClosingId, Day, PostingId};

pub(super) const POSTING_ID_TO_POSTING: Map<PostingId, Posting> = Map::new(150, "POSTING_ID_TO_POSTING");
/// Minor units of the firm's currency; always the sum of the postings.
pub(super) const ACCOUNT_TO_BALANCE: Map<(u8, u64), i64> = Map::new(151, "ACCOUNT_TO_BALANCE");
/// The lines of each account by day, so that nobody walks over all postings to see one of them.
pub(super) const ACCOUNT_AND_DAY_TO_POSTING_ID: Map<(u8, Day, PostingId), LinesOfAccount> =
    Map::new(152, "ACCOUNT_AND_DAY_TO_POSTING_ID");
pub(super) const PARTY_AND_ITEM_TO_OPEN_ITEM: Map<ItemKey, OpenItem> = Map::new(153, "PARTY_AND_ITEM_TO_OPEN_ITEM");
/// The number tells the clearings of one posting apart.
pub(super) const ITEM_TO_CLEARING: Map<(ItemKey, PostingId, u32), Clearing> = Map::new(154, "ITEM_TO_CLEARING");
pub(super) const MONTH_TO_CLOSING: Map<ClosingId, Closing> = Map::new(155, "MONTH_TO_CLOSING");
/// How the books are given to the tax adviser.
pub(super) const ONLY_TO_BOOKS_SETTINGS: Map<(), BooksSettings> = Map::new(156, "ONLY_TO_BOOKS_SETTINGS");
/// Those that are not settled, by the day on which they are due.
pub(super) const DUE_TO_OPEN_ITEM: Map<(Day, ItemKey), ()> = Map::new(157, "DUE_TO_OPEN_ITEM");
/// Items of buyers by their printed numbers, normalised; also those that are settled.
pub(super) const NUMBER_TO_ITEM: Map<(String, ItemKey), ()> = Map::new(158, "NUMBER_TO_ITEM");
/// Those that are not settled, by whose they are.
pub(super) const PARTY_TO_OPEN_ITEM: Map<ItemKey, ()> = Map::new(159, "PARTY_TO_OPEN_ITEM");

pub const TABLES: &[Table] = &[
    POSTING_ID_TO_POSTING.table(),
    ACCOUNT_TO_BALANCE.table(),
    ACCOUNT_AND_DAY_TO_POSTING_ID.table(),
    PARTY_AND_ITEM_TO_OPEN_ITEM.table(),
    ITEM_TO_CLEARING.table(),
    MONTH_TO_CLOSING.table(),
    ONLY_TO_BOOKS_SETTINGS.table(),
    DUE_TO_OPEN_ITEM.table(),
    NUMBER_TO_ITEM.table(),
    PARTY_TO_OPEN_ITEM.table(),
];

/// What a posting moves on one account: sub-accounts with minor units.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct LinesOfAccount(pub Vec<(u64, i64)>);

impl Stored for LinesOfAccount {
    const VERSION: u8 = 1;
}

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

pub fn item(r: &dyn Read, key: ItemKey) -> Option<OpenItem> {
    r.get(&PARTY_AND_ITEM_TO_OPEN_ITEM, &key)
}

/// Every item of a party on one account, also those that are settled.
pub fn items_of(r: &dyn Read, party: Party, account: LedgerAccount) -> Vec<(ItemKey, OpenItem)> {
    r.scan(&PARTY_AND_ITEM_TO_OPEN_ITEM, Span::prefix(&(party, account.number())))
}

/// What of a party is not settled; without an account, on all of them.
pub fn open_items_of(r: &dyn Read, party: Party, account: Option<LedgerAccount>) -> Vec<(ItemKey, OpenItem)> {
    let span = account.map_or_else(|| Span::prefix(&(party,)), |account| Span::prefix(&(party, account.number())));
    let keys = r.keys(&PARTY_TO_OPEN_ITEM, span);
    keys.into_iter().filter_map(|key| Some((key, item(r, key)?))).collect()
}

/// Walks over every item, also those that are settled.
pub fn each_item(r: &dyn Read, visit: impl FnMut(ItemKey, OpenItem) -> ControlFlow<()>) {
    r.each(&PARTY_AND_ITEM_TO_OPEN_ITEM, Span::all(), visit);
}

/// Every item that is not settled, by the day on which it is due.
pub fn open_items(r: &dyn Read) -> Vec<(ItemKey, OpenItem)> {
    let keys = r.keys(&DUE_TO_OPEN_ITEM, Span::all());
    keys.into_iter().filter_map(|(_, key)| Some((key, item(r, key)?))).collect()
}

/// The items with a printed number, in whatever way it is written.
pub fn items_by_number(r: &dyn Read, number: &str) -> Vec<ItemKey> {
    let number = crate::business::ledger::normalised_number(number);
    r.keys(&NUMBER_TO_ITEM, Span::prefix(&(number,))).into_iter().map(|(_, key)| key).collect()
}

/// What settled an item, oldest first, each with its posting.
pub fn clearings_of(r: &dyn Read, key: ItemKey) -> Vec<(PostingId, Clearing)> {
    let rows = r.scan(&ITEM_TO_CLEARING, Span::prefix(&(key,)));
    let mut found: Vec<(PostingId, Clearing)> = rows.into_iter().map(|((_, by, _), clearing)| (by, clearing)).collect();
    found.sort_by_key(|(posting, _)| *posting);
    found
}
