//! The indexer: follows the journal and keeps the search index, a step behind and never in anybody's way.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU8, Ordering};
use std::time::Duration;

use tokio::sync::watch;

use crate::app::door::Door;
use crate::business::actor::Actor;
use crate::business::failure::Failure;
use crate::business::permission::Permission;
use crate::business::view::View;
use crate::business::{catalog, findings};
use crate::search::{Asked, Change, Hit, Index, Kind, Opened, PENDING_MAX, SearchFault};
use crate::store::{Fault, Read, Subject, entries_from, last_entry};
use crate::values::Instant;

/// Names what the documents are made of: another number here makes a new index.
const SOURCE: &str = "documents 1";
/// A batch is applied at most so often, so that many changes share one commit of the index.
const PAUSE: Duration = Duration::from_millis(300);
const ENTRIES_A_BATCH: usize = 1_000;
const DOCUMENTS_A_BATCH: usize = 2_000;
/// With more new entries than this during a batch the house is busy, and the index leaves the processor to it.
const ENTRIES_WHEN_BUSY: u64 = 500;
/// In a busy house each batch is followed by a rest of so many times its own length, but no longer than this.
const RESTS_WHEN_BUSY: i64 = 4;
const REST_MAX: Duration = Duration::from_secs(5);

pub struct Indexer {
    index: Index,
    door: Arc<Door>,
    /// How far the building of an index is from which nothing can be found before it is finished.
    built_percent: AtomicU8,
    /// Nobody waits for the index any more: a long step ends early and is done at the next start.
    ending: AtomicBool,
}

/// What a step has left: how far behind the index is, and how busy the house was meanwhile.
#[derive(Clone, Copy, Debug, Default)]
pub struct Stepped {
    pub is_behind: bool,
    rest: Duration,
}

/// Tells a step under way to come to an end, also when its worker is simply dropped.
struct Ending<'i>(&'i Indexer);

impl Drop for Ending<'_> {
    fn drop(&mut self) {
        self.0.ending.store(true, Ordering::Relaxed);
    }
}

impl Indexer {
    pub fn open(door: Arc<Door>, folder: &Path) -> Result<Indexer, SearchFault> {
        let (index, opened) = Index::open(folder, SOURCE)?;
        if let Opened::Anew { reason } = &opened {
            tracing::info!(reason, "the search index is built anew");
        }
        Ok(Indexer { index, door, built_percent: AtomicU8::new(0), ending: AtomicBool::new(false) })
    }

    /// Asks as this person; what was written a moment ago is found too.
    pub fn find(&self, view: &View<'_>, text: &str, kinds: &[Kind], limit: usize) -> Result<Vec<Hit>, Failure> {
        self.announce_newest(view);
        let scopes = scopes_of(view.actor());
        let asked = Asked { text, scopes: &scopes, kinds, limit };
        self.index.query(&asked).map_err(|fault| Fault::new(fault.to_string()).about("searching").into())
    }

    /// Shows the index what was written last and is not in it yet; the newest first of all, for its author asks.
    fn announce_newest(&self, r: &dyn Read) {
        let last = last_entry(r).map_or(0, |entry| entry.number);
        let pending_max = u64::try_from(PENDING_MAX).unwrap_or(u64::MAX);
        let unknown = (self.index.watermark() + 1).max((last + 1).saturating_sub(pending_max));
        let mut newest: BTreeMap<Subject, u64> = BTreeMap::new();
        for entry in &entries_from(r, unknown, PENDING_MAX) {
            newest.extend(findings::touched(r, entry).into_iter().map(|subject| (subject, entry.number)));
        }
        for (subject, number) in &newest {
            self.index.announce(*number, findings::document(r, subject));
        }
    }

    /// Works until told to stop.
    pub async fn run(self: Arc<Self>, mut stop: watch::Receiver<bool>) {
        let mut committed = self.door.committed();
        let _ending = Ending(&self);
        loop {
            let step = Arc::clone(&self);
            let outcome = tokio::select! {
                outcome = tokio::task::spawn_blocking(move || step.step()) => outcome,
                _ = stop.changed() => return,
            };
            let stepped = match outcome {
                Ok(Ok(stepped)) => stepped,
                Ok(Err(failure)) => {
                    tracing::error!(?failure, "the search index could not be brought up to date");
                    Stepped::default()
                }
                Err(_) => Stepped::default(),
            };
            let wait = async {
                tokio::time::sleep(stepped.rest.max(PAUSE)).await;
                if !stepped.is_behind {
                    // Only fails when the door is closed, and then `stop` says so too.
                    drop(committed.changed().await);
                }
            };
            tokio::select! {
                () = wait => {}
                _ = stop.changed() => return,
            }
            if *stop.borrow() {
                return;
            }
        }
    }

    /// Applies one batch; tells whether more is waiting.
    pub fn step(&self) -> Result<Stepped, Failure> {
        let begun = self.door.now();
        let reader = self.door.store().reader()?;
        let last = last_entry(&reader).map_or(0, |entry| entry.number);
        let mark = self.index.watermark();
        if mark > last || mark == 0 {
            self.rebuild(&reader, last)?;
            return Ok(Stepped::default());
        }
        let entries = entries_from(&reader, mark + 1, ENTRIES_A_BATCH);
        let Some(newest) = entries.last().map(|entry| entry.number) else { return Ok(Stepped::default()) };
        if entries.iter().any(|entry| entry.room == "catalog") && self.learn_words(&reader) {
            self.rebuild(&reader, last)?;
            return Ok(Stepped::default());
        }
        // Most entries speak of what their neighbours speak of, and one document is enough for all of them.
        let subjects: BTreeSet<Subject> = entries.iter().flat_map(|entry| findings::touched(&reader, entry)).collect();
        let changes: Vec<Change> = subjects.iter().filter_map(|subject| findings::document(&reader, subject)).collect();
        self.apply(changes, newest)?;
        Ok(Stepped { is_behind: newest < last, rest: self.rest_after(begun, last) })
    }

    /// How long to rest after a batch: not at all in a quiet house, several times its length in a busy one.
    fn rest_after(&self, begun: Instant, last_then: u64) -> Duration {
        let new = self.door.committed().borrow().saturating_sub(last_then);
        if new < ENTRIES_WHEN_BUSY {
            return Duration::ZERO;
        }
        let took = self.door.now().micros() - begun.micros();
        let rest = u64::try_from(took.saturating_mul(RESTS_WHEN_BUSY)).unwrap_or_default();
        Duration::from_micros(rest).min(REST_MAX)
    }

    /// Writes every document from the tables; until that is done, the old index answers. What is broken off here
    /// begins anew at the next start.
    pub fn rebuild(&self, r: &dyn Read, last: u64) -> Result<(), Failure> {
        self.learn_words(r);
        let mut feeding = self.index.feed_anew().map_err(index_fault)?;
        let subjects = findings::all_subjects(r);
        self.built_percent.store(0, Ordering::Relaxed);
        for (done, part) in subjects.chunks(DOCUMENTS_A_BATCH).enumerate() {
            self.built_percent.store(percent(done * DOCUMENTS_A_BATCH, subjects.len()), Ordering::Relaxed);
            if self.ending.load(Ordering::Relaxed) {
                return Ok(());
            }
            let changes: Vec<Change> = part.iter().filter_map(|subject| findings::document(r, subject)).collect();
            feeding.add(changes).map_err(index_fault)?;
        }
        feeding.finish(last).map_err(index_fault)
    }

    /// How much of everything can be found at the moment; `None` when that is all of it.
    pub fn percent_known(&self, r: &dyn Read) -> Option<u8> {
        let last = last_entry(r).map_or(0, |entry| entry.number);
        let known = self.index.watermark();
        // What was written last is announced by whoever searches.
        let announced = u64::try_from(PENDING_MAX).unwrap_or(u64::MAX);
        if known <= last && last - known <= announced {
            return None;
        }
        if known == 0 || known > last {
            return Some(self.built_percent.load(Ordering::Relaxed));
        }
        let whole = |number: u64| usize::try_from(number).unwrap_or(usize::MAX);
        Some(percent(whole(known), whole(last)))
    }

    /// How many documents there are, and up to which journal entry they know everything.
    pub fn standing(&self) -> (u64, u64) {
        (self.index.len(), self.index.watermark())
    }

    fn apply(&self, changes: Vec<Change>, watermark: u64) -> Result<(), Failure> {
        self.index.apply(changes, watermark).map_err(index_fault)
    }

    /// Compound words are split by the words of the catalogue's own names.
    fn learn_words(&self, r: &dyn Read) -> bool {
        let mut texts: Vec<String> =
            catalog::products(r, None, 20_000).into_iter().map(|(_, product)| product.name.de).collect();
        texts.extend(catalog::categories(r).into_iter().map(|(_, category)| category.name.de));
        self.index.set_compound_words(texts)
    }
}

/// Never a hundred: as long as somebody asks, something is missing.
fn percent(done: usize, all: usize) -> u8 {
    let share = done.saturating_mul(100).checked_div(all).unwrap_or(0);
    u8::try_from(share).unwrap_or(u8::MAX).min(99)
}

fn index_fault(fault: SearchFault) -> Failure {
    Fault::new(fault.to_string()).about("the search index").into()
}

/// What a person may find: by permission, and what belongs to her as a partner.
fn scopes_of(actor: &Actor) -> Vec<String> {
    let permissions = Permission::ALL
        .iter()
        .filter(|permission| actor.may(**permission))
        .map(|permission| permission.word().to_owned());
    let own = actor.partner.filter(|_| actor.may(Permission::PartnerPortal)).map(|id| format!("partner:{id}"));
    permissions.chain(own).collect()
}
