//! Opening, committing and closing the one file that holds the truth.

use std::fs::OpenOptions;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError, RwLock, TryLockError};
use std::time::Duration;

use arc_swap::ArcSwapOption;
use redb::backends::{FileBackend, InMemoryBackend};
use redb::{Database, DatabaseError, StorageBackend, TableDefinition, WriteTransaction};

use crate::store::journal::{self, Tail};
use crate::store::loading::Loading;
use crate::store::reader::Raw;
use crate::store::scratch::{Scratch, private};
use crate::store::{Fault, Group, Read, Reader, SCHEMA_VERSION, Snapshot, Span, Table, migrations};

/// How long a reader waits while the file is opened again.
const REOPENING_WAITS: u32 = 100;
const REOPENING_WAIT: Duration = Duration::from_millis(10);

pub struct Options {
    pub cache_bytes: usize,
    /// Is told how far a repair after an unclean end has come, in per cent.
    pub on_repair: fn(u8),
}

impl Default for Options {
    fn default() -> Self {
        // The library's own default of 1 GiB is wrong for an office PC. The system keeps the file's pages as well,
        // so that more than this made nothing faster, only larger.
        Options { cache_bytes: 8 * 1024 * 1024, on_repair: |_| () }
    }
}

#[derive(Debug)]
pub enum OpenError {
    /// Another process holds the file.
    InUse,
    /// The file was written by a newer program.
    Newer {
        found: u64,
    },
    Fault(Fault),
}

impl From<Fault> for OpenError {
    fn from(fault: Fault) -> Self {
        OpenError::Fault(fault)
    }
}

type Opener = Box<dyn Fn() -> Result<Database, DatabaseError> + Send + Sync>;

/// The open file. One in a process; reading needs no lock, writing takes turns.
pub struct Store {
    /// `None` after a failure of the disk, until it has been opened again.
    database: RwLock<Option<Database>>,
    opener: Opener,
    path: PathBuf,
    /// By number; the gaps are numbers not given out.
    tables: Vec<Option<Table>>,
    snapshot: ArcSwapOption<Snapshot>,
    tail: Mutex<Tail>,
    rehearsing: Mutex<()>,
}

impl Store {
    /// Opens or makes the file and brings it to this program's schema.
    pub fn open(path: &Path, tables: &[Table], options: &Options) -> Result<Store, OpenError> {
        let (cache_bytes, on_repair, file) = (options.cache_bytes, options.on_repair, path.to_owned());
        let opener = move || {
            let file = private(OpenOptions::new().read(true).write(true).create(true).truncate(false)).open(&file)?;
            Database::builder()
                .set_cache_size(cache_bytes)
                .set_repair_callback(move |session| on_repair(percent(session.progress())))
                .create_with_backend(FileBackend::new(file)?)
        };
        Store::over(Box::new(opener), path, tables)
    }

    /// The same over a file that is not a file, for tests that cut the power.
    pub fn open_over<B: StorageBackend>(
        backend: impl Fn() -> B + Send + Sync + 'static,
        tables: &[Table],
        options: &Options,
    ) -> Result<Store, OpenError> {
        let cache_bytes = options.cache_bytes;
        let opener = move || Database::builder().set_cache_size(cache_bytes).create_with_backend(backend());
        Store::over(Box::new(opener), Path::new(""), tables)
    }

    /// A store without a file, for work whose rows another one takes in when it is finished.
    pub fn in_memory(tables: &[Table], options: &Options) -> Result<Store, OpenError> {
        Store::open_over(InMemoryBackend::new, tables, options)
    }

    fn over(opener: Opener, path: &Path, tables: &[Table]) -> Result<Store, OpenError> {
        let database = match opener() {
            Ok(database) => database,
            Err(DatabaseError::DatabaseAlreadyOpen) => return Err(OpenError::InUse),
            Err(error) => return Err(Fault::new(error.to_string()).about("opening the store").into()),
        };
        let store = Store {
            database: RwLock::new(Some(database)),
            opener,
            path: path.to_owned(),
            tables: by_number(tables)?,
            snapshot: ArcSwapOption::empty(),
            tail: Mutex::default(),
            rehearsing: Mutex::default(),
        };
        store.renew_snapshot()?;
        store.bring_up()?;
        Ok(store)
    }

    /// Brings the tables to this program's schema. Opening does this; what was loaded from a backup may need it too.
    pub fn bring_up(&self) -> Result<(), OpenError> {
        let found = migrations::version(&self.reader()?);
        if found > SCHEMA_VERSION {
            return Err(OpenError::Newer { found });
        }
        *self.tail() = journal::tail_of(&self.reader()?);
        if found < SCHEMA_VERSION {
            self.write(migrations::migrate)?;
        }
        Ok(())
    }

    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Every registered table in the order of its number: what backup, check and export walk.
    pub fn tables(&self) -> impl Iterator<Item = Table> + '_ {
        self.tables.iter().copied().flatten()
    }

    /// A reading of the last committed state.
    pub fn reader(&self) -> Result<Reader, Fault> {
        for _ in 0..REOPENING_WAITS {
            if let Some(snapshot) = self.snapshot.load_full() {
                return Ok(Reader::new(snapshot));
            }
            // Only after a failure of the disk: either we open the file again, or whoever writes is doing it.
            match self.tail.try_lock() {
                Ok(mut tail) => self.reopen(&mut tail)?,
                Err(TryLockError::Poisoned(tail)) => self.reopen(&mut tail.into_inner())?,
                Err(TryLockError::WouldBlock) => std::thread::sleep(REOPENING_WAIT),
            }
        }
        Err(closed())
    }

    /// Runs a group of commands and commits them together, durably. When the work fails, nothing is kept.
    pub fn write<T>(&self, work: impl FnOnce(&mut Group<'_>) -> Result<T, Fault>) -> Result<T, Fault> {
        let mut tail = self.tail();
        let written = self.begin_write(&mut tail).and_then(|transaction| {
            let (value, new_tail) = {
                let mut group = Group::new(&transaction, &self.tables, tail.clone());
                let value = work(&mut group)?;
                (value, group.tail().clone())
            };
            transaction.commit().map_err(|error| Fault::new(error.to_string()).about("committing"))?;
            Ok((value, new_tail))
        });
        match written {
            Ok((value, new_tail)) => {
                *tail = new_tail;
                self.renew_snapshot()?;
                Ok(value)
            }
            Err(fault) => {
                self.recover(&mut tail);
                Err(fault)
            }
        }
    }

    /// Runs commands as a group would, over what is committed at this moment, and keeps nothing: whoever writes
    /// waits for nothing. Rehearsals take turns, for each may fill a disk.
    pub fn rehearse<T>(&self, work: impl FnOnce(&mut Group<'_>) -> Result<T, Fault>) -> Result<T, Fault> {
        let _turn = self.rehearsing.lock().unwrap_or_else(PoisonError::into_inner);
        let reader = self.reader()?;
        let tail = journal::tail_of(&reader);
        if let Some(fault) = reader.latch().take() {
            return Err(fault);
        }
        let fault = |error: &dyn std::fmt::Display| Fault::new(error.to_string()).about("rehearsing");
        let scratch = Scratch::beside(&self.path).map_err(|error| fault(&error))?;
        let transaction = scratch.begin_write().map_err(|error| fault(&error))?;
        work(&mut Group::rehearsal(&transaction, &self.tables, tail, &reader))
    }

    fn begin_write(&self, tail: &mut Tail) -> Result<WriteTransaction, Fault> {
        if self.database().is_none() {
            self.reopen(tail)?;
        }
        let begun = match self.database().as_ref() {
            Some(database) => database.begin_write(),
            None => return Err(closed()),
        };
        let mut transaction = begun.map_err(|error| Fault::new(error.to_string()).about("beginning to write"))?;
        // Costs a second fsync, and opens in milliseconds after a power cut instead of walking the file.
        transaction.set_quick_repair(true);
        Ok(transaction)
    }

    /// After a failure of the disk the library refuses everything until the file is opened again. A full disk must
    /// not keep a firm from reading, nor from going on once there is room.
    fn recover(&self, tail: &mut Tail) {
        let works = self.database().as_ref().is_some_and(|database| database.begin_write().is_ok());
        if !works && let Err(fault) = self.reopen(tail) {
            tracing::error!(%fault, "the store could not be opened again");
        }
    }

    /// Opens the file again as the disk has it; what was under way is then wholly there or not at all.
    fn reopen(&self, tail: &mut Tail) -> Result<(), Fault> {
        self.snapshot.store(None);
        {
            let mut database = self.database.write().unwrap_or_else(PoisonError::into_inner);
            // Lets go of the file first: two at once would be refused.
            drop(database.take());
            let opened =
                (self.opener)().map_err(|error| Fault::new(error.to_string()).about("opening the store again"));
            *database = Some(opened?);
        }
        self.renew_snapshot()?;
        *tail = journal::tail_of(&Reader::new(self.snapshot.load_full().ok_or_else(closed)?));
        Ok(())
    }

    /// Does the file hold nothing but its schema?
    pub fn is_empty(&self) -> Result<bool, Fault> {
        let reader = self.reader()?;
        let mut rows = 0;
        for table in self.tables().filter(|table| *table != migrations::NAME_TO_SETTING.table()) {
            reader.walk_raw(table, &Span::all().limit(1), &mut |_, _| {
                rows += 1;
                ControlFlow::Continue(())
            });
        }
        reader.latch().take().map_or(Ok(rows == 0), Err)
    }

    /// Fills an empty file in one transaction; when the filling fails, the file stays empty. What was loaded is not
    /// brought up to this program's schema yet.
    pub fn load<T, E: From<Fault>>(&self, fill: impl FnOnce(&mut Loading<'_>) -> Result<T, E>) -> Result<T, E> {
        let mut tail = self.tail();
        if !self.is_empty()? {
            return Err(Fault::new("the file to load into is not empty").into());
        }
        let fault = |error: &dyn std::fmt::Display| Fault::new(error.to_string()).about("loading");
        let transaction = self.begin_write(&mut tail)?;
        let settings: TableDefinition<Raw, Raw> = TableDefinition::new(migrations::NAME_TO_SETTING.table().name);
        // The schema is that of what is loaded.
        transaction.delete_table(settings).map_err(|error| fault(&error))?;
        let filled = fill(&mut Loading::new(&transaction))?;
        transaction.commit().map_err(|error| fault(&error))?;
        self.renew_snapshot()?;
        *tail = journal::tail_of(&self.reader()?);
        Ok(filled)
    }

    /// Fills an empty file with all rows of another store, in one transaction.
    pub fn load_from(&self, other: &Store) -> Result<(), Fault> {
        let reader = other.reader()?;
        self.load(|loading| {
            for table in other.tables() {
                let mut done = Ok(());
                reader.walk_raw(table, &Span::all(), &mut |key, value| {
                    done = loading.put(table.name, key, value);
                    if done.is_ok() { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
                });
                done?;
            }
            reader.latch().take().map_or(Ok(()), Err)
        })
    }

    /// Empties a file again whose loading could not be proven.
    pub fn unload(&self) -> Result<(), Fault> {
        let mut tail = self.tail();
        let fault = |error: &dyn std::fmt::Display| Fault::new(error.to_string()).about("unloading");
        let transaction = self.begin_write(&mut tail)?;
        let names: Vec<_> = transaction.list_tables().map_err(|error| fault(&error))?.collect();
        for name in names {
            transaction.delete_table(name).map_err(|error| fault(&error))?;
        }
        transaction.commit().map_err(|error| fault(&error))?;
        self.renew_snapshot()?;
        *tail = Tail::default();
        Ok(())
    }

    /// Walks the whole file and proves every page's checksum; needs the store for itself. False when something
    /// was wrong and has been put right.
    pub fn check_file(&mut self) -> Result<bool, Fault> {
        self.snapshot.store(None);
        let database = self.database.get_mut().unwrap_or_else(PoisonError::into_inner);
        let whole = database.as_mut().ok_or_else(closed)?.check_integrity();
        self.renew_snapshot()?;
        whole.map_err(|error| Fault::new(error.to_string()).about("checking the file"))
    }

    /// Names of tables in the file that nobody has registered.
    pub fn unregistered(&self) -> Result<Vec<String>, Fault> {
        use redb::{ReadableDatabase, TableHandle};
        let fault = |error: &dyn std::fmt::Display| Fault::new(error.to_string()).about("listing the tables");
        let transaction = self.database().as_ref().ok_or_else(closed)?.begin_read().map_err(|error| fault(&error))?;
        let names = transaction.list_tables().map_err(|error| fault(&error))?.map(|table| table.name().to_owned());
        Ok(names.filter(|name| !self.tables().any(|table| table.name == name)).collect())
    }

    /// Flushes and closes; a file that was closed needs no repair when it is opened again.
    pub fn close(self) -> Result<(), Fault> {
        self.snapshot.store(None);
        let database = self.database.into_inner().unwrap_or_else(PoisonError::into_inner);
        database
            .map_or(Ok(()), Database::close)
            .map_err(|error| Fault::new(error.to_string()).about("closing the store"))
    }

    fn renew_snapshot(&self) -> Result<(), Fault> {
        use redb::ReadableDatabase;
        let begun = self.database().as_ref().ok_or_else(closed)?.begin_read();
        let transaction = begun.map_err(|error| Fault::new(error.to_string()))?;
        self.snapshot.store(Some(Arc::new(Snapshot::new(transaction, self.tables.len()))));
        Ok(())
    }

    fn database(&self) -> std::sync::RwLockReadGuard<'_, Option<Database>> {
        self.database.read().unwrap_or_else(PoisonError::into_inner)
    }

    fn tail(&self) -> std::sync::MutexGuard<'_, Tail> {
        // A panic inside a command leaves the tail as it was before: it is only set after a commit.
        self.tail.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn closed() -> Fault {
    Fault::new("the store is closed")
}

/// A share of one in per cent. A duration turns the library's float into a whole number of thousandths.
fn percent(progress: f64) -> u8 {
    let thousandths = Duration::try_from_secs_f64(progress).map_or(0, |share| share.as_millis());
    u8::try_from(thousandths / 10).unwrap_or(100)
}

fn by_number(tables: &[Table]) -> Result<Vec<Option<Table>>, Fault> {
    let length = tables.iter().map(|table| usize::from(table.number) + 1).max().unwrap_or(0);
    let mut numbered = vec![None; length];
    for table in tables {
        match numbered.get_mut(usize::from(table.number)) {
            Some(slot @ None) => *slot = Some(*table),
            _ => return Err(Fault::new(format!("table number {} is given twice", table.number))),
        }
    }
    Ok(numbered)
}
