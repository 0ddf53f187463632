//! Feeding a new index beside the one that answers, so that nothing is missing meanwhile.

use std::sync::{Arc, MutexGuard};

use crate::search::batching::{Batch, Batching, last_changes};
use crate::search::compounds::Compounds;
use crate::search::document::Change;
use crate::search::index::Index;
use crate::search::shelf::{SearchFault, Shelf};

/// An index that is being fed with every document. Dropped before it is finished, it counts for
/// nothing. While it lives, no batch can be applied to the index it will replace.
pub struct Feeding<'a> {
    index: &'a Index,
    shelf: Shelf,
    compounds: Arc<Compounds>,
    _one_at_a_time: MutexGuard<'a, ()>,
}

impl<'a> Feeding<'a> {
    pub(super) fn on(index: &'a Index, mut shelf: Shelf, one_at_a_time: MutexGuard<'a, ()>) -> Feeding<'a> {
        let compounds = index.compounds();
        shelf.mark.compounds = Some(compounds.print());
        Feeding { index, shelf, compounds, _one_at_a_time: one_at_a_time }
    }

    /// Adds documents; some thousands at once are best.
    pub fn add(&mut self, changes: impl IntoIterator<Item = Change>) -> Result<(), SearchFault> {
        self.commit(last_changes(changes))
    }

    /// Everything up to this journal number is in: from now on the new index answers.
    pub fn finish(mut self, watermark: u64) -> Result<(), SearchFault> {
        self.shelf.mark.watermark = watermark;
        self.commit(Batch::new())?;
        self.index.take_over(self.shelf);
        Ok(())
    }

    fn commit(&self, batch: Batch) -> Result<(), SearchFault> {
        Batching::of(&self.shelf).commit(batch, &self.compounds, self.shelf.mark)
    }
}
