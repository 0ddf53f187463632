//! Where objections are kept.

use crate::business::commissions::objections::Objection;
use crate::store::{Map, Read, Span};
use crate::values::{ObjectionId, PartnerId, RunId};

pub(in crate::business::commissions) const OBJECTION_ID_TO_OBJECTION: Map<ObjectionId, Objection> =
    Map::new(234, "OBJECTION_ID_TO_OBJECTION");
pub(in crate::business::commissions) const RUN_AND_PARTNER_TO_OBJECTION_ID: Map<(RunId, PartnerId, ObjectionId), ()> =
    Map::new(235, "RUN_AND_PARTNER_TO_OBJECTION_ID");

pub fn objection(r: &dyn Read, id: ObjectionId) -> Option<Objection> {
    r.get(&OBJECTION_ID_TO_OBJECTION, &id)
}

/// Oldest first.
pub(super) fn objections_to(r: &dyn Read, run: RunId, partner: PartnerId) -> Vec<(ObjectionId, Objection)> {
    let keys = r.keys(&RUN_AND_PARTNER_TO_OBJECTION_ID, Span::prefix(&(run, partner)));
    keys.into_iter().filter_map(|(_, _, id)| Some((id, objection(r, id)?))).collect()
}
