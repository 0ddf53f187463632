//! The reserve (Stornoreserve): a share of each payment that is held back for goods that may still come back, and is
//! free after its time.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::business::failure::{Complaint, Failure};
use crate::business::ledger::rules::{reserve_forfeited, reserve_freed};
use crate::business::ledger::{self, ItemKey, ItemKind, LedgerAccount, NewPosting, Party, Personal};
use crate::business::payments::credit::{note_not_paid_with, note_paid_with};
use crate::business::payments::events::about_a_partner;
use crate::business::payments::holds::missing_reason;
use crate::business::payments::records::{PARTNER_AND_BATCH_TO_RESERVE, batch};
use crate::business::payments::{PaidParts, PayTerms, batch_number};
use crate::business::permission::Permission;
use crate::business::tx::{Recorded, Tx};
use crate::business::view::View;
use crate::store::{Read, Span, Stored, Subject};
use crate::text;
use crate::values::{BatchId, Day, Language, Money, PartnerId};

/// What was held back of one payment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reserve {
    pub amount: Money,
    pub held_on: Day,
    /// From this day on it is paid with the next payment.
    pub free_on: Day,
    pub state: ReserveState,
    pub ended_on: Option<Day>,
    /// Why it was freed early or is forfeited; empty where its time was over.
    pub because: String,
    /// The payment with which it was paid after it was free.
    pub paid_with: Option<BatchId>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ReserveState {
    Held,
    /// Part of the partner's balance again.
    Freed,
    /// The firm keeps it.
    Forfeited,
    /// The payment was taken back, and it with it.
    TakenBack,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ReserveFreed {
    pub partner: PartnerId,
    pub batch: BatchId,
    pub amount: String,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ReserveForfeited {
    pub partner: PartnerId,
    pub batch: BatchId,
    pub amount: String,
}

about_a_partner! {
    ReserveFreed "reserve_freed";
    ReserveForfeited "reserve_forfeited";
}

impl ReserveState {
    /// A stable word for files and text keys.
    pub const fn word(self) -> &'static str {
        match self {
            ReserveState::Held => "held",
            ReserveState::Freed => "freed",
            ReserveState::Forfeited => "forfeited",
            ReserveState::TakenBack => "taken_back",
        }
    }

    pub fn say(self, language: Language) -> String {
        text!(language, &format!("payments_out.reserve.{}", self.word()))
    }
}

impl Reserve {
    /// Its time is over: the next payment frees it and pays it.
    pub fn is_due(&self, today: Day) -> bool {
        self.state == ReserveState::Held && self.free_on <= today
    }
}

fn all_of(r: &dyn Read, partner: PartnerId) -> Vec<((PartnerId, BatchId), Reserve)> {
    r.scan(&PARTNER_AND_BATCH_TO_RESERVE, Span::prefix(&(partner,)).backwards())
}

pub fn reserve(r: &dyn Read, partner: PartnerId, batch: BatchId) -> Option<Reserve> {
    r.get(&PARTNER_AND_BATCH_TO_RESERVE, &(partner, batch))
}

/// Newest first; for the partner and for those who see payments.
pub fn reserves_of_partner(view: &View<'_>, partner: PartnerId) -> Result<Vec<(BatchId, Reserve)>, Failure> {
    let is_own = view.may(Permission::PartnerPortal) && view.actor().partner == Some(partner);
    if !(is_own || view.may(Permission::PaymentsView)) {
        return Err(Failure::not_found());
    }
    Ok(all_of(view, partner).into_iter().map(|((_, batch), reserve)| (batch, reserve)).collect())
}

/// Frees what was held back of a payment before its time: it is paid with the next one.
pub fn free_reserve(tx: &mut Tx, partner: PartnerId, batch: BatchId, because: &str) -> Result<(), Failure> {
    tx.require(Permission::PaymentsPayOut)?;
    let before = held(tx, partner, batch, because)?;
    let told = tx.record(ReserveFreed { partner, batch, amount: before.amount.decimal() });
    let after = Reserve {
        state: ReserveState::Freed,
        ended_on: Some(tx.today()),
        because: because.trim().to_owned(),
        ..before
    };
    tx.save(&told, &PARTNER_AND_BATCH_TO_RESERVE, &(partner, batch), &after);
    let (booked, subject) = (reserve_freed(&[(partner, after.amount)]), Subject::of(partner));
    let (day, personal) = (ledger::open_day(tx, tx.today()), of_batches(&[(partner, batch)]));
    ledger::book(tx, &told, NewPosting { day, booked, subject, reverses: None, personal })?;
    Ok(())
}

/// The firm keeps what was held back, such as for goods that came back after the contract had ended.
pub fn forfeit_reserve(tx: &mut Tx, partner: PartnerId, batch: BatchId, because: &str) -> Result<(), Failure> {
    tx.require(Permission::PaymentsPayOut)?;
    let before = held(tx, partner, batch, because)?;
    let told = tx.record(ReserveForfeited { partner, batch, amount: before.amount.decimal() });
    let after = Reserve {
        state: ReserveState::Forfeited,
        ended_on: Some(tx.today()),
        because: because.trim().to_owned(),
        ..before
    };
    tx.save(&told, &PARTNER_AND_BATCH_TO_RESERVE, &(partner, batch), &after);
    let (booked, subject) = (reserve_forfeited(partner, after.amount), Subject::of(partner));
    let (day, personal) = (ledger::open_day(tx, tx.today()), of_batches(&[(partner, batch)]));
    ledger::book(tx, &told, NewPosting { day, booked, subject, reverses: None, personal })?;
    Ok(())
}

/// A reserve that is still held, of a payment whose file was made.
fn held(r: &dyn Read, partner: PartnerId, id: BatchId, because: &str) -> Result<Reserve, Failure> {
    let found = reserve(r, partner, id).ok_or_else(Failure::not_found)?;
    let mut complaints = missing_reason(because);
    if found.state != ReserveState::Held {
        complaints.push(Complaint::new("payments_out.refusal.reserve_ended"));
    } else if batch(r, id).is_none_or(|batch| !batch.state.has_left()) {
        // Taking the payment back takes the reserve back.
        complaints.push(Complaint::new("payments_out.refusal.reserve_of_ready").with("batch", batch_number(id)));
    }
    Failure::unless_empty(complaints)?;
    Ok(found)
}

/// What is free by partner: whether it is in the balance already, or becomes part of it today.
#[derive(Clone, Debug, Default)]
pub(super) struct Freed {
    pub in_balance: Vec<BatchId>,
    pub due: Vec<(BatchId, Reserve)>,
    pub sum: i64,
    pub due_sum: i64,
}

fn is_with_the_bank(r: &dyn Read, id: BatchId) -> bool {
    batch(r, id).is_some_and(|batch| batch.state.has_left())
}

pub(super) fn freed_by_partner(r: &dyn Read, today: Day) -> BTreeMap<PartnerId, Freed> {
    let mut found: BTreeMap<PartnerId, Freed> = BTreeMap::new();
    for ((partner, batch), reserve) in r.scan(&PARTNER_AND_BATCH_TO_RESERVE, Span::all()) {
        let amount = reserve.amount.minor();
        match reserve.state {
            ReserveState::Freed if reserve.paid_with.is_none() => {
                let freed = found.entry(partner).or_default();
                freed.in_balance.push(batch);
                freed.sum += amount;
            }
            // What can still be taken back with its payment frees nothing.
            ReserveState::Held if reserve.is_due(today) && is_with_the_bank(r, batch) => {
                let freed = found.entry(partner).or_default();
                freed.due.push((batch, reserve));
                freed.sum += amount;
                freed.due_sum += amount;
            }
            _ => {}
        }
    }
    found
}

/// Puts what is free today into the balances, as part of a payment.
pub(super) fn free_due(
    tx: &mut Tx,
    told: &Recorded,
    id: BatchId,
    freed: &BTreeMap<PartnerId, Freed>,
) -> Result<(), Failure> {
    let today = tx.today();
    let (mut in_balance, mut held) = (Vec::new(), Vec::new());
    for (partner, freed) in freed {
        for (batch, reserve) in &freed.due {
            let after = Reserve { state: ReserveState::Freed, ended_on: Some(today), ..reserve.clone() };
            tx.save(told, &PARTNER_AND_BATCH_TO_RESERVE, &(*partner, *batch), &after);
            in_balance.push((*partner, reserve.amount));
            held.push((*partner, *batch));
        }
    }
    if !in_balance.is_empty() {
        let (booked, subject) = (reserve_freed(&in_balance), Subject::of(id));
        let (day, personal) = (ledger::open_day(tx, today), of_batches(&held));
        ledger::book(tx, told, NewPosting { day, booked, subject, reverses: None, personal })?;
    }
    Ok(())
}

/// The items of what these payments held back.
fn of_batches(held: &[(PartnerId, BatchId)]) -> Personal {
    let item = |(partner, batch): &(PartnerId, BatchId)| ItemKey {
        party: Party::Partner(*partner),
        account: LedgerAccount::CommissionReserve,
        kind: ItemKind::Batch,
        id: batch.number(),
    };
    Personal { first: held.iter().map(item).collect(), ..Personal::default() }
}

/// Notes what a payment holds back, and that it pays what was free.
pub(super) fn keep_reserves(
    tx: &mut Tx,
    told: &Recorded,
    (id, terms): (BatchId, &PayTerms),
    parts: &[PaidParts],
    freed: &BTreeMap<PartnerId, Freed>,
) {
    let today = tx.today();
    for part in parts {
        note_paid_with(tx, told, part.partner, id);
        if let Some(freed) = freed.get(&part.partner) {
            let due = freed.due.iter().map(|(batch, _)| *batch);
            for batch in freed.in_balance.iter().copied().chain(due) {
                if let Some(before) = reserve(tx, part.partner, batch) {
                    let after = Reserve { paid_with: Some(id), ..before };
                    tx.save(told, &PARTNER_AND_BATCH_TO_RESERVE, &(part.partner, batch), &after);
                }
            }
        }
        if part.reserve.is_zero() {
            continue;
        }
        let held = Reserve {
            amount: part.reserve,
            held_on: today,
            free_on: today.plus_months(i32::try_from(terms.of(part.partner).reserve_months).unwrap_or(i32::MAX)),
            state: ReserveState::Held,
            ended_on: None,
            because: String::new(),
            paid_with: None,
        };
        tx.save(told, &PARTNER_AND_BATCH_TO_RESERVE, &(part.partner, id), &held);
    }
}

/// Undoes that for a payment that is taken back: what was free stays free, and waits for the next payment.
pub(super) fn take_reserves_back(tx: &mut Tx, told: &Recorded, id: BatchId, parts: &[PaidParts]) {
    let today = tx.today();
    for part in parts {
        note_not_paid_with(tx, told, part.partner, id);
        for ((partner, batch), before) in all_of(tx, part.partner) {
            let after = if batch == id && before.state == ReserveState::Held {
                Reserve { state: ReserveState::TakenBack, ended_on: Some(today), ..before }
            } else if before.paid_with == Some(id) {
                Reserve { paid_with: None, ..before }
            } else {
                continue;
            };
            tx.save(told, &PARTNER_AND_BATCH_TO_RESERVE, &(partner, batch), &after);
        }
    }
}

impl Stored for Reserve {
    const VERSION: u8 = 1;
}
