//! The money of a collection on a bank statement: one sum for a group, or line by line.

use crate::business::payments::collections::records::{all_collections, collection, debit_of_end_to_end, keep};
use crate::business::payments::collections::{Collection, CollectionState, Debit, DebitState, group_id};
use crate::business::payments::{BankLine, payment};
use crate::business::tx::{Recorded, Tx};
use crate::store::Read;
use crate::values::{CollectionId, Currency, Money, PaymentId};

/// The debits that a line pays, where the bank names them and their sum is the line; none otherwise.
pub fn debits_of_line(r: &dyn Read, line: &BankLine) -> Vec<(CollectionId, usize)> {
    if !line.amount.is_positive() || line.amount.currency() != Currency::EUR {
        return Vec::new();
    }
    let single = || -> Option<Vec<(CollectionId, usize)>> {
        let (id, found, place) = debit_of_end_to_end(r, &line.end_to_end)?;
        let debit = found.debits.get(place).filter(|debit| is_awaited(r, &found, debit))?;
        (debit.amount == line.amount).then(|| vec![(id, place)])
    };
    single().or_else(|| group(r, line)).unwrap_or_default()
}

/// A group of a file, or the whole of it.
fn group(r: &dyn Read, line: &BankLine) -> Option<Vec<(CollectionId, usize)>> {
    let batch = line.batch.as_ref()?;
    let is_named = |found: &Collection| {
        batch.message_id == found.message_id || batch.payment_id.starts_with(&format!("{}-", found.message_id))
    };
    let (id, found) = all_collections(r).into_iter().find(|(_, found)| is_named(found))?;
    let groups = found.groups();
    let number = (1..=groups.len()).find(|number| group_id(&found.message_id, *number) == batch.payment_id);
    let meant: Vec<&Debit> = match number.and_then(|number| groups.get(number - 1)) {
        Some(group) => group.clone(),
        None if batch.payment_id.is_empty() => found.debits_in_file().collect(),
        None => return None,
    };
    let awaited: Vec<&Debit> = meant.into_iter().filter(|debit| is_awaited(r, &found, debit)).collect();
    let sum = awaited.iter().fold(Money::zero(Currency::EUR), |sum, debit| sum + debit.amount);
    let place = |debit: &&Debit| found.debits.iter().position(|known| known.end_to_end_id == debit.end_to_end_id);
    (sum == line.amount).then(|| awaited.iter().filter_map(place).map(|place| (id, place)).collect())
}

/// Money of it may still come: it left, and what came was not taken back as a mistake.
fn is_awaited(r: &dyn Read, of: &Collection, debit: &Debit) -> bool {
    let stands = |id: PaymentId| payment(r, id).is_some_and(|payment| payment.reversed.is_none());
    of.state == CollectionState::Exported
        && match debit.state {
            DebitState::Open => true,
            DebitState::Received => !debit.payment.is_some_and(stands),
            _ => false,
        }
}

/// The payments of a line belong to these debits, one to each.
pub fn note_received(tx: &mut Tx, told: &Recorded, debits: &[(CollectionId, usize)], payments: &[PaymentId]) {
    for ((id, place), payment) in debits.iter().zip(payments) {
        let Some(mut found) = collection(tx, *id) else { continue };
        let Some(debit) = found.debits.get_mut(*place) else { continue };
        (debit.state, debit.payment) = (DebitState::Received, Some(*payment));
        keep(tx, told, *id, &found);
    }
}
