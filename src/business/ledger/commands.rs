//! Closing a month, and opening the newest closed one again with the consent of somebody else.

use crate::business::approvals::{self, Matter, NewApproval};
use crate::business::failure::{Complaint, Failure};
use crate::business::ledger::closing::{subject_of, trial_hash};
use crate::business::ledger::events::{
    PeriodClosed, PeriodReopened, ReopeningAsked, ReopeningOvertaken, ReopeningRefused,
};
use crate::business::ledger::records::MONTH_TO_CLOSING;
use crate::business::ledger::{Closing, Reopening, closed_through, closing, closing_of, newest_closed, trial_balance};
use crate::business::permission::Permission;
use crate::business::tx::Tx;
use crate::values::{ApprovalId, ClosingId, Period, PeriodKind};

/// From now on nothing is booked in this month, nor in any before it.
pub fn close_period(tx: &mut Tx, month: Period) -> Result<ClosingId, Failure> {
    tx.require(Permission::LedgerClose)?;
    let (id, through) = (closing_of(month.first()), month.last());
    let mut complaints = Vec::new();
    if month.kind() != PeriodKind::Month {
        complaints.push(Complaint::new("ledger.refusal.no_month").at("month"));
    } else if through >= tx.today() {
        complaints.push(Complaint::new("ledger.refusal.month_not_over").at("month").with("last", through));
    } else if closed_through(tx).is_some_and(|closed| through <= closed) {
        complaints.push(Complaint::new("ledger.refusal.month_closed").at("month"));
    }
    Failure::unless_empty(complaints)?;
    let waiting = newest_closed(tx).filter(|(_, closing)| closing.waiting().is_some());
    let trial = trial_balance(tx, through);
    let hash = trial_hash(&trial);
    let trial_hash = blake3::Hash::from_bytes(hash).to_hex().to_string();
    let told = tx.record(PeriodClosed { closing: id, through, trial_hash });
    let reopened = closing(tx, id).map(|before| before.reopened).unwrap_or_default();
    let (at, by) = (tx.now(), tx.actor().account());
    let closed = Closing { through, at, by, trial, trial_hash: hash, is_open_again: false, reopened };
    if let Some((earlier, before)) = waiting {
        void_reopening(tx, earlier, before);
    }
    tx.save(&told, &MONTH_TO_CLOSING, &id, &closed);
    Ok(id)
}

/// Whoever agrees to open an earlier month must not find that a later one is closed by now.
fn void_reopening(tx: &mut Tx, id: ClosingId, mut before: Closing) {
    let Some(asked) = before.reopened.last_mut() else { return };
    let approval = asked.approval;
    approvals::withdraw(tx, approval);
    asked.decided_at = Some(tx.now());
    let told = tx.record(ReopeningOvertaken { closing: id, approval });
    tx.save(&told, &MONTH_TO_CLOSING, &id, &before);
}

/// Asks that the newest closed month be opened again. Whoever reads the books may ask; somebody else decides.
pub fn reopen_period(tx: &mut Tx, id: ClosingId, because: &str) -> Result<ApprovalId, Failure> {
    tx.require(Permission::LedgerView)?;
    let (newest, mut before) = newest_closed(tx).ok_or_else(Failure::not_found)?;
    let mut complaints = Vec::new();
    if newest != id {
        complaints.push(Complaint::new("ledger.refusal.not_newest").with("through", before.through));
    } else if before.waiting().is_some() {
        complaints.push(Complaint::new("ledger.refusal.reopening_waits"));
    }
    if because.trim().is_empty() {
        complaints.push(Complaint::new("ledger.refusal.reason_missing").at("reason"));
    }
    Failure::unless_empty(complaints)?;
    let (barred_accounts, barred_persons) = (Vec::new(), Vec::new());
    let new = NewApproval { matter: Matter::Reopening, subject: subject_of(id), barred_accounts, barred_persons };
    let approval = approvals::ask(tx, new);
    let told = tx.record(ReopeningAsked { closing: id, approval });
    before.reopened.push(Reopening {
        asked_at: tx.now(),
        asked_by: tx.actor().account(),
        because: because.trim().to_owned(),
        approval,
        agreed: None,
        decided_at: None,
    });
    tx.save(&told, &MONTH_TO_CLOSING, &id, &before);
    Ok(approval)
}

/// Somebody has agreed that a month is opened again, or has refused it.
pub(in crate::business) fn take_decision(tx: &mut Tx, approval: ApprovalId, id: ClosingId, agreed: bool) {
    let Some(mut before) = closing(tx, id) else { return };
    let decided_at = Some(tx.now());
    let Some(asked) = before.reopened.iter_mut().find(|asked| asked.approval == approval) else { return };
    (asked.agreed, asked.decided_at) = (Some(agreed), decided_at);
    let told = if agreed {
        tx.record(PeriodReopened { closing: id, approval })
    } else {
        tx.record(ReopeningRefused { closing: id, approval })
    };
    let is_open_again = before.is_open_again || agreed;
    tx.save(&told, &MONTH_TO_CLOSING, &id, &Closing { is_open_again, ..before });
}
