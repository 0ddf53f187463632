//! Closing: months in which nothing is booked any more.

use serde::{Deserialize, Serialize};

use crate::business::ledger::LedgerAccount;
use crate::business::ledger::records::MONTH_TO_CLOSING;
use crate::store::{Read, Span, Stored, Subject};
use crate::values::{AccountId, ApprovalId, ClosingId, Day, Instant, Period};

/// A month that was closed, as it stood then.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Closing {
    /// The last day of the month.
    pub through: Day,
    pub at: Instant,
    pub by: Option<AccountId>,
    /// What stood on each account on the evening of that day, in minor units; debit positive.
    pub trial: Vec<(LedgerAccount, i64)>,
    /// BLAKE3 of the trial balance as text.
    pub trial_hash: [u8; 32],
    /// Set while it is closed no more.
    pub is_open_again: bool,
    /// Each wish to reopen it, also those that were refused.
    pub reopened: Vec<Reopening>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reopening {
    pub asked_at: Instant,
    pub asked_by: Option<AccountId>,
    pub because: String,
    pub approval: ApprovalId,
    /// `None` while it waits, and for good where a later month was closed meanwhile.
    pub agreed: Option<bool>,
    pub decided_at: Option<Instant>,
}

impl Closing {
    /// The reopening on which somebody still has to decide.
    pub fn waiting(&self) -> Option<&Reopening> {
        self.reopened.last().filter(|reopening| reopening.decided_at.is_none())
    }
}

/// The id of a month: `202606`.
pub fn closing_of(day: Day) -> ClosingId {
    let month = i64::from(day.year()) * 100 + i64::from(day.month());
    ClosingId::new(u64::try_from(month).unwrap_or(0))
}

/// The month of an id.
pub fn month_of(id: ClosingId) -> Option<Period> {
    let (year, month) = (id.number() / 100, id.number() % 100);
    Period::parse(&format!("{year:04}-{month:02}"))
}

pub fn closing(r: &dyn Read, id: ClosingId) -> Option<Closing> {
    r.get(&MONTH_TO_CLOSING, &id)
}

/// Newest month first.
pub fn closings(r: &dyn Read) -> Vec<(ClosingId, Closing)> {
    r.scan(&MONTH_TO_CLOSING, Span::all().backwards())
}

/// The newest month that is closed.
pub fn newest_closed(r: &dyn Read) -> Option<(ClosingId, Closing)> {
    let mut found = None;
    r.each(&MONTH_TO_CLOSING, Span::all().backwards(), |id, closing: Closing| {
        if closing.is_open_again {
            return std::ops::ControlFlow::Continue(());
        }
        found = Some((id, closing));
        std::ops::ControlFlow::Break(())
    });
    found
}

/// The last day on which nothing can be booked any more.
pub fn closed_through(r: &dyn Read) -> Option<Day> {
    newest_closed(r).map(|(_, closing)| closing.through)
}

/// The trial balance as text, one account a line, and its hash.
pub(super) fn trial_hash(trial: &[(LedgerAccount, i64)]) -> [u8; 32] {
    let lines: Vec<String> = trial.iter().map(|(account, balance)| format!("{};{balance}\n", account.word())).collect();
    *blake3::hash(lines.concat().as_bytes()).as_bytes()
}

pub(super) fn subject_of(id: ClosingId) -> Subject {
    Subject::of(id)
}

impl Stored for Closing {
    const VERSION: u8 = 1;
}
