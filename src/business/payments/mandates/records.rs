//! Where mandates are kept.

use crate::business::payments::mandates::Mandate;
use crate::business::tx::{Recorded, Tx};
use crate::store::{Map, Read, Span, Table};
use crate::values::{CustomerId, MandateId};

pub(super) const MANDATE_ID_TO_MANDATE: Map<MandateId, Mandate> = Map::new(193, "MANDATE_ID_TO_MANDATE");
pub(super) const NUMBER_TO_MANDATE_ID: Map<String, MandateId> = Map::new(194, "NUMBER_TO_MANDATE_ID");
pub(super) const CUSTOMER_TO_MANDATE_ID: Map<(CustomerId, MandateId), ()> = Map::new(195, "CUSTOMER_TO_MANDATE_ID");

pub const MANDATE_TABLES: [Table; 3] =
    [MANDATE_ID_TO_MANDATE.table(), NUMBER_TO_MANDATE_ID.table(), CUSTOMER_TO_MANDATE_ID.table()];

pub fn mandate(r: &dyn Read, id: MandateId) -> Option<Mandate> {
    r.get(&MANDATE_ID_TO_MANDATE, &id)
}

/// By the reference, as banks write it back.
pub fn mandate_by_number(r: &dyn Read, number: &str) -> Option<MandateId> {
    r.get(&NUMBER_TO_MANDATE_ID, &number.trim().to_uppercase())
}

/// All mandates of a customer, the newest first.
pub fn mandates_of(r: &dyn Read, customer: CustomerId) -> Vec<(MandateId, Mandate)> {
    let ids = r.keys(&CUSTOMER_TO_MANDATE_ID, Span::prefix(&(customer,)));
    ids.into_iter().rev().filter_map(|(_, id)| Some((id, mandate(r, id)?))).collect()
}

/// All of them, the newest first.
pub(super) fn all_mandates(r: &dyn Read) -> Vec<(MandateId, Mandate)> {
    r.scan(&MANDATE_ID_TO_MANDATE, Span::all().backwards())
}

pub(super) fn keep_new(tx: &mut Tx, told: &Recorded, id: MandateId, mandate: &Mandate) {
    tx.save(told, &NUMBER_TO_MANDATE_ID, &mandate.number, &id);
    tx.save(told, &CUSTOMER_TO_MANDATE_ID, &(mandate.customer, id), &());
    keep(tx, told, id, mandate);
}

pub(super) fn keep(tx: &mut Tx, told: &Recorded, id: MandateId, mandate: &Mandate) {
    tx.save(told, &MANDATE_ID_TO_MANDATE, &id, mandate);
}
