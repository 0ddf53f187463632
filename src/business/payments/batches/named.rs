//! Which batch a line of the bank names: by the identifications that we wrote into the file. Pure but for looking.

use crate::business::payments::batches::executed::ExecutionPart;
use crate::business::payments::records::batch;
use crate::business::payments::{BankLine, Batch, LineKind, Transfer};
use crate::store::Read;
use crate::values::BatchId;

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Named {
    pub id: BatchId,
    pub part: ExecutionPart,
}

/// The batch that a line names, where the amount is exactly what the batch says.
pub(super) fn named_batch(r: &dyn Read, line: &BankLine) -> Option<Named> {
    let by_transfer = numbers_in(&line.end_to_end).find_map(|id| {
        let part = part_of_transfer(&batch(r, id)?, line)?;
        Some(Named { id, part })
    });
    by_transfer.or_else(|| {
        if !line.amount.is_negative() {
            return None;
        }
        let told = line.batch.iter().flat_map(|told| [&told.message_id, &told.payment_id]);
        let texts = [&line.reference, &line.text, &line.bank_ref, &line.end_to_end];
        let mut texts = told.chain(texts).filter(|text| !text.is_empty());
        texts.find_map(|text| {
            let is_whole = |id: &BatchId| batch(r, *id).is_some_and(|batch| is_sum_of(&batch, text, line));
            numbers_in(text).find(is_whole).map(|id| Named { id, part: ExecutionPart::Whole })
        })
    })
}

fn is_sum_of(batch: &Batch, text: &str, line: &BankLine) -> bool {
    text.contains(&batch.message_id) && line.amount == -batch.total
}

fn part_of_transfer(batch: &Batch, line: &BankLine) -> Option<ExecutionPart> {
    let is_it = |transfer: &&Transfer| transfer.end_to_end_id == line.end_to_end;
    let place = batch.transfers.iter().position(|transfer| is_it(&transfer))?;
    let transfer = batch.transfers.get(place)?;
    let index = u32::try_from(place).ok()?;
    if line.amount == -transfer.amount {
        return Some(ExecutionPart::One(index));
    }
    let came_back = line.kind == LineKind::Return || line.returned.is_some() || line.is_reversal;
    (came_back && line.amount == transfer.amount).then(|| {
        let reason = line.returned.as_ref().map_or_else(String::new, |code| code.as_str().to_owned());
        ExecutionPart::Returned(index, reason)
    })
}

/// Every `Z-0007` in a text, as a batch.
fn numbers_in(text: &str) -> impl Iterator<Item = BatchId> {
    text.match_indices("Z-").filter_map(|(at, _)| {
        let digits: String = text.get(at + 2..)?.chars().take_while(char::is_ascii_digit).collect();
        BatchId::parse(digits.trim_start_matches('0'))
    })
}
