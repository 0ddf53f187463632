//! Imports that were asked for on a page: tried first, looked at, then taken in. The work goes on when the page is
//! closed; what was uploaded is forgotten an hour later, or when Kontor ends.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

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

/// How far an import has come.
#[derive(Clone, Debug)]
pub struct ImportStanding {
    pub table: Arc<SentTable>,
    pub stage: ImportStage,
    pub done: u64,
    pub total: u64,
    account: Option<AccountId>,
    begun_at: Instant,
}

#[derive(Default)]
pub struct ImportDesk {
    standings: Mutex<BTreeMap<ImportKey, ImportStanding>>,
    stopping: AtomicBool,
}

impl ImportDesk {
    /// Tries a table; nothing of it is kept.
    pub fn try_table(app: &Arc<App>, actor: &Actor, key: ImportKey, table: SentTable) {
        let begun_at = app.door().now();
        let standing = ImportStanding {
            table: Arc::new(table),
            stage: ImportStage::Trying,
            done: 0,
            total: 0,
            account: actor.account(),
            begun_at,
        };
        app.import_desk().put(key, standing);
        work(app, actor, key, Keep::Nothing);
    }

    /// Takes a table in that was tried and found good; `false` when it is not there, or under way already.
    pub fn take_in(app: &Arc<App>, actor: &Actor, key: ImportKey) -> bool {
        let ready = app.import_desk().change(&key, |standing| {
            let ready = standing.account == actor.account() && matches!(standing.stage, ImportStage::Tried(Ok(_)));
            if ready {
                standing.stage = ImportStage::Taking;
                standing.done = 0;
            }
            ready
        });
        if ready == Some(true) {
            work(app, actor, key, Keep::Everything);
        }
        ready == Some(true)
    }

    /// How far it is, for whoever sent it.
    pub fn standing(&self, actor: &Actor, key: &ImportKey) -> Option<ImportStanding> {
        self.lock().get(key).filter(|standing| standing.account == actor.account()).cloned()
    }

    /// Lets everything that is under way come to an end, without keeping anything half.
    pub fn stop(&self) {
        self.stopping.store(true, Ordering::SeqCst);
    }

    fn put(&self, key: ImportKey, standing: ImportStanding) {
        let mut standings = self.lock();
        let now = standing.begun_at;
        let busy = |stage: &ImportStage| matches!(stage, ImportStage::Trying | ImportStage::Taking);
        standings.retain(|_, old| busy(&old.stage) || now.seconds_since(old.begun_at) < KEPT_SECONDS);
        while standings.len() >= KEPT_MAX {
            let idle = standings.iter().filter(|(_, old)| !busy(&old.stage));
            let Some(oldest) = idle.min_by_key(|(_, old)| old.begun_at).map(|(key, _)| *key) else { break };
            standings.remove(&oldest);
        }
        standings.insert(key, standing);
    }

    fn change<T>(&self, key: &ImportKey, change: impl FnOnce(&mut ImportStanding) -> T) -> Option<T> {
        self.lock().get_mut(key).map(change)
    }

    fn lock(&self) -> MutexGuard<'_, BTreeMap<ImportKey, ImportStanding>> {
        self.standings.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Goes through the table on a thread of its own.
fn work(app: &Arc<App>, actor: &Actor, key: ImportKey, keep: Keep) {
    let (app, actor) = (Arc::clone(app), actor.clone());
    drop(tokio::task::spawn_blocking(move || {
        let desk = app.import_desk();
        let Some(table) = desk.change(&key, |standing| Arc::clone(&standing.table)) else { return };
        let read = Sheet::read(&table.bytes, &table.map).map_err(ImportTrouble::from);
        let outcome = read.and_then(|sheet| {
            import(app.door(), &actor, table.kind, &sheet, keep, &mut |done, total| {
                desk.change(&key, |standing| (standing.done, standing.total) = (done, total));
                !desk.stopping.load(Ordering::SeqCst)
            })
        });
        desk.change(&key, |standing| {
            standing.stage = match keep {
                Keep::Nothing => ImportStage::Tried(outcome),
                Keep::Everything => ImportStage::Taken(outcome),
            };
        });
    }));
}
