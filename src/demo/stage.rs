//! What the story needs to know of the firm that was founded.

use std::collections::BTreeMap;

use crate::values::{Instant, PlaceId, ProductId};

/// Products by number and places by code.
#[derive(Clone, Debug, Default)]
pub struct Shelves {
    pub products: BTreeMap<String, ProductId>,
    pub places: BTreeMap<String, PlaceId>,
}

pub fn note(shelves: &Shelves, now: Instant) {
    tracing::info!(products = shelves.products.len(), places = shelves.places.len(), %now, "the demo firm is founded");
}
