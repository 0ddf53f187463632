//! One batch on its way into an index.

use std::collections::BTreeMap;

use tantivy::indexer::IndexWriterOptions;
use tantivy::{IndexReader, IndexWriter};

use crate::search::compounds::Compounds;
use crate::search::document::{Change, Kind};
use crate::search::prepared::Preparing;
use crate::search::schema::Fields;
use crate::search::shelf::{Mark, SearchFault, Shelf, fault, guarded};

/// What the writer may hold in memory; tantivy wants 15 MB at least.
const WRITER_BYTES: usize = 16_000_000;

/// The changes of a batch, one a document.
pub(super) type Batch = BTreeMap<(Kind, u64), Change>;

/// Only the last change of a document counts.
pub(super) fn last_changes(changes: impl IntoIterator<Item = Change>) -> Batch {
    changes.into_iter().map(|change| (change.key(), change)).collect()
}

/// What a batch needs of the shelf, so that questions can go on meanwhile.
pub(super) struct Batching {
    index: tantivy::Index,
    reader: IndexReader,
    fields: Fields,
}

impl Batching {
    pub(super) fn of(shelf: &Shelf) -> Batching {
        Batching { index: shelf.index.clone(), reader: shelf.reader.clone(), fields: shelf.fields }
    }

    /// Writes the batch and the mark in one commit.
    pub(super) fn commit(&self, batch: Batch, compounds: &Compounds, mark: Mark) -> Result<(), SearchFault> {
        guarded(|| self.write(batch, compounds, mark))
    }

    /// The writer lives for one batch only: between batches nothing holds its memory.
    fn write(&self, batch: Batch, compounds: &Compounds, mark: Mark) -> Result<(), SearchFault> {
        let options = IndexWriterOptions::builder()
            .memory_budget_per_thread(WRITER_BYTES)
            .num_worker_threads(1)
            .num_merge_threads(1)
            .build();
        let mut writer: IndexWriter = self.index.writer_with_options(options).map_err(fault)?;
        self.write_documents(&writer, batch, compounds)?;
        let mut commit = writer.prepare_commit().map_err(fault)?;
        commit.set_payload(&mark.written());
        commit.commit().map_err(fault)?;
        self.reader.reload().map_err(fault)?;
        writer.wait_merging_threads().map_err(fault)?;
        self.reader.reload().map_err(fault)
    }

    fn write_documents(&self, writer: &IndexWriter, batch: Batch, compounds: &Compounds) -> Result<(), SearchFault> {
        // Asked of the files, not of the reader, which may have missed a commit.
        let known = !self.index.searchable_segment_ids().map_err(fault)?.is_empty();
        let mut preparing = Preparing::with(compounds);
        for (key, change) in batch {
            if known {
                writer.delete_term(self.fields.key_term(key));
            }
            if let Change::Put(document) = change {
                let written = self.fields.written(&preparing.prepare(document));
                writer.add_document(written).map_err(fault)?;
            }
        }
        Ok(())
    }
}
