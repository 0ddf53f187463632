//! Filling an empty data folder from its first page: work that takes longer than a request, done on a thread of
//! its own, and looked at by whoever asks how far it is.

use std::io::Cursor;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::app::clock::Clock;
use crate::app::door::Door;
use crate::app::guarded::guarded;
use crate::app::kontor::App;
use crate::app::restore::RestoreTrouble;
use crate::business;
use crate::business::failure::Failure;
use crate::store::backup::{BackupTrouble, Key};
use crate::store::{Fault, OpenError, Options, Store};
use crate::values::Instant;

/// What is being done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FoundingWork {
    Demo,
    Restore,
}

/// How far it has come. `ended` holds nothing while it runs, then whether it succeeded: the trouble is a text key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FoundingStanding {
    pub work: FoundingWork,
    pub done: u64,
    pub total: u64,
    pub ended: Option<Result<(), &'static str>>,
}

/// At most one such work a run of the program.
#[derive(Default)]
pub struct Founding {
    standing: Mutex<Option<FoundingStanding>>,
}

impl Founding {
    pub fn standing(&self) -> Option<FoundingStanding> {
        self.lock().clone()
    }

    /// Does the work on a thread; `false` when one is under way or has succeeded already.
    pub fn begin(
        app: &Arc<App>,
        work: FoundingWork,
        run: impl FnOnce(&App) -> Result<(), &'static str> + Send + 'static,
    ) -> bool {
        let mut standing = app.founding().lock();
        let free = matches!(&*standing, None | Some(FoundingStanding { ended: Some(Err(_)), .. }));
        if !free {
            return false;
        }
        *standing = Some(FoundingStanding { work, done: 0, total: 0, ended: None });
        drop(standing);
        let shared = Arc::clone(app);
        let thread = std::thread::Builder::new().name("founding".to_owned()).spawn(move || {
            let ended = guarded("founding", || run(&shared)).unwrap_or(Err("app.founding.fault"));
            shared.founding().end(ended);
        });
        if thread.is_err() {
            app.founding().end(Err("app.founding.no_thread"));
        }
        true
    }

    pub fn tell(&self, done: u64, total: u64) {
        if let Some(standing) = self.lock().as_mut() {
            standing.done = done;
            standing.total = total;
        }
    }

    fn end(&self, ended: Result<(), &'static str>) {
        if let Some(standing) = self.lock().as_mut() {
            standing.ended = Some(ended);
        }
    }

    fn lock(&self) -> MutexGuard<'_, Option<FoundingStanding>> {
        self.standing.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Does work in a store without a file, and takes its rows into an empty firm in one step: whoever is interrupted
/// leaves the firm as empty as it was.
pub fn fill_apart(door: &Door, now: Instant, work: impl FnOnce(&Door) -> Result<(), Failure>) -> Result<(), Failure> {
    if !door.store().is_empty()? {
        return Err(Fault::new("the firm to fill is not empty").into());
    }
    let store = Store::in_memory(&business::tables(), &Options::default()).map_err(|error| match error {
        OpenError::Fault(fault) => fault,
        OpenError::InUse | OpenError::Newer { .. } => Fault::new("a new store in memory is not new"),
    })?;
    let apart = Door::open(store, Clock::standing_at(now))?;
    let done = work(&apart);
    apart.close()?;
    done?;
    let store = apart.into_store().ok_or_else(|| Fault::new("somebody still reads").about("filling a firm"))?;
    door.store().load_from(&store)?;
    Ok(door.look_again()?)
}

/// Fills the empty firm with a backup that was sent to us.
pub fn restore_upload(app: &App, bytes: Vec<u8>, passphrase: &str) -> Result<(), &'static str> {
    let mut progress = |done: u64, total: u64| {
        app.founding().tell(done, total);
        true
    };
    let restored = app.restore_here(Cursor::new(bytes), &Key::passphrase(passphrase), &mut progress);
    restored.map(drop).map_err(|trouble| {
        tracing::warn!(?trouble, "a backup could not be restored");
        trouble_key(&trouble)
    })
}

fn trouble_key(trouble: &RestoreTrouble) -> &'static str {
    match trouble {
        RestoreTrouble::Backup(BackupTrouble::WrongKey) => "app.founding.wrong_key",
        RestoreTrouble::Backup(BackupTrouble::Foreign) => "app.founding.foreign",
        RestoreTrouble::Backup(BackupTrouble::Damaged { .. }) => "app.founding.damaged",
        RestoreTrouble::Backup(BackupTrouble::Newer { .. }) => "app.founding.newer",
        RestoreTrouble::Backup(BackupTrouble::NotEmpty) => "app.founding.not_empty",
        RestoreTrouble::Backup(BackupTrouble::File(_) | BackupTrouble::Fault(_) | BackupTrouble::Interrupted)
        | RestoreTrouble::Folder(_)
        | RestoreTrouble::Open(_) => "app.founding.fault",
    }
}
