//! Where collections are kept.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::business::ledger::ItemKey;
use crate::business::payments::collections::returns::is_disputed;
use crate::business::payments::collections::settings::ONLY_TO_COLLECT_SETTINGS;
use crate::business::payments::collections::{Collection, Debit, DebitReturn, DebitState};
use crate::business::tx::{Recorded, Tx};
use crate::store::{Map, Read, Span, Stored, Table};
use crate::values::CollectionId;

pub(super) const COLLECTION_ID_TO_COLLECTION: Map<CollectionId, Collection> =
    Map::new(196, "COLLECTION_ID_TO_COLLECTION");
/// What banks write back leads to the debit.
pub(super) const END_TO_END_TO_ORIGIN: Map<String, DebitOrigin> = Map::new(198, "END_TO_END_TO_ORIGIN");

/// How the money of a debit went back, by what we call it.
pub(super) const END_TO_END_TO_RETURN: Map<String, DebitReturn> = Map::new(282, "END_TO_END_TO_RETURN");

pub const COLLECTION_TABLES: [Table; 4] = [
    COLLECTION_ID_TO_COLLECTION.table(),
    END_TO_END_TO_ORIGIN.table(),
    ONLY_TO_COLLECT_SETTINGS.table(),
    END_TO_END_TO_RETURN.table(),
];

/// Where a debit stands: its collection, and its place in it from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DebitOrigin {
    pub collection: CollectionId,
    pub place: u32,
}

impl Stored for DebitOrigin {
    const VERSION: u8 = 1;
}

pub fn collection(r: &dyn Read, id: CollectionId) -> Option<Collection> {
    r.get(&COLLECTION_ID_TO_COLLECTION, &id)
}

/// All of them, the newest first.
pub(super) fn all_collections(r: &dyn Read) -> Vec<(CollectionId, Collection)> {
    r.scan(&COLLECTION_ID_TO_COLLECTION, Span::all().backwards())
}

/// The debit that a bank names, with its collection.
pub fn debit_of_end_to_end(r: &dyn Read, end_to_end: &str) -> Option<(CollectionId, Collection, usize)> {
    let origin = r.get(&END_TO_END_TO_ORIGIN, &end_to_end.trim().to_owned())?;
    let place = usize::try_from(origin.place).ok()?;
    Some((origin.collection, collection(r, origin.collection)?, place))
}

/// Items of debits of which the bank has not said yet what became of them.
pub fn items_on_their_way(r: &dyn Read) -> BTreeSet<ItemKey> {
    let live = all_collections(r).into_iter().filter(|(_, collection)| !collection.is_over());
    let open = |debit: &Debit| debit.state == DebitState::Open;
    live.flat_map(|(_, collection)| collection.debits.into_iter().filter(open).map(|debit| debit.item)).collect()
}

/// Items of which the customer has said that they are not to be collected.
pub(super) fn disputed_items(r: &dyn Read) -> BTreeSet<ItemKey> {
    let debits = all_collections(r).into_iter().flat_map(|(_, collection)| collection.debits);
    debits.filter(is_disputed).map(|debit| debit.item).collect()
}

pub(super) fn keep_new(tx: &mut Tx, told: &Recorded, id: CollectionId, collection: &Collection) {
    for (place, debit) in (0_u32..).zip(&collection.debits) {
        tx.save(told, &END_TO_END_TO_ORIGIN, &debit.end_to_end_id, &DebitOrigin { collection: id, place });
    }
    keep(tx, told, id, collection);
}

pub(super) fn keep(tx: &mut Tx, told: &Recorded, id: CollectionId, collection: &Collection) {
    tx.save(told, &COLLECTION_ID_TO_COLLECTION, &id, collection);
}
