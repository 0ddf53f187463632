//! What must always hold in the books.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::ControlFlow;

use crate::business::defect::Defect;
use crate::business::failure::Complaint;
use crate::business::ledger::book::lines_by_account;
use crate::business::ledger::closing::trial_hash;
use crate::business::ledger::records::{
    ACCOUNT_AND_DAY_TO_POSTING_ID, ACCOUNT_TO_BALANCE, DUE_TO_OPEN_ITEM, ITEM_TO_CLEARING, NUMBER_TO_ITEM,
    PARTY_AND_ITEM_TO_OPEN_ITEM, PARTY_TO_OPEN_ITEM, POSTING_ID_TO_POSTING,
};
use crate::business::ledger::settle::indexed_number;
use crate::business::ledger::{
    Clearing, ItemKey, LedgerAccount, OpenItem, Posting, balances_of, closings, month_of, trial_balance,
};
use crate::store::{Read, Span, compare};
use crate::values::PostingId;

/// Every posting sums to zero.
pub(in crate::business) fn postings(r: &dyn Read) -> Vec<Defect> {
    let mut defects = Vec::new();
    r.each(&POSTING_ID_TO_POSTING, Span::all(), |id, posting: Posting| {
        if !posting.is_balanced() {
            let complaint = Complaint::new("checks.ledger.unbalanced").with("posting", id.to_string());
            defects.push(Defect::new(format!("posting:{id}"), complaint));
        }
        ControlFlow::Continue(())
    });
    defects
}

/// The balance of an account is the sum of its postings.
pub(in crate::business) fn balances(r: &dyn Read) -> Vec<Defect> {
    let mut posted: BTreeMap<(u8, u64), i64> = BTreeMap::new();
    r.each(&POSTING_ID_TO_POSTING, Span::all(), |_, posting: Posting| {
        for line in &posting.lines {
            *posted.entry((line.key.account.number(), line.key.sub_account)).or_default() += line.amount.minor();
        }
        ControlFlow::Continue(())
    });
    let kept: BTreeMap<(u8, u64), i64> = r.scan(&ACCOUNT_TO_BALANCE, Span::all()).into_iter().collect();
    let keys: BTreeSet<(u8, u64)> = posted.keys().chain(kept.keys()).copied().collect();
    let differing = keys.into_iter().filter_map(|(account, sub_account)| {
        let posted = posted.get(&(account, sub_account)).copied().unwrap_or(0);
        let kept = kept.get(&(account, sub_account)).copied().unwrap_or(0);
        (posted != kept).then(|| {
            let complaint = Complaint::new("checks.ledger.balance").with("account", u32::from(account));
            let complaint = complaint.with("sub_account", sub_account.to_string());
            Defect::new(format!("account:{account}/{sub_account}"), complaint.with("kept", kept).with("posted", posted))
        })
    });
    differing.collect()
}

/// The lines of every posting are found by account and day, and every item by its party, its day and its number.
pub(in crate::business) fn index(r: &dyn Read) -> Vec<Defect> {
    let lines = |id: &PostingId, posting: &Posting| {
        let by_account = lines_by_account(posting).into_iter();
        by_account.map(|(account, lines)| ((account, posting.day, *id), lines)).collect()
    };
    let records = (&POSTING_ID_TO_POSTING, &ACCOUNT_AND_DAY_TO_POSTING_ID);
    let mut found = compare(r, records, lines, |(_, _, id), _| *id);
    let items = &PARTY_AND_ITEM_TO_OPEN_ITEM;
    let of_party = |key: &ItemKey, item: &OpenItem| item.is_open().then_some((*key, ())).into_iter().collect();
    found.extend(compare(r, (items, &PARTY_TO_OPEN_ITEM), of_party, |key, ()| *key));
    let due =
        |key: &ItemKey, item: &OpenItem| item.is_open().then_some(((item.due_on, *key), ())).into_iter().collect();
    found.extend(compare(r, (items, &DUE_TO_OPEN_ITEM), due, |(_, key), ()| *key));
    let numbers = |key: &ItemKey, item: &OpenItem| {
        indexed_number(*key, item).map(|number| ((number, *key), ())).into_iter().collect()
    };
    found.extend(compare(r, (items, &NUMBER_TO_ITEM), numbers, |(_, key), ()| *key));
    Defect::all(found)
}

/// The open items of every personal account are its balance, and what settled an item is what its clearings say.
pub(in crate::business) fn items(r: &dyn Read) -> Vec<Defect> {
    let mut cleared: BTreeMap<ItemKey, i64> = BTreeMap::new();
    r.each(&ITEM_TO_CLEARING, Span::all(), |(key, _, _), clearing: Clearing| {
        *cleared.entry(key).or_default() += clearing.amount.minor();
        ControlFlow::Continue(())
    });
    let mut open: BTreeMap<(LedgerAccount, u64), i64> = BTreeMap::new();
    let mut defects = Vec::new();
    r.each(&PARTY_AND_ITEM_TO_OPEN_ITEM, Span::all(), |key, item: OpenItem| {
        let at = key.ledger_key();
        *open.entry((at.account, at.sub_account)).or_default() += item.open().minor();
        if cleared.remove(&key).unwrap_or(0) != item.settled.minor() {
            let complaint = Complaint::new("checks.ledger.item").with("item", format!("{key:?}"));
            defects.push(Defect::new(format!("{}:{}", item.document.kind, item.document.id), complaint));
        }
        ControlFlow::Continue(())
    });
    defects.extend(cleared.keys().map(|key| {
        let complaint = Complaint::new("checks.ledger.item").with("item", format!("{key:?}"));
        Defect::new("item", complaint)
    }));
    for account in LedgerAccount::PERSONAL {
        for (sub_account, balance) in balances_of(r, account) {
            *open.entry((account, sub_account)).or_default() -= balance;
        }
    }
    defects.extend(open.into_iter().filter(|(_, rest)| *rest != 0).map(|((account, sub_account), rest)| {
        let complaint = Complaint::new("checks.ledger.items").with("account", account.word());
        let complaint = complaint.with("sub_account", sub_account.to_string()).with("rest", rest);
        Defect::new(format!("account:{}/{sub_account}", account.number()), complaint)
    }));
    defects
}

/// What stood on the accounts when a month was closed still stands there: nothing was booked in it since.
pub(in crate::business) fn closed_months(r: &dyn Read) -> Vec<Defect> {
    let closed = closings(r).into_iter().filter(|(_, closing)| !closing.is_open_again);
    let wrong = closed.filter(|(_, closing)| {
        let mut now = trial_balance(r, closing.through);
        // Accounts that came with a later program were not there yet.
        now.retain(|(account, balance)| *balance != 0 || closing.trial.iter().any(|(known, _)| known == account));
        now != closing.trial || trial_hash(&closing.trial) != closing.trial_hash
    });
    wrong
        .map(|(id, _)| {
            let month = month_of(id).map(|month| month.to_string()).unwrap_or_default();
            Defect::new(format!("closing:{id}"), Complaint::new("checks.ledger.closing").with("month", month))
        })
        .collect()
}
