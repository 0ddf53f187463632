//! Imports that were asked for on a page: tried first, looked at, then taken in. One runs at a time. The work goes
//! on when the page is closed; what was uploaded is forgotten an hour later, or when Kontor ends.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::app::clock::Clock;
use crate::app::guarded::guarded;
use crate::app::imports::{ImportCounts, ImportKind, ImportTrouble, Keep, import};
use crate::app::kontor::App;
use crate::business::actor::Actor;
use crate::exchange::tables::{ColumnMap, Sheet};
use crate::values::{AccountId, Instant};

pub type ImportKey = [u8; 16];
pub type ImportOutcome = Result<ImportCounts, ImportTrouble>;

/// So many uploads are kept at once; the oldest gives way.
const KEPT_MAX: usize = 4;
const KEPT_SECONDS: i64 = 60 * 60;
/// So many rows show what kind of file it is.
const ROWS_SHOWN: usize = 5;

/// A table that somebody has sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SentTable {
    pub kind: ImportKind,
    pub file_name: String,
    pub bytes: Vec<u8>,
    pub map: ColumnMap,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ImportStage {
    Trying,
    Tried(ImportOutcome),
    Taking,
    Taken(ImportOutcome),
}

impl ImportStage {
    pub const fn is_under_way(&self) -> bool {
        matches!(self, ImportStage::Trying | ImportStage::Taking)
    }
}

/// Whether something was begun, and if not, why.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ImportBegun {
    Yes,
    /// It is not there any more, or not good to be taken in, or under way already.
    NotReady,
    /// Somebody's table is being tried or taken in.
    AnotherRuns,
}

/// How far an import has come.
#[derive(Clone, Debug)]
pub struct ImportStanding {
    pub kind: ImportKind,
    pub file_name: String,
    pub stage: ImportStage,
    pub done: u64,
    pub total: u64,
    /// The headings and the first rows as they stand in the file, each with its line.
    pub headings: Vec<String>,
    pub first_rows: Vec<(u64, Vec<String>)>,
    /// How long it took to try it, which is about as long as it takes to take it in.
    pub seconds: i64,
    /// Whoever sent it wants it no more.
    pub is_cancelled: bool,
    begun_at: Instant,
}

struct Held {
    standing: ImportStanding,
    account: Option<AccountId>,
    /// Only as long as it may still be taken in.
    table: Option<Arc<SentTable>>,
}

#[derive(Default)]
pub struct ImportDesk {
    held: Mutex<BTreeMap<ImportKey, Held>>,
    stopping: AtomicBool,
}

impl ImportDesk {
    /// Tries a table; nothing of it is kept.
    pub fn try_table(app: &Arc<App>, actor: &Actor, key: ImportKey, table: SentTable) -> ImportBegun {
        let standing = ImportStanding {
            kind: table.kind,
            file_name: table.file_name.clone(),
            stage: ImportStage::Trying,
            done: 0,
            total: 0,
            headings: Vec::new(),
            first_rows: Vec::new(),
            seconds: 0,
            is_cancelled: false,
            begun_at: app.door().now(),
        };
        let table = Arc::new(table);
        let held = Held { standing, account: actor.account(), table: Some(Arc::clone(&table)) };
        if !app.import_desk().put(key, held) {
            return ImportBegun::AnotherRuns;
        }
        work(app, actor, key, table, Keep::Nothing);
        ImportBegun::Yes
    }

    /// Takes a table in that was tried and found good.
    pub fn take_in(app: &Arc<App>, actor: &Actor, key: ImportKey) -> ImportBegun {
        let mut all = app.import_desk().lock();
        let another_runs = is_busy(&all);
        let own = all.get_mut(&key).filter(|held| held.account == actor.account());
        let Some(held) = own else { return ImportBegun::NotReady };
        let (ImportStage::Tried(Ok(_)), Some(table)) = (&held.standing.stage, held.table.clone()) else {
            return ImportBegun::NotReady;
        };
        if another_runs {
            return ImportBegun::AnotherRuns;
        }
        held.standing.stage = ImportStage::Taking;
        held.standing.done = 0;
        drop(all);
        work(app, actor, key, table, Keep::Everything);
        ImportBegun::Yes
    }

    /// Ends what is under way, for whoever sent it; nothing of it is kept. `false` when there is nothing to end.
    pub fn cancel(&self, actor: &Actor, key: &ImportKey) -> bool {
        let mut all = self.lock();
        let own = all.get_mut(key).filter(|held| held.account == actor.account());
        let Some(held) = own.filter(|held| held.standing.stage.is_under_way()) else { return false };
        held.standing.is_cancelled = true;
        true
    }

    /// How far it is, for whoever sent it.
    pub fn standing(&self, actor: &Actor, key: &ImportKey) -> Option<ImportStanding> {
        let all = self.lock();
        all.get(key).filter(|held| held.account == actor.account()).map(|held| held.standing.clone())
    }

    /// Everything that this person has sent and that is still kept, the newest first.
    pub fn standings(&self, actor: &Actor) -> Vec<(ImportKey, ImportStanding)> {
        let all = self.lock();
        let own = all.iter().filter(|(_, held)| held.account == actor.account());
        let mut own: Vec<_> = own.map(|(key, held)| (*key, held.standing.clone())).collect();
        own.sort_by_key(|(_, standing)| std::cmp::Reverse(standing.begun_at));
        own
    }

    /// Lets everything that is under way come to an end, without keeping anything half.
    pub fn stop(&self) {
        self.stopping.store(true, Ordering::SeqCst);
    }

    /// `false` while another one runs.
    fn put(&self, key: ImportKey, new: Held) -> bool {
        let mut all = self.lock();
        if is_busy(&all) {
            return false;
        }
        let now = new.standing.begun_at;
        all.retain(|_, old| now.seconds_since(old.standing.begun_at) < KEPT_SECONDS);
        while all.len() >= KEPT_MAX {
            let oldest = all.iter().min_by_key(|(_, old)| old.standing.begun_at).map(|(key, _)| *key);
            let Some(oldest) = oldest else { break };
            all.remove(&oldest);
        }
        all.insert(key, new);
        true
    }

    /// Notes how far it is; whether to go on.
    fn tell(&self, key: &ImportKey, done: u64, total: u64) -> bool {
        let mut all = self.lock();
        let Some(held) = all.get_mut(key) else { return false };
        (held.standing.done, held.standing.total) = (done, total);
        !held.standing.is_cancelled && !self.stopping.load(Ordering::SeqCst)
    }

    fn show_rows(&self, key: &ImportKey, sheet: &Sheet) {
        if let Some(held) = self.lock().get_mut(key) {
            (held.standing.headings, held.standing.first_rows) = sheet.first_rows(ROWS_SHOWN);
        }
    }

    fn end(&self, key: &ImportKey, keep: Keep, outcome: ImportOutcome, seconds: i64) {
        if let Some(held) = self.lock().get_mut(key) {
            if keep == Keep::Everything || outcome.is_err() {
                held.table = None;
            }
            held.standing.seconds = seconds;
            held.standing.stage = match keep {
                Keep::Nothing => ImportStage::Tried(outcome),
                Keep::Everything => ImportStage::Taken(outcome),
            };
        }
    }

    fn lock(&self) -> MutexGuard<'_, BTreeMap<ImportKey, Held>> {
        self.held.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn is_busy(all: &BTreeMap<ImportKey, Held>) -> bool {
    all.values().any(|held| held.standing.stage.is_under_way())
}

/// Goes through the table on a thread of its own.
fn work(app: &Arc<App>, actor: &Actor, key: ImportKey, table: Arc<SentTable>, keep: Keep) {
    let (app, actor) = (Arc::clone(app), actor.clone());
    drop(tokio::task::spawn_blocking(move || {
        let began = Clock::System.now();
        let done = guarded("an import", || go_through(&app, &actor, &key, &table, keep));
        let outcome = done.unwrap_or_else(|fault| Err(ImportTrouble::Failure(fault.into())));
        app.import_desk().end(&key, keep, outcome, Clock::System.now().seconds_since(began));
    }));
}

fn go_through(app: &App, actor: &Actor, key: &ImportKey, table: &SentTable, keep: Keep) -> ImportOutcome {
    let desk = app.import_desk();
    let sheet = Sheet::read(&table.bytes, &table.map)?;
    desk.show_rows(key, &sheet);
    import(app.door(), actor, table.kind, &sheet, keep, &mut |done, total| desk.tell(key, done, total))
}
