//! The folder in which one index lies: opened when it is whole and of this program's make, begun
//! anew otherwise.

use std::any::Any;
use std::fmt;
use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

use tantivy::directory::MmapDirectory;
use tantivy::{IndexReader, ReloadPolicy};

use crate::search::schema::Fields;

/// Decompressed blocks of titles that each part of the index keeps in memory.
const CACHED_BLOCKS: usize = 8;
const FOLDER_PREFIX: &str = "index-";

/// The index failed; nothing is lost, for it can be fed again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SearchFault(pub String);

impl fmt::Display for SearchFault {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "search index: {}", self.0)
    }
}

impl std::error::Error for SearchFault {}

/// What was found in the folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Opened {
    /// A whole index, known up to its watermark.
    Continued,
    /// An empty index: to be fed from the journal's start. The reason is for the log.
    Anew { reason: String },
}

/// How far an index was fed, and with which compound words; kept in each of its commits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Mark {
    pub watermark: u64,
    /// The print of the compound words its first documents were split with.
    pub compounds: Option<u64>,
}

impl Mark {
    pub(super) fn written(self) -> String {
        match self.compounds {
            Some(print) => format!("{} {print}", self.watermark),
            None => self.watermark.to_string(),
        }
    }

    fn read(text: &str) -> Option<Mark> {
        let mut numbers = text.split(' ').map(|number| number.parse().ok());
        Some(Mark { watermark: numbers.next()??, compounds: numbers.next().flatten() })
    }
}

/// One open index.
pub(super) struct Shelf {
    pub index: tantivy::Index,
    pub reader: IndexReader,
    pub fields: Fields,
    pub mark: Mark,
    generation: u64,
}

impl Shelf {
    /// Opens the newest index with this print in the folder, or begins one. Others are deleted:
    /// they were made by another version, or are damaged.
    pub(super) fn open(folder: &Path, print: u64) -> Result<(Shelf, Opened), SearchFault> {
        fs::create_dir_all(folder).map_err(fault)?;
        let newest = generations(folder, print).into_iter().max();
        let whole = match newest {
            None => Err(SearchFault("no index of this version yet".to_owned())),
            Some(generation) => guarded(|| Shelf::open_whole(folder, print, generation)),
        };
        match whole {
            Ok(shelf) => {
                clear_others(folder, print, shelf.generation);
                Ok((shelf, Opened::Continued))
            }
            Err(SearchFault(reason)) => {
                let shelf = Shelf::begin(folder, print, newest.map_or(1, |generation| generation + 1))?;
                Ok((shelf, Opened::Anew { reason }))
            }
        }
    }

    /// Leaves this index behind and begins an empty one beside it. The old files may still be
    /// read by someone; what cannot be deleted now goes at the next open.
    pub(super) fn begin_next(&self, folder: &Path, print: u64) -> Result<Shelf, SearchFault> {
        Shelf::begin(folder, print, self.generation + 1)
    }

    fn begin(folder: &Path, print: u64, generation: u64) -> Result<Shelf, SearchFault> {
        let shelf = guarded(|| {
            let path = place(folder, print, generation);
            fs::create_dir_all(&path).map_err(fault)?;
            let (schema, fields) = Fields::with_schema();
            let directory = MmapDirectory::open(&path).map_err(fault)?;
            let index = tantivy::Index::open_or_create(directory, schema).map_err(fault)?;
            Shelf::with_reader(index, fields, Mark::default(), generation)
        })?;
        clear_others(folder, print, generation);
        Ok(shelf)
    }

    fn open_whole(folder: &Path, print: u64, generation: u64) -> Result<Shelf, SearchFault> {
        let (schema, fields) = Fields::with_schema();
        let index = tantivy::Index::open_in_dir(place(folder, print, generation)).map_err(fault)?;
        if index.schema() != schema {
            return Err(SearchFault("its fields are not those of this version".to_owned()));
        }
        let damaged = index.validate_checksum().map_err(fault)?;
        if let Some(file) = damaged.iter().min() {
            return Err(SearchFault(format!("damaged file {}", file.display())));
        }
        // An index that was begun but never fed carries no mark.
        let mark = match index.load_metas().map_err(fault)?.payload {
            None => Mark::default(),
            Some(text) => Mark::read(&text).ok_or_else(|| SearchFault("unreadable mark".to_owned()))?,
        };
        let shelf = Shelf::with_reader(index, fields, mark, generation)?;
        if mark.watermark == 0 && shelf.reader.searcher().num_docs() > 0 {
            return Err(SearchFault("its first feeding was not finished".to_owned()));
        }
        Ok(shelf)
    }

    fn with_reader(index: tantivy::Index, fields: Fields, mark: Mark, generation: u64) -> Result<Shelf, SearchFault> {
        let reader = index
            .reader_builder()
            .reload_policy(ReloadPolicy::Manual)
            .doc_store_cache_num_blocks(CACHED_BLOCKS)
            .try_into()
            .map_err(fault)?;
        Ok(Shelf { index, reader, fields, mark, generation })
    }
}

/// Any error of tantivy or of the file system as ours.
pub(super) fn fault(error: impl fmt::Display) -> SearchFault {
    SearchFault(error.to_string())
}

/// Runs work on the index; a panic inside becomes a fault, for the index can be made anew and is
/// not worth a request.
pub(super) fn guarded<T>(work: impl FnOnce() -> Result<T, SearchFault>) -> Result<T, SearchFault> {
    catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|panic| Err(SearchFault(panic_text(&*panic))))
}

fn panic_text(panic: &(dyn Any + Send)) -> String {
    let text = panic.downcast_ref::<&str>().copied().or_else(|| panic.downcast_ref::<String>().map(String::as_str));
    format!("panic: {}", text.unwrap_or("without words"))
}

fn place(folder: &Path, print: u64, generation: u64) -> PathBuf {
    folder.join(format!("{FOLDER_PREFIX}{print:016x}-{generation}"))
}

/// Every index folder, with its generation if it has the print.
fn index_folders(folder: &Path, print: u64) -> Vec<(PathBuf, Option<u64>)> {
    let own = format!("{FOLDER_PREFIX}{print:016x}-");
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    entries
        .filter_map(|entry| {
            let name = entry.file_name().into_string().ok().filter(|name| name.starts_with(FOLDER_PREFIX))?;
            let generation = name.strip_prefix(&own).and_then(|number| number.parse().ok());
            Some((entry.path(), generation))
        })
        .collect()
}

fn generations(folder: &Path, print: u64) -> Vec<u64> {
    index_folders(folder, print).into_iter().filter_map(|(_, generation)| generation).collect()
}

/// Deletes every index folder but one. A failure is no harm: the next open tries again.
fn clear_others(folder: &Path, print: u64, keep: u64) {
    for (path, generation) in index_folders(folder, print) {
        if generation != Some(keep) && fs::remove_dir_all(&path).is_err() {
            tracing::debug!(path = %path.display(), "an old search index could not be deleted yet");
        }
    }
}
