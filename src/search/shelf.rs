//! The folder in which one index lies: opened when it is whole and of this program's make, begun
//! anew otherwise.

use std::any::Any;
use std::collections::BTreeSet;
use std::fmt;
use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
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
    /// A whole index, complete up to its watermark, which is never 0.
    Continued,
    /// An empty index, to be fed with every document. The reason is for the log.
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
    /// Opens the newest whole index with this print in the folder, or begins one. Others are
    /// deleted: they were made by another version, are damaged, or were never finished.
    pub(super) fn open(folder: &Path, print: u64) -> Result<(Shelf, Opened), SearchFault> {
        fs::create_dir_all(folder).map_err(fault)?;
        let mut reason = None;
        let mut found = None;
        for generation in generations(folder, print).into_iter().rev() {
            match guarded(|| Shelf::open_whole(folder, print, generation)) {
                Ok(shelf) => {
                    found = Some(shelf);
                    break;
                }
                Err(SearchFault(why)) => reason = reason.or(Some(why)),
            }
        }
        let (shelf, opened) = match found {
            Some(shelf) => (shelf, Opened::Continued),
            None => {
                let reason = reason.unwrap_or_else(|| "no index of this version yet".to_owned());
                (Shelf::begin(folder, print)?, Opened::Anew { reason })
            }
        };
        shelf.clear_others(folder, print);
        Ok((shelf, opened))
    }

    /// Begins an empty index beside those that are there.
    pub(super) fn begin(folder: &Path, print: u64) -> Result<Shelf, SearchFault> {
        let generation = generations(folder, print).last().map_or(1, |newest| newest + 1);
        guarded(|| {
            let path = place(folder, print, generation);
            fs::create_dir_all(&path).map_err(fault)?;
            let (schema, fields) = Fields::with_schema();
            let directory = MmapDirectory::open(&path).map_err(fault)?;
            let index = tantivy::Index::open_or_create(directory, schema).map_err(fault)?;
            Shelf::with_reader(index, fields, Mark::default(), generation)
        })
    }

    /// Deletes every index but this one. What is still being read may resist; the next open tries
    /// again.
    pub(super) fn clear_others(&self, folder: &Path, print: u64) {
        for (path, generation) in index_folders(folder, print) {
            if generation != Some(self.generation) && fs::remove_dir_all(&path).is_err() {
                tracing::debug!(path = %path.display(), "an old search index could not be deleted yet");
            }
        }
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
        // The mark comes with the first commit, and its watermark when the feeding is finished.
        let mark = index.load_metas().map_err(fault)?.payload.as_deref().and_then(Mark::read);
        match mark.filter(|mark| mark.watermark > 0) {
            Some(mark) => Shelf::with_reader(index, fields, mark, generation),
            None => Err(SearchFault("it was never fed to the end".to_owned())),
        }
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

/// A number that tells one thing from another, within one version of the program.
pub(super) fn print(of: impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    of.hash(&mut hasher);
    hasher.finish()
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

/// The generations with this print, oldest first.
fn generations(folder: &Path, print: u64) -> BTreeSet<u64> {
    index_folders(folder, print).into_iter().filter_map(|(_, generation)| generation).collect()
}
