//! Looking through collections as staff do.

use crate::business::failure::Failure;
use crate::business::payments::collections::records::{all_collections, collection};
use crate::business::payments::collections::{Collection, CollectionState};
use crate::business::permission::Permission;
use crate::business::view::View;
use crate::values::{CollectionId, Day, Money};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CollectionRow {
    pub id: CollectionId,
    pub made_on: Day,
    pub first_due_on: Option<Day>,
    pub debits: usize,
    pub total: Money,
    pub state: CollectionState,
}

/// The newest first, after the first `skip`, `limit` at most, and how many there are.
pub fn see_collections(view: &View<'_>, skip: usize, limit: usize) -> Result<(Vec<CollectionRow>, usize), Failure> {
    view.require(Permission::PaymentsView)?;
    let all = all_collections(view);
    let total = all.len();
    let row = |(id, collection): (CollectionId, Collection)| CollectionRow {
        id,
        made_on: collection.made_at.day_in(view.zone()),
        first_due_on: collection.first_due_on(),
        debits: collection.debits_in_file().count(),
        total: collection.total(),
        state: collection.state,
    };
    Ok((all.into_iter().skip(skip).take(limit).map(row).collect(), total))
}

pub fn see_collection(view: &View<'_>, id: CollectionId) -> Result<Collection, Failure> {
    view.require(Permission::PaymentsView)?;
    collection(view, id).ok_or_else(Failure::not_found)
}
