//! Fetching the file for the bank: each time is kept, and again only with a reason, because a file that is sent twice
//! pays twice.

use crate::business::failure::{Complaint, Failure};
use crate::business::payments::batches::events::{BatchExported, BatchFetchedAgain};
use crate::business::payments::records::{BATCH_ID_TO_BATCH, batch};
use crate::business::payments::{Batch, BatchState, Export, Fetch, batch_number, hold_of};
use crate::business::permission::Permission;
use crate::business::tx::Tx;
use crate::values::BatchId;

/// Letters of a reason that says something.
const REASON_SIGNS_MIN: usize = 5;

/// Keeps that somebody takes the file, with the hash of its bytes, and tells how often it was taken. A file that came
/// out otherwise, because the firm's particulars changed, is kept beside the first.
pub fn record_fetch(tx: &mut Tx, id: BatchId, file_hash: [u8; 32], again_because: &str) -> Result<usize, Failure> {
    tx.require(Permission::PaymentsPayOut)?;
    let before = batch(tx, id).ok_or_else(Failure::not_found)?;
    let (because, about) = (again_because.trim(), |key| Complaint::new(key).with("batch", batch_number(id)));
    match before.state {
        BatchState::Cancelled => return Err(about("payments_out.refusal.batch_cancelled").into()),
        BatchState::Ready => return Err(about("payments_out.refusal.not_submitted").into()),
        BatchState::Submitted => return Err(about("payments_out.refusal.not_agreed").into()),
        BatchState::Refused => return Err(about("payments_out.refusal.agreement_refused").into()),
        BatchState::Agreed => {}
        BatchState::Exported | BatchState::Confirmed if because.chars().count() < REASON_SIGNS_MIN => {
            return Err(about("payments_out.refusal.fetched_already").at("reason").into());
        }
        BatchState::Exported | BatchState::Confirmed => {}
    }
    let held = before.transfers.iter().find(|transfer| hold_of(tx, transfer.partner).is_some());
    if let Some(held) = held.filter(|_| before.state == BatchState::Agreed) {
        return Err(about("payments_out.refusal.pay_held").with("name", held.name.clone()).into());
    }
    let hash = blake3::Hash::from_bytes(file_hash).to_hex().to_string();
    let times = before.fetches.len().max(before.exports.len()) + 1;
    let is_known = before.exports.iter().any(|export| export.file_hash == file_hash);
    let told = if is_known {
        tx.record(BatchFetchedAgain { batch: id, file_hash: hash, times })
    } else {
        tx.record(BatchExported {
            batch: id,
            file_hash: hash,
            total: before.total.decimal(),
            transfers: before.transfers.len(),
            times,
        })
    };
    let (at, by) = (tx.now(), tx.actor().account());
    let because = if before.state == BatchState::Agreed { String::new() } else { because.to_owned() };
    let mut fetches = before.fetches.clone();
    fetches.push(Fetch { at, by, file_hash, because });
    let mut exports = before.exports.clone();
    if !is_known {
        exports.push(Export { at, by, file_hash });
    }
    let state = if before.state == BatchState::Confirmed { BatchState::Confirmed } else { BatchState::Exported };
    tx.save(&told, &BATCH_ID_TO_BATCH, &id, &Batch { exports, fetches, state, ..before });
    Ok(times)
}
