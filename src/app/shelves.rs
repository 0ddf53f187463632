//! Keeps the newest shelf in memory and makes it again when the catalogue has changed.

use std::sync::Arc;

use arc_swap::ArcSwapOption;

use crate::business::catalog::{Shelf, catalog_version, shelf};
use crate::store::Read;

#[derive(Default)]
pub struct Shelves(ArcSwapOption<Shelf>);

impl Shelves {
    /// The shelf that fits the snapshot.
    pub fn of(&self, r: &dyn Read) -> Arc<Shelf> {
        let version = catalog_version(r);
        match self.0.load_full() {
            Some(kept) if kept.version == version => kept,
            _ => {
                let made = Arc::new(shelf(r));
                self.0.store(Some(Arc::clone(&made)));
                made
            }
        }
    }
}
