//! Writing into the books, always as part of the event that causes it.

use std::collections::BTreeMap;
use std::ops::ControlFlow;

use crate::business::failure::{Complaint, Failure};
use crate::business::ledger::records::{
    ACCOUNT_AND_DAY_TO_POSTING_ID, ACCOUNT_TO_BALANCE, LinesOfAccount, POSTING_ID_TO_POSTING, balance,
};
use crate::business::ledger::rules::Booked;
use crate::business::ledger::settle::{Entry, party_of, settle};
use crate::business::ledger::{Personal, Posting, PostingLine, closed_through};
use crate::business::tx::{Recorded, Tx};
use crate::store::{Read, Span, Subject};
use crate::values::{Day, PostingId};

/// What is to be booked; the lines must sum to zero.
pub struct NewPosting {
    pub day: Day,
    pub booked: Booked,
    pub subject: Subject,
    pub reverses: Option<PostingId>,
    pub personal: Personal,
}

/// The day on which a consequence is booked: the wanted one, or the first that is not closed.
pub fn open_day(r: &dyn Read, wanted: Day) -> Day {
    closed_through(r).map_or(wanted, |through| wanted.max(through.plus_days(1)))
}

/// Why nothing can be booked on a day that somebody has typed; `None` when it can.
pub fn closed_day(r: &dyn Read, day: Day) -> Option<Complaint> {
    let through = closed_through(r).filter(|through| day <= *through)?;
    let complaint = Complaint::new("ledger.refusal.day_closed").with("day", day).with("through", through);
    Some(complaint.with("first", through.plus_days(1)))
}

/// Books a posting, moves the balances and settles items. Lines of nothing are left out; an unbalanced posting is a
/// bug; a closed day is refused.
pub fn book(tx: &mut Tx, told: &Recorded, new: NewPosting) -> Result<PostingId, Failure> {
    if let Some(complaint) = closed_day(tx, new.day) {
        return Err(complaint.into());
    }
    let id = tx.next_id();
    let NewPosting { day, booked, subject, reverses, personal } = new;
    let (mut lines, mut items) = (Vec::new(), Vec::new());
    let entry = Entry { posting: id, day, subject: &subject, reverses, personal: &personal };
    for (key, amount) in booked.lines().iter().filter(|(_, amount)| !amount.is_zero()) {
        let Some(party) = party_of(*key, &personal) else {
            lines.push(PostingLine { key: *key, amount: *amount });
            items.push(None);
            continue;
        };
        for (item, amount) in settle(tx, told, &entry, (party, key.account), *amount) {
            lines.push(PostingLine { key: *key, amount });
            items.push(Some(item));
        }
    }
    let printed = personal.printed;
    let posting = Posting {
        at: tx.now(),
        day,
        rule: booked.rule().to_owned(),
        subject,
        lines,
        reverses,
        service_on: printed.as_ref().and_then(|printed| printed.service_on),
        document: printed.map_or_else(String::new, |printed| printed.number),
        items,
    };
    assert!(posting.is_balanced(), "the lines of a posting sum to zero: {}", posting.rule);
    for line in &posting.lines {
        let moved = balance(tx, line.key) + line.amount.minor();
        tx.save(told, &ACCOUNT_TO_BALANCE, &(line.key.account.number(), line.key.sub_account), &moved);
    }
    keep_index(tx, told, id, &posting);
    tx.save(told, &POSTING_ID_TO_POSTING, &id, &posting);
    Ok(id)
}

/// What a posting moves, account by account.
pub(super) fn lines_by_account(posting: &Posting) -> BTreeMap<u8, LinesOfAccount> {
    let mut by_account: BTreeMap<u8, LinesOfAccount> = BTreeMap::new();
    for line in &posting.lines {
        let lines = by_account.entry(line.key.account.number()).or_insert_with(|| LinesOfAccount(Vec::new()));
        lines.0.push((line.key.sub_account, line.amount.minor()));
    }
    by_account
}

fn keep_index(tx: &mut Tx, told: &Recorded, id: PostingId, posting: &Posting) {
    for (account, lines) in lines_by_account(posting) {
        tx.save(told, &ACCOUNT_AND_DAY_TO_POSTING_ID, &(account, posting.day, id), &lines);
    }
}

/// Postings from before there was an index and items, oldest first, `limit` at most. The newest posting tells whether
/// there are any: they are taken in their order, behind the one taken last, and before anything new is booked.
pub(in crate::business) fn postings_without_items(
    r: &dyn Read,
    after: Option<PostingId>,
    limit: usize,
) -> Vec<(PostingId, Posting)> {
    let newest = r.first(&POSTING_ID_TO_POSTING, Span::all().backwards());
    if newest.is_none_or(|(id, posting)| is_indexed(r, id, &posting)) {
        return Vec::new();
    }
    let mut found = Vec::new();
    let span = after.map_or_else(Span::all, |id| Span::after(&id));
    r.each(&POSTING_ID_TO_POSTING, span, |id, posting| {
        if !is_indexed(r, id, &posting) {
            found.push((id, posting));
        }
        if found.len() < limit { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    });
    found
}

fn is_indexed(r: &dyn Read, id: PostingId, posting: &Posting) -> bool {
    let account = posting.lines.first().map(|line| line.key.account.number());
    account.is_none_or(|account| r.has(&ACCOUNT_AND_DAY_TO_POSTING_ID, &(account, posting.day, id)))
}

/// Derives index and items of a posting from before; the posting itself stays as it is.
pub(in crate::business) fn derive_items(
    tx: &mut Tx,
    told: &Recorded,
    (id, posting): (PostingId, &Posting),
    personal: &Personal,
) {
    let Posting { day, subject, reverses, .. } = posting;
    let entry = Entry { posting: id, day: *day, subject, reverses: *reverses, personal };
    for line in &posting.lines {
        if let Some(party) = party_of(line.key, personal) {
            settle(tx, told, &entry, (party, line.key.account), line.amount);
        }
    }
    keep_index(tx, told, id, posting);
}
