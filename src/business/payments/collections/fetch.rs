//! Fetching the file of a collection: the first time it leaves the house, and again only with a reason.

use crate::business::failure::{Complaint, Failure};
use crate::business::ledger::item;
use crate::business::payments::Fetch;
use crate::business::payments::collections::events::CollectionExported;
use crate::business::payments::collections::prepare::{reason_of, too_late};
use crate::business::payments::collections::records::{collection, keep};
use crate::business::payments::collections::{Collection, CollectionState, Debit, collect_settings, collection_number};
use crate::business::payments::mandates::{MandateStanding, mandate, note_used};
use crate::business::permission::Permission;
use crate::business::tx::Tx;
use crate::business::view::View;
use crate::store::Read;
use crate::values::{CollectionId, Day};

/// Keeps that the file was fetched, with its hash. The first time the mandates are used from then on; each further
/// time needs a reason, for a file that reaches the bank twice collects twice.
pub fn record_fetch(tx: &mut Tx, id: CollectionId, file_hash: [u8; 32], reason: &str) -> Result<usize, Failure> {
    tx.require(Permission::PaymentsCollect)?;
    let before = collection(tx, id).ok_or_else(Failure::not_found)?;
    let because = match before.state {
        CollectionState::Approved => {
            let hour = u32::try_from(tx.now().civil_in(tx.zone()).hour()).unwrap_or(0);
            Failure::unless_empty(complaints(tx, id, &before, (tx.today(), hour)))?;
            String::new()
        }
        CollectionState::Exported => reason_of(reason)?,
        state => return Err(too_late(id, state)),
    };
    let times = before.fetches.len() + 1;
    let told = tx.record(CollectionExported {
        collection: id,
        file_hash: blake3::Hash::from_bytes(file_hash).to_hex().to_string(),
        total: before.total().decimal(),
        debits: before.debits_in_file().count(),
        times,
    });
    if before.state == CollectionState::Approved {
        for debit in before.debits_in_file() {
            note_used(tx, &told, debit.mandate, debit.due_on, &collection_number(id));
        }
    }
    let mut fetches = before.fetches.clone();
    fetches.push(Fetch { at: tx.now(), by: tx.actor().account(), file_hash, because });
    keep(tx, &told, id, &Collection { fetches, state: CollectionState::Exported, ..before });
    Ok(times)
}

/// What stands in the way of the file now.
pub fn fetch_complaints(view: &View<'_>, id: CollectionId) -> Result<Vec<Complaint>, Failure> {
    view.require(Permission::PaymentsCollect)?;
    let found = collection(view, id).ok_or_else(Failure::not_found)?;
    if found.state != CollectionState::Approved {
        return Ok(Vec::new());
    }
    let hour = u32::try_from(view.now().civil_in(view.zone()).hour()).unwrap_or(0);
    Ok(complaints(view, id, &found, (view.today(), hour)))
}

fn complaints(r: &dyn Read, id: CollectionId, of: &Collection, (today, hour): (Day, u32)) -> Vec<Complaint> {
    let settings = collect_settings(r);
    let Some(first) = of.first_due_on() else {
        return vec![Complaint::new("collections.refusal.empty").with("number", collection_number(id))];
    };
    let mut complaints: Vec<Complaint> = of.debits_in_file().filter_map(|debit| changed(r, debit)).collect();
    if !settings.is_in_time(first, today, hour) {
        let complaint = Complaint::new("collections.refusal.cut_off").with("day", first);
        let complaint = complaint.with("last", settings.last_day_to_send(first));
        complaints.push(complaint.with("hour", settings.cutoff_hour));
    }
    complaints
}

/// Something is no longer as it was when somebody agreed: it must be left out first.
fn changed(r: &dyn Read, debit: &Debit) -> Option<Complaint> {
    let open = item(r, debit.item).map(|item| item.open());
    let key = match mandate(r, debit.mandate) {
        _ if open != Some(debit.amount) => "collections.refusal.paid_meanwhile",
        Some(now) if now.iban != debit.iban => "collections.refusal.account_changed",
        Some(now) if now.standing(debit.due_on) == MandateStanding::Active => return None,
        _ => "collections.refusal.mandate_closed",
    };
    let complaint = Complaint::new(key).with("debit", debit.end_to_end_id.clone());
    Some(complaint.with("document", debit.document.clone()).with("mandate", debit.mandate_number.clone()))
}
