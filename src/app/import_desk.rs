//! Imports that were asked for on a page: tried first, looked at, then taken in. One runs at a time. The work goes
//! on when the page is closed; what was uploaded is forgotten an hour later, or when Kontor ends.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::app::clock::Clock;
use crate::app::guarded::guarded;
use crate::app::imports::{ImportCounts, ImportKind, ImportTrouble, Keep, import};
use crate::app::kontor::App;
use crate::app::work_shelf::{Held, WorkKey, WorkShelf};
use crate::business::actor::Actor;
use crate::exchange::tables::{ColumnMap, Sheet};

pub type ImportKey = WorkKey;
pub type ImportOutcome = Result<ImportCounts, ImportTrouble>;

/// So many uploads are kept at once; the oldest gives way.
const KEPT_MAX: usize = 4;
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
}

/// What is kept of an import.
struct Import {
    standing: ImportStanding,
    /// Only as long as it may still be taken in.
    table: Option<Arc<SentTable>>,
}

pub struct ImportDesk {
    shelf: WorkShelf<Import>,
}

impl Default for ImportDesk {
    fn default() -> ImportDesk {
        ImportDesk { shelf: WorkShelf::of(KEPT_MAX) }
    }
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
        };
        let table = Arc::new(table);
        let held = Held::new(actor, app.door().now(), Import { standing, table: Some(Arc::clone(&table)) });
        let another_runs = |all: &BTreeMap<_, _>, _: &_| is_busy(all).then_some(ImportBegun::AnotherRuns);
        if let Err(another) = app.import_desk().shelf.put(key, held, another_runs) {
            return another;
        }
        work(app, actor, key, table, Keep::Nothing);
        ImportBegun::Yes
    }

    /// Takes a table in that was tried and found good.
    pub fn take_in(app: &Arc<App>, actor: &Actor, key: ImportKey) -> ImportBegun {
        let mut all = app.import_desk().shelf.lock();
        let another_runs = is_busy(&all);
        let own = all.get_mut(&key).filter(|held| held.is_of(actor));
        let Some(import) = own.map(|held| &mut held.work) else { return ImportBegun::NotReady };
        let (ImportStage::Tried(Ok(_)), Some(table)) = (&import.standing.stage, import.table.clone()) else {
            return ImportBegun::NotReady;
        };
        if another_runs {
            return ImportBegun::AnotherRuns;
        }
        import.standing.stage = ImportStage::Taking;
        import.standing.done = 0;
        drop(all);
        work(app, actor, key, table, Keep::Everything);
        ImportBegun::Yes
    }

    /// Ends what is under way, for whoever sent it; nothing of it is kept. `false` when there is nothing to end.
    pub fn cancel(&self, actor: &Actor, key: &ImportKey) -> bool {
        let cancelled = self.shelf.own(actor, key, |held| {
            let is_under_way = held.work.standing.stage.is_under_way();
            if is_under_way {
                held.cancel();
            }
            is_under_way
        });
        cancelled.unwrap_or(false)
    }

    /// How far it is, for whoever sent it.
    pub fn standing(&self, actor: &Actor, key: &ImportKey) -> Option<ImportStanding> {
        self.shelf.own(actor, key, |held| told(held))
    }

    /// Everything that this person has sent and that is still kept, the newest first.
    pub fn standings(&self, actor: &Actor) -> Vec<(ImportKey, ImportStanding)> {
        let all = self.shelf.lock();
        let mut own: Vec<_> = all.iter().filter(|(_, held)| held.is_of(actor)).collect();
        own.sort_by_key(|(_, held)| std::cmp::Reverse(held.begun_at()));
        own.into_iter().map(|(key, held)| (*key, told(held))).collect()
    }

    /// Lets everything that is under way come to an end, without keeping anything half.
    pub fn stop(&self) {
        self.shelf.stop();
    }

    /// Notes how far it is; whether to go on.
    fn tell(&self, key: &ImportKey, done: u64, total: u64) -> bool {
        self.shelf.tell(key, |import| (import.standing.done, import.standing.total) = (done, total))
    }

    fn show_rows(&self, key: &ImportKey, sheet: &Sheet) {
        self.shelf.tell(key, |import| {
            (import.standing.headings, import.standing.first_rows) = sheet.first_rows(ROWS_SHOWN);
        });
    }

    fn end(&self, key: &ImportKey, keep: Keep, outcome: ImportOutcome, seconds: i64) {
        self.shelf.tell(key, |import| {
            if keep == Keep::Everything || outcome.is_err() {
                import.table = None;
            }
            import.standing.seconds = seconds;
            import.standing.stage = match keep {
                Keep::Nothing => ImportStage::Tried(outcome),
                Keep::Everything => ImportStage::Taken(outcome),
            };
        });
    }
}

fn told(held: &Held<Import>) -> ImportStanding {
    ImportStanding { is_cancelled: held.is_cancelled(), ..held.work.standing.clone() }
}

fn is_busy(all: &BTreeMap<ImportKey, Held<Import>>) -> bool {
    all.values().any(|held| held.work.standing.stage.is_under_way())
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
