//! Where self-billing credit notes are kept.

use crate::business::commissions::self_billing::{Fate, SelfBilled};
use crate::store::{Map, Read, Span};
use crate::values::{PartnerId, RunId, SelfBilledId};

pub(in crate::business::commissions) const SELF_BILLED_ID_TO_SELF_BILLED: Map<SelfBilledId, SelfBilled> =
    Map::new(170, "SELF_BILLED_ID_TO_SELF_BILLED");
/// Also the documents that were cancelled, and what cancels them.
pub(in crate::business::commissions) const RUN_AND_PARTNER_TO_SELF_BILLED_ID: Map<
    (RunId, PartnerId, SelfBilledId),
    (),
> = Map::new(175, "RUN_AND_PARTNER_TO_SELF_BILLED_ID");
/// Only of those to which something has happened.
pub(in crate::business::commissions) const SELF_BILLED_ID_TO_FATE: Map<SelfBilledId, Fate> =
    Map::new(178, "SELF_BILLED_ID_TO_FATE");

pub fn self_billed(r: &dyn Read, id: SelfBilledId) -> Option<SelfBilled> {
    r.get(&SELF_BILLED_ID_TO_SELF_BILLED, &id)
}

pub(in crate::business::commissions) fn fate(r: &dyn Read, id: SelfBilledId) -> Fate {
    r.get(&SELF_BILLED_ID_TO_FATE, &id).unwrap_or_default()
}

/// Newest first.
pub fn self_billed_newest(r: &dyn Read, limit: usize) -> Vec<(SelfBilledId, SelfBilled)> {
    r.scan(&SELF_BILLED_ID_TO_SELF_BILLED, Span::all().backwards().limit(limit))
}

/// The documents of one statement, oldest first.
pub(in crate::business::commissions) fn documents_of(
    r: &dyn Read,
    run: RunId,
    partner: PartnerId,
) -> Vec<(SelfBilledId, SelfBilled)> {
    let keys = r.keys(&RUN_AND_PARTNER_TO_SELF_BILLED_ID, Span::prefix(&(run, partner)));
    keys.into_iter().filter_map(|(_, _, id)| Some((id, self_billed(r, id)?))).collect()
}

/// The document by which a statement is settled now: the one that nothing has taken back.
pub(in crate::business::commissions) fn standing_document(
    r: &dyn Read,
    run: RunId,
    partner: PartnerId,
) -> Option<(SelfBilledId, SelfBilled)> {
    let mut all = documents_of(r, run, partner).into_iter();
    all.find(|(id, document)| document.cancels.is_none() && fate(r, *id).cancelled_by.is_none())
}
