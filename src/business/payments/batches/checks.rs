//! What must always hold between batches and what the bank booked of them.

use std::collections::BTreeMap;

use crate::business::defect::Defect;
use crate::business::failure::Complaint;
use crate::business::ledger::{self, LedgerAccount, LedgerKey};
use crate::business::payments::batches::executed::{
    BANK_LINE_TO_BATCH_ID, BATCH_AND_LINE_TO_EXECUTION, ExecutionPart, is_all_booked,
};
use crate::business::payments::records::{BATCH_ID_TO_BATCH, batch};
use crate::business::payments::{BatchState, batch_number};
use crate::store::{Read, Span};
use crate::values::BatchId;

/// Each line belongs to one batch and is found from both sides; a batch is confirmed when all of it is booked; and what
/// is on its way in the books is what no bank has booked.
pub(in crate::business) fn executions(r: &dyn Read) -> Vec<Defect> {
    let mut places: BTreeMap<_, BatchId> = r.scan(&BANK_LINE_TO_BATCH_ID, Span::all()).into_iter().collect();
    let mut wrong: BTreeMap<BatchId, ()> = BTreeMap::new();
    let mut on_its_way: i64 = 0;
    for ((id, statement, line), execution) in r.scan(&BATCH_AND_LINE_TO_EXECUTION, Span::all()) {
        if execution.reversed.is_some() {
            continue;
        }
        if places.remove(&(statement, line)) != Some(id) || batch(r, id).is_none() {
            wrong.insert(id, ());
        }
        if !matches!(execution.part, ExecutionPart::Returned(..)) {
            on_its_way -= execution.amount.minor();
        }
    }
    wrong.extend(places.into_values().map(|id| (id, ())));
    for (id, batch) in r.scan(&BATCH_ID_TO_BATCH, Span::all()) {
        if batch.state.is_live() {
            on_its_way += batch.total.minor();
        }
        if (batch.state == BatchState::Confirmed) != (batch.state.has_left() && is_all_booked(r, id, &batch)) {
            wrong.insert(id, ());
        }
    }
    let defect = |id: BatchId| {
        let complaint = Complaint::new("checks.payments.executions").with("batch", batch_number(id));
        Defect::new(format!("batch:{id}"), complaint)
    };
    let mut defects: Vec<Defect> = wrong.into_keys().map(defect).collect();
    let in_transit = ledger::balance(r, LedgerKey::whole(LedgerAccount::CommissionInTransit));
    if in_transit != -on_its_way {
        let complaint = Complaint::new("checks.payments.in_transit").with("expected", on_its_way);
        defects.push(Defect::new("ledger:in_transit".to_owned(), complaint.with("found", -in_transit)));
    }
    defects
}
