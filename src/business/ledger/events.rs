//! What happens to months, and to books from before.

use serde::Serialize;

use crate::business::ledger::closing::subject_of;
use crate::business::tx::Happening;
use crate::store::Subject;
use crate::values::{ApprovalId, ClosingId, Day, PostingId};

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PeriodClosed {
    pub closing: ClosingId,
    pub through: Day,
    /// BLAKE3 of the trial balance, in hexadecimal digits.
    pub trial_hash: String,
}

/// Somebody wants to book in a closed month again; somebody else has to agree.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ReopeningAsked {
    pub closing: ClosingId,
    pub approval: ApprovalId,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PeriodReopened {
    pub closing: ClosingId,
    pub approval: ApprovalId,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ReopeningRefused {
    pub closing: ClosingId,
    pub approval: ApprovalId,
}

/// Nobody decides on it any more: a later month was closed meanwhile.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ReopeningOvertaken {
    pub closing: ClosingId,
    pub approval: ApprovalId,
}

/// Postings of an earlier program have got their index and their items.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct BooksCaughtUp {
    pub through: PostingId,
    pub postings: usize,
}

macro_rules! about_a_month {
    ($($event:ident $name:literal;)*) => {$(
        impl Happening for $event {
            const ROOM: &'static str = "ledger";
            const NAME: &'static str = $name;

            fn subject(&self) -> Subject {
                subject_of(self.closing)
            }
        }
    )*};
}

about_a_month! {
    PeriodClosed "period_closed";
    ReopeningAsked "reopening_asked";
    ReopeningOvertaken "reopening_overtaken";
    PeriodReopened "period_reopened";
    ReopeningRefused "reopening_refused";
}

impl Happening for BooksCaughtUp {
    const ROOM: &'static str = "ledger";
    const NAME: &'static str = "books_caught_up";

    fn subject(&self) -> Subject {
        Subject::of(self.through)
    }
}
