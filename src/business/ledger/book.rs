//! Writing into the books, always as part of the event that causes it.

use crate::business::ledger::records::{ACCOUNT_TO_BALANCE, POSTING_ID_TO_POSTING, balance};
use crate::business::ledger::rules::Booked;
use crate::business::ledger::{Posting, PostingLine};
use crate::business::tx::{Recorded, Tx};
use crate::store::Subject;
use crate::values::{Day, PostingId};

/// What is to be booked; the lines must sum to zero.
pub struct NewPosting {
    pub day: Day,
    pub booked: Booked,
    pub subject: Subject,
    pub reverses: Option<PostingId>,
}

/// Books a posting and moves the balances. Lines of nothing are left out; an unbalanced posting is a bug.
pub fn book(tx: &mut Tx, told: &Recorded, new: NewPosting) -> PostingId {
    let lines = new.booked.lines().iter().filter(|(_, amount)| !amount.is_zero());
    let posting = Posting {
        at: tx.now(),
        day: new.day,
        rule: new.booked.rule().to_owned(),
        subject: new.subject,
        lines: lines.map(|(key, amount)| PostingLine { key: *key, amount: *amount }).collect(),
        reverses: new.reverses,
    };
    assert!(posting.is_balanced(), "the lines of a posting sum to zero: {}", posting.rule);
    let id = tx.next_id();
    for line in &posting.lines {
        let moved = balance(tx, line.key) + line.amount.minor();
        tx.save(told, &ACCOUNT_TO_BALANCE, &(line.key.account.number(), line.key.sub_account), &moved);
    }
    tx.save(told, &POSTING_ID_TO_POSTING, &id, &posting);
    id
}
