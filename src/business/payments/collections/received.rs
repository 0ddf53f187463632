//! The money of a collection on a bank statement: one sum for a group, or line by line.

use std::collections::BTreeMap;

use crate::business::payments::collections::records::{all_collections, collection, debit_of_end_to_end, keep};
use crate::business::payments::collections::{Collection, CollectionState, Debit, DebitState, group_id};
use crate::business::payments::{BankLine, payment};
use crate::business::tx::{Recorded, Tx};
use crate::store::Read;
use crate::values::{CollectionId, Currency, Money, PaymentId};

/// Debits of one collection whose money a line brings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DebitsOfLine {
    pub collection: CollectionId,
    pub debits: Vec<Debit>,
}

/// The debits that a line pays, where the bank names them and their sum is the line.
pub fn debits_of_line(r: &dyn Read, line: &BankLine) -> Option<DebitsOfLine> {
    if !line.amount.is_positive() || line.amount.currency() != Currency::EUR {
        return None;
    }
    single(r, line).or_else(|| group(r, line))
}

fn single(r: &dyn Read, line: &BankLine) -> Option<DebitsOfLine> {
    let (collection, found, place) = debit_of_end_to_end(r, &line.end_to_end)?;
    let debit = found.debits.get(place).filter(|debit| is_awaited(r, &found, debit))?;
    (debit.amount == line.amount).then(|| DebitsOfLine { collection, debits: vec![debit.clone()] })
}

/// A group of a file, or the whole of it.
fn group(r: &dyn Read, line: &BankLine) -> Option<DebitsOfLine> {
    let batch = line.batch.as_ref()?;
    let is_named = |found: &Collection| {
        batch.message_id == found.message_id || batch.payment_id.starts_with(&format!("{}-", found.message_id))
    };
    let (collection, found) = all_collections(r).into_iter().find(|(_, found)| is_named(found))?;
    let groups = found.groups();
    let number = (1..=groups.len()).find(|number| group_id(&found.message_id, *number) == batch.payment_id);
    let meant: Vec<&Debit> = match number.and_then(|number| groups.get(number - 1)) {
        Some(group) => group.clone(),
        None if batch.payment_id.is_empty() => found.debits_in_file().collect(),
        None => return None,
    };
    let debits: Vec<Debit> = meant.into_iter().filter(|debit| is_awaited(r, &found, debit)).cloned().collect();
    let sum = debits.iter().fold(Money::zero(Currency::EUR), |sum, debit| sum + debit.amount);
    (!debits.is_empty() && sum == line.amount).then_some(DebitsOfLine { collection, debits })
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
pub fn note_received(tx: &mut Tx, told: &Recorded, received: &DebitsOfLine, payments: &[PaymentId]) {
    let Some(mut found) = collection(tx, received.collection) else { return };
    let payment_of: BTreeMap<&str, PaymentId> =
        received.debits.iter().map(|debit| debit.end_to_end_id.as_str()).zip(payments.iter().copied()).collect();
    for debit in &mut found.debits {
        if let Some(payment) = payment_of.get(debit.end_to_end_id.as_str()) {
            (debit.state, debit.payment) = (DebitState::Received, Some(*payment));
        }
    }
    keep(tx, told, received.collection, &found);
}
