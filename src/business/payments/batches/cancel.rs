//! Taking a batch back: as long as nobody has the file, or because the bank did not carry it out.

use crate::business::actor::Actor;
use crate::business::failure::{Complaint, Failure, Refusal};
use crate::business::ledger::rules::batch_cancelled;
use crate::business::ledger::{self, NewPosting, Personal};
use crate::business::payments::batches::agree::withdraw_request;
use crate::business::payments::batches::events::BatchCancelled;
use crate::business::payments::batches::executed::executions;
use crate::business::payments::batches::make::paid_out;
use crate::business::payments::records::{BATCH_ID_TO_BATCH, batch};
use crate::business::payments::reserves::take_reserves_back;
use crate::business::payments::{Batch, BatchState, ReserveState, batch_number, reserve, shop_credit};
use crate::business::permission::Permission;
use crate::business::tx::{Recorded, Tx};
use crate::business::view::View;
use crate::store::{Read, Subject};
use crate::values::BatchId;

/// Takes a batch back; the balances are as before. Once somebody has the file, a second person does it: who fetched it
/// cannot undo it alone, and nothing of it may be booked at the bank.
pub fn cancel_batch(tx: &mut Tx, id: BatchId, reason: &str) -> Result<(), Failure> {
    tx.require(Permission::PaymentsPayOut).or_else(|_| tx.require(Permission::PaymentsApprove))?;
    let before = batch(tx, id).ok_or_else(Failure::not_found)?;
    let mut complaints = too_late(tx, tx.actor(), id, &before)?;
    let parts = before.all_parts();
    let spent = parts.iter().find(|part| shop_credit(tx, part.partner).minor() < part.credit.minor());
    if let Some(spent) = spent.filter(|_| complaints.is_empty()) {
        let name = before.transfers.iter().find(|transfer| transfer.partner == spent.partner);
        let complaint = Complaint::new("payments_out.refusal.credit_spent").with("batch", batch_number(id));
        complaints.push(complaint.with("name", name.map_or_else(String::new, |transfer| transfer.name.clone())));
    }
    if reason.trim().is_empty() {
        complaints.push(Complaint::new("payments_out.refusal.reason_missing").at("reason"));
    }
    Failure::unless_empty(complaints)?;
    let told = tx.record(BatchCancelled { batch: id, had_left: before.state.has_left() });
    withdraw_request(tx, &before);
    take_back(tx, &told, id, &before)?;
    let cancelled_because = reason.trim().to_owned();
    tx.save(&told, &BATCH_ID_TO_BATCH, &id, &Batch { state: BatchState::Cancelled, cancelled_because, ..before });
    Ok(())
}

/// Whether whoever looks could take it back now.
pub fn may_cancel_batch(view: &View<'_>, id: BatchId, batch: &Batch) -> bool {
    let may = view.may(Permission::PaymentsPayOut) || view.may(Permission::PaymentsApprove);
    may && too_late(view, view.actor(), id, batch).is_ok_and(|complaints| complaints.is_empty())
}

fn too_late(r: &dyn Read, actor: &Actor, id: BatchId, before: &Batch) -> Result<Vec<Complaint>, Failure> {
    let about = |key| Complaint::new(key).with("batch", batch_number(id));
    let complaint = match before.state {
        BatchState::Cancelled => about("payments_out.refusal.batch_cancelled"),
        BatchState::Confirmed => about("payments_out.refusal.batch_confirmed"),
        BatchState::Exported if !executions(r, id).is_empty() => about("payments_out.refusal.batch_booked"),
        BatchState::Exported if has_moved_reserve(r, id, before) => about("payments_out.refusal.reserve_moved"),
        BatchState::Exported => {
            let own = actor.account();
            let fetched =
                before.fetches.iter().map(|fetch| fetch.by).chain(before.exports.iter().map(|export| export.by));
            let had_a_hand = before.made_by == own || fetched.into_iter().any(|by| by == own);
            if actor.may(Permission::PaymentsApprove) && !had_a_hand {
                return Ok(Vec::new());
            }
            about("payments_out.refusal.batch_exported")
        }
        _ if actor.may(Permission::PaymentsPayOut) => return Ok(Vec::new()),
        _ => return Err(Refusal::not_allowed().into()),
    };
    Ok(vec![complaint])
}

/// A reserve of it was freed, or is forfeited: what was held back is somewhere else by now.
fn has_moved_reserve(r: &dyn Read, id: BatchId, batch: &Batch) -> bool {
    let mut kept = batch.parts.iter().filter(|parts| !parts.reserve.is_zero());
    kept.any(|parts| reserve(r, parts.partner, id).is_none_or(|reserve| reserve.state != ReserveState::Held))
}

fn take_back(tx: &mut Tx, told: &Recorded, id: BatchId, before: &Batch) -> Result<(), Failure> {
    let parts = before.all_parts();
    let (booked, subject) = (batch_cancelled(&paid_out(&parts)), Subject::of(id));
    let (day, personal) = (ledger::open_day(tx, tx.today()), Personal::default());
    ledger::book(tx, told, NewPosting { day, booked, subject, reverses: Some(before.posting), personal })?;
    take_reserves_back(tx, told, id, &parts);
    Ok(())
}
