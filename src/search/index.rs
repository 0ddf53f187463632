//! The index: opened, fed from the journal, asked.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError, RwLock};

use tantivy::collector::TopDocs;
use tantivy::collector::sort_key::{SortBySimilarityScore, SortByStaticFastValue};
use tantivy::schema::Value;
use tantivy::{Order, Searcher, TantivyDocument};

use crate::search::batching::{Batching, last_changes};
use crate::search::clauses::{Filter, Strictness, clauses};
use crate::search::compounds::Compounds;
use crate::search::document::{Change, Hit, Kind};
use crate::search::feeding::Feeding;
use crate::search::pending::{Pending, RankedHit};
use crate::search::prepared::Preparing;
use crate::search::query::Question;
use crate::search::schema::{Fields, RANK, read_key};
use crate::search::shelf::{Opened, SearchFault, Shelf, fault, guarded, print};

/// More hits are never answered.
pub const LIMIT_MAX: usize = 200;
/// With this many hits the word was spelt right, and typos are not looked for.
const ENOUGH_HITS: usize = 5;
/// The source that shapes the index: when it changes, old indexes no longer fit.
const SHAPED_BY: [&str; 5] = [
    include_str!("analysis.rs"),
    include_str!("compounds.rs"),
    include_str!("prepared.rs"),
    include_str!("schema.rs"),
    include_str!("shelf.rs"),
];

/// A question and who asks it.
#[derive(Clone, Copy, Debug)]
pub struct Asked<'a> {
    /// As typed; the last word may be unfinished.
    pub text: &'a str,
    /// What the asker may see; a document needs one of them. None: nothing is found.
    pub scopes: &'a [String],
    /// Only these; empty means every kind.
    pub kinds: &'a [Kind],
    pub limit: usize,
}

/// The search index of one firm. Shared by reference; one batch is applied at a time, questions
/// never wait for it.
pub struct Index {
    folder: PathBuf,
    print: u64,
    shelf: RwLock<Shelf>,
    pending: RwLock<Pending>,
    compounds: RwLock<Arc<Compounds>>,
    /// Held while a batch is applied or an index is fed anew.
    writing: Mutex<()>,
}

impl Index {
    /// Opens the index in the folder, or begins one. `source` names what the documents are made
    /// of (the store, and the version of the caller's documents): another source, another index.
    pub fn open(folder: &Path, source: &str) -> Result<(Index, Opened), SearchFault> {
        let print = print((SHAPED_BY, tantivy::version_string(), source));
        let (shelf, opened) = Shelf::open(folder, print)?;
        let index = Index {
            folder: folder.to_owned(),
            print,
            shelf: RwLock::new(shelf),
            pending: RwLock::default(),
            compounds: RwLock::default(),
            writing: Mutex::default(),
        };
        Ok((index, opened))
    }

    /// The journal number up to which the index knows everything; 0 when it was never fed.
    pub fn watermark(&self) -> u64 {
        read(&self.shelf).mark.watermark
    }

    /// How many documents the index holds, pending ones not counted.
    pub fn len(&self) -> u64 {
        read(&self.shelf).reader.searcher().num_docs()
    }

    /// Whether the index holds no document.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Gives the words that compounds are split with; the texts may be whole titles of the
    /// catalogue. True when the index was fed with other words: feed it anew when there is
    /// time; until then older documents are split as before.
    pub fn set_compound_words<I>(&self, texts: I) -> bool
    where
        I: IntoIterator,
        I::Item: AsRef<str>,
    {
        let compounds = Compounds::of(texts);
        let now = compounds.print();
        *write(&self.compounds) = Arc::new(compounds);
        read(&self.shelf).mark.compounds.is_some_and(|then| then != now)
    }

    /// Begins an empty index beside this one, to be fed with every document: for an index that is
    /// empty, for a rewound journal, for new compound words, and for faults that do not go away.
    /// Questions are answered from the old index until the new one is finished.
    pub fn feed_anew(&self) -> Result<Feeding<'_>, SearchFault> {
        let one_at_a_time = self.writing.lock().unwrap_or_else(PoisonError::into_inner);
        let shelf = Shelf::begin(&self.folder, self.print)?;
        Ok(Feeding::on(self, shelf, one_at_a_time))
    }

    /// Puts a fed index in the place of the old one, whose files are deleted.
    pub(super) fn take_over(&self, shelf: Shelf) {
        let mut pending = write(&self.pending);
        pending.settle(shelf.mark.watermark);
        *write(&self.shelf) = shelf;
        drop(pending);
        read(&self.shelf).clear_others(&self.folder, self.print);
    }

    pub(super) fn compounds(&self) -> Arc<Compounds> {
        Arc::clone(&read(&self.compounds))
    }

    /// Makes changes findable before they are applied; `number` is the journal number that brought
    /// them. They are forgotten once `apply` has reached it.
    pub fn announce(&self, number: u64, changes: impl IntoIterator<Item = Change>) {
        let compounds = self.compounds();
        let mut preparing = Preparing::with(&compounds);
        for change in changes {
            let key = change.key();
            if !read(&self.pending).lacks(number, key) {
                continue;
            }
            let prepared = match change {
                Change::Put(document) => Some(preparing.prepare(document)),
                Change::Remove { .. } => None,
            };
            // The lock also orders us with `apply`: what is already in the index is not pending.
            let mut pending = write(&self.pending);
            if number > self.watermark() {
                pending.note(number, key, prepared);
            }
        }
    }

    /// Applies a batch with one commit, costing about a tenth of a second: collect changes, never
    /// apply single ones in a request. `watermark` is the journal number up to which the index is
    /// then complete. The same batch may come twice. An empty batch only moves the watermark, in
    /// memory.
    pub fn apply(&self, batch: impl IntoIterator<Item = Change>, watermark: u64) -> Result<(), SearchFault> {
        let _one_at_a_time = self.writing.lock().unwrap_or_else(PoisonError::into_inner);
        let compounds = self.compounds();
        let (batching, mut mark) = {
            let shelf = read(&self.shelf);
            (Batching::of(&shelf), shelf.mark)
        };
        let batch = last_changes(batch);
        mark.watermark = watermark;
        if !batch.is_empty() {
            mark.compounds = mark.compounds.or_else(|| Some(compounds.print()));
            batching.commit(batch, &compounds, mark)?;
        }
        let mut pending = write(&self.pending);
        write(&self.shelf).mark = mark;
        pending.settle(watermark);
        Ok(())
    }

    /// The best hits that the asker may see, best first. Typos are forgiven only where hardly
    /// anything is found without them, and such hits come last.
    pub fn query(&self, asked: &Asked) -> Result<Vec<Hit>, SearchFault> {
        let limit = asked.limit.min(LIMIT_MAX);
        let compounds = self.compounds();
        let Some(question) = Question::read(asked.text, &compounds) else { return Ok(Vec::new()) };
        if asked.scopes.is_empty() || limit == 0 {
            return Ok(Vec::new());
        }
        let strict = self.ask(&question, Strictness::Strictly, asked, limit)?;
        if strict.len() >= limit.min(ENOUGH_HITS) || !question.forgives() {
            return Ok(strict);
        }
        self.ask(&question, Strictness::Nearly, asked, limit)
    }

    fn ask(
        &self,
        question: &Question,
        strictness: Strictness,
        asked: &Asked,
        limit: usize,
    ) -> Result<Vec<Hit>, SearchFault> {
        // The pending are held until the searcher is taken: a document that is being applied is
        // then in the one or in the other, never in neither.
        let (mut ranked, searcher, fields, filter) = {
            let pending = read(&self.pending);
            let filter = Filter { scopes: asked.scopes, kinds: asked.kinds, except: pending.keys() };
            let shelf = read(&self.shelf);
            (pending.answer(question, strictness, &filter), shelf.reader.searcher(), shelf.fields, filter)
        };
        let query = clauses(question, strictness, &fields, &filter);
        ranked.extend(guarded(|| best_hits(&searcher, &fields, &*query, limit))?);
        ranked.sort_by_key(|(hit, rank)| std::cmp::Reverse((hit.score, *rank, hit.kind, hit.id)));
        Ok(ranked.into_iter().map(|(hit, _)| hit).take(limit).collect())
    }
}

fn best_hits(
    searcher: &Searcher,
    fields: &Fields,
    query: &dyn tantivy::query::Query,
    limit: usize,
) -> Result<Vec<RankedHit>, SearchFault> {
    let by_score = (SortBySimilarityScore, Order::Desc);
    let by_rank = (SortByStaticFastValue::<u64>::for_field(RANK), Order::Desc);
    let best = searcher.search(query, &TopDocs::with_limit(limit).order_by((by_score, by_rank))).map_err(fault)?;
    let mut hits = Vec::with_capacity(best.len());
    for ((score, rank), address) in best {
        let written: TantivyDocument = searcher.doc(address).map_err(fault)?;
        let text = |field| written.get_first(field).and_then(|value| value.as_str()).unwrap_or_default();
        let (kind, id) = read_key(text(fields.key)).ok_or_else(|| SearchFault("unreadable key".to_owned()))?;
        let (title, subtitle) = (text(fields.title).to_owned(), text(fields.subtitle).to_owned());
        hits.push((Hit { kind, id, title, subtitle, score: whole(score) }, rank.unwrap_or_default()));
    }
    Ok(hits)
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a sum of small whole numbers, which tantivy adds up as f32"
)]
fn whole(score: f32) -> u32 {
    score as u32
}

fn read<T>(lock: &RwLock<T>) -> std::sync::RwLockReadGuard<'_, T> {
    lock.read().unwrap_or_else(PoisonError::into_inner)
}

fn write<T>(lock: &RwLock<T>) -> std::sync::RwLockWriteGuard<'_, T> {
    lock.write().unwrap_or_else(PoisonError::into_inner)
}
