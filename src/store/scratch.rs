//! A file for what is thrown away: what a rehearsal has written lies there, as far as it does not fit into memory.

use std::fs::{self, OpenOptions};
use std::io;
use std::path::{Path, PathBuf};

use redb::backends::{FileBackend, InMemoryBackend};
use redb::{Database, WriteTransaction};

/// So much of it is held in memory.
const CACHE_BYTES: usize = 32 * 1024 * 1024;

pub(super) struct Scratch {
    database: Option<Database>,
    path: Option<PathBuf>,
}

impl Scratch {
    /// A file in the same folder as the store; in memory where the store is no file either.
    pub(super) fn beside(store: &Path) -> io::Result<Scratch> {
        let mut builder = Database::builder();
        builder.set_cache_size(CACHE_BYTES);
        if store.as_os_str().is_empty() {
            let database = builder.create_with_backend(InMemoryBackend::new()).map_err(io::Error::other)?;
            return Ok(Scratch { database: Some(database), path: None });
        }
        let path = store.with_extension("rehearsal");
        let file = private(OpenOptions::new().read(true).write(true).create(true).truncate(true)).open(&path)?;
        // Where the system allows it, the file has no name any more, and goes even when the power does.
        let nameless = cfg!(unix) && fs::remove_file(&path).is_ok();
        let database =
            builder.create_with_backend(FileBackend::new(file).map_err(io::Error::other)?).map_err(io::Error::other)?;
        Ok(Scratch { database: Some(database), path: (!nameless).then_some(path) })
    }

    pub(super) fn begin_write(&self) -> io::Result<WriteTransaction> {
        let database = self.database.as_ref().ok_or_else(|| io::Error::other("the file is gone"))?;
        database.begin_write().map_err(io::Error::other)
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        drop(self.database.take());
        if let Some(path) = &self.path {
            // The next rehearsal empties what could not be removed.
            drop(fs::remove_file(path));
        }
    }
}

/// It holds personal data like the store itself.
#[cfg(unix)]
pub(super) fn private(options: &mut OpenOptions) -> &mut OpenOptions {
    use std::os::unix::fs::OpenOptionsExt;
    options.mode(0o600)
}

#[cfg(not(unix))]
pub(super) fn private(options: &mut OpenOptions) -> &mut OpenOptions {
    options
}
