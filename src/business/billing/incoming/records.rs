//! Where incoming invoices are kept. The file has a table of its own, and so has what a list shows.

use crate::business::billing::incoming::{Incoming, IncomingRow};
use crate::store::{Map, Read, Span, Table};
use crate::values::IncomingId;

pub(super) const INCOMING_ID_TO_INCOMING: Map<IncomingId, Incoming> = Map::new(171, "INCOMING_ID_TO_INCOMING");
pub(super) const INCOMING_ID_TO_FILE: Map<IncomingId, Vec<u8>> = Map::new(172, "INCOMING_ID_TO_FILE");
pub(super) const SENDER_AND_NUMBER_TO_INCOMING_ID: Map<String, IncomingId> =
    Map::new(173, "SENDER_AND_NUMBER_TO_INCOMING_ID");
pub(super) const HASH_TO_INCOMING_ID: Map<[u8; 32], IncomingId> = Map::new(176, "HASH_TO_INCOMING_ID");

/// Follows from the invoices.
pub(super) const INCOMING_ID_TO_ROW: Map<IncomingId, IncomingRow> = Map::new(177, "INCOMING_ID_TO_ROW");

pub const TABLES: [Table; 5] = [
    INCOMING_ID_TO_INCOMING.table(),
    INCOMING_ID_TO_FILE.table(),
    SENDER_AND_NUMBER_TO_INCOMING_ID.table(),
    HASH_TO_INCOMING_ID.table(),
    INCOMING_ID_TO_ROW.table(),
];

pub fn incoming(r: &dyn Read, id: IncomingId) -> Option<Incoming> {
    r.get(&INCOMING_ID_TO_INCOMING, &id)
}

/// The file as it came.
pub fn incoming_file(r: &dyn Read, id: IncomingId) -> Option<Vec<u8>> {
    r.get(&INCOMING_ID_TO_FILE, &id)
}

pub fn incoming_by_hash(r: &dyn Read, hash: &[u8; 32]) -> Option<IncomingId> {
    r.get(&HASH_TO_INCOMING_ID, hash)
}

/// Of several with one sender and number the one that counts.
pub(super) fn newest_of(r: &dyn Read, identity: &str) -> Option<IncomingId> {
    r.get(&SENDER_AND_NUMBER_TO_INCOMING_ID, &identity.to_owned())
}

/// Newest first.
pub(super) fn all_rows(r: &dyn Read) -> Vec<(IncomingId, IncomingRow)> {
    r.scan(&INCOMING_ID_TO_ROW, Span::all().backwards())
}
