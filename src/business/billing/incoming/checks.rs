//! What must always hold between incoming invoices and their lists.

use crate::business::billing::incoming::records::{HASH_TO_INCOMING_ID, INCOMING_ID_TO_INCOMING, INCOMING_ID_TO_ROW};
use crate::business::billing::incoming::{Incoming, IncomingRow};
use crate::business::defect::Defect;
use crate::store::{Read, compare};
use crate::values::IncomingId;

/// A list shows each as it stands, and its file is known again.
pub(in crate::business) fn indexes(r: &dyn Read) -> Vec<Defect> {
    let rows = |id: &IncomingId, incoming: &Incoming| vec![(*id, IncomingRow::of(incoming))];
    let hashes = |id: &IncomingId, incoming: &Incoming| vec![(incoming.hash, *id)];
    let mut found = compare(r, (&INCOMING_ID_TO_INCOMING, &INCOMING_ID_TO_ROW), rows, |id, _| *id);
    found.extend(compare(r, (&INCOMING_ID_TO_INCOMING, &HASH_TO_INCOMING_ID), hashes, |_, id| *id));
    Defect::all(found)
}
