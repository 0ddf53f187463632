//! Receiving an invoice, and what a person decides of it.

use crate::business::billing::incoming::events::{
    IncomingChecked, IncomingReceived, IncomingRejected, IncomingReopened,
};
use crate::business::billing::incoming::records::{
    HASH_TO_INCOMING_ID, INCOMING_ID_TO_FILE, INCOMING_ID_TO_INCOMING, INCOMING_ID_TO_ROW,
    SENDER_AND_NUMBER_TO_INCOMING_ID, incoming, incoming_by_hash, newest_of,
};
use crate::business::billing::incoming::{Incoming, IncomingDecision, IncomingRow, IncomingState, NewIncoming};
use crate::business::failure::{Complaint, Failure};
use crate::business::permission::Permission;
use crate::business::tx::{Recorded, Tx};
use crate::values::IncomingId;

/// A reason is one sentence.
const REASON_MAX: usize = 300;

/// Keeps what a file says, with the file. The same file is refused, and so is another one of the same sender with the
/// same number, unless the former was rejected: a corrected invoice keeps its number.
pub fn receive_incoming(tx: &mut Tx, new: &NewIncoming, file: &[u8]) -> Result<IncomingId, Failure> {
    tx.require(Permission::BillingReceive)?;
    let hash = *blake3::hash(file).as_bytes();
    if incoming_by_hash(tx, &hash).is_some() {
        return Err(Complaint::new("billing.refusal.incoming_same_file").at("file").into());
    }
    let identity = new.identity();
    let before = newest_of(tx, &identity).and_then(|id| incoming(tx, id));
    if before.is_some_and(|before| before.state() != IncomingState::Rejected) {
        let complaint = Complaint::new("billing.refusal.incoming_same_number").at("file");
        return Err(complaint.with("number", new.number.clone()).with("sender", new.sender.name.clone()).into());
    }
    let id = tx.next_id();
    let told = tx.record(IncomingReceived {
        incoming: id,
        gross: new.gross.decimal(),
        currency: new.currency.code().to_owned(),
        hash: blake3::Hash::from(hash).to_hex().to_string(),
    });
    let kept = Incoming { received_at: tx.now(), hash, says: new.clone(), decisions: Vec::new() };
    save(tx, &told, id, &kept);
    tx.save(&told, &INCOMING_ID_TO_FILE, &id, &file.to_vec());
    tx.save(&told, &SENDER_AND_NUMBER_TO_INCOMING_ID, &identity, &id);
    tx.save(&told, &HASH_TO_INCOMING_ID, &hash, &id);
    Ok(id)
}

/// What was sent is what was ordered and delivered, and may be paid.
pub fn check_incoming(tx: &mut Tx, id: IncomingId) -> Result<(), Failure> {
    tx.require(Permission::BillingReceive)?;
    let before = undecided(tx, id)?;
    let told = tx.record(IncomingChecked { incoming: id });
    decide(tx, &told, id, before, IncomingState::Checked, String::new());
    Ok(())
}

/// It is not paid; its sender is told by whoever rejects it.
pub fn reject_incoming(tx: &mut Tx, id: IncomingId, reason: &str) -> Result<(), Failure> {
    tx.require(Permission::BillingReceive)?;
    let before = undecided(tx, id)?;
    let reason = reason_of(reason)?;
    let told = tx.record(IncomingRejected { incoming: id });
    decide(tx, &told, id, before, IncomingState::Rejected, reason);
    Ok(())
}

/// Takes a decision back.
pub fn reopen_incoming(tx: &mut Tx, id: IncomingId, reason: &str) -> Result<(), Failure> {
    tx.require(Permission::BillingReceive)?;
    let before = incoming(tx, id).ok_or_else(Failure::not_found)?;
    if before.state() == IncomingState::Received {
        return Err(Complaint::new("billing.refusal.incoming_open").into());
    }
    if newest_of(tx, &before.says.identity()) != Some(id) {
        return Err(Complaint::new("billing.refusal.incoming_replaced").into());
    }
    let reason = reason_of(reason)?;
    let told = tx.record(IncomingReopened { incoming: id });
    decide(tx, &told, id, before, IncomingState::Received, reason);
    Ok(())
}

fn decide(tx: &mut Tx, told: &Recorded, id: IncomingId, mut of: Incoming, state: IncomingState, reason: String) {
    of.decisions.push(IncomingDecision { state, by: tx.actor().account(), at: tx.now(), reason });
    save(tx, told, id, &of);
}

fn save(tx: &mut Tx, told: &Recorded, id: IncomingId, incoming: &Incoming) {
    tx.save(told, &INCOMING_ID_TO_INCOMING, &id, incoming);
    tx.save(told, &INCOMING_ID_TO_ROW, &id, &IncomingRow::of(incoming));
}

fn undecided(tx: &Tx, id: IncomingId) -> Result<Incoming, Failure> {
    let before = incoming(tx, id).ok_or_else(Failure::not_found)?;
    match before.state() {
        IncomingState::Received => Ok(before),
        _ => Err(Complaint::new("billing.refusal.incoming_decided").into()),
    }
}

fn reason_of(typed: &str) -> Result<String, Failure> {
    match typed.trim() {
        "" => Err(Complaint::new("billing.refusal.reason_missing").at("reason").into()),
        reason if reason.chars().count() > REASON_MAX => {
            let most = i64::try_from(REASON_MAX).unwrap_or(i64::MAX);
            Err(Complaint::new("billing.refusal.reason_too_long").at("reason").with("most", most).into())
        }
        reason => Ok(reason.to_owned()),
    }
}
