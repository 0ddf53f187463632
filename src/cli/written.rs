//! Files that a verb writes for a person: wholly or not at all, and never over another without being told to.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::Path;

use crate::app::{FolderTrouble, GivenFile, part_of, remove_if_there, sync_folder};
use crate::business::failure::Complaint;
use crate::cli::Exit;
use crate::cli::trouble::Trouble;

/// Whether what lies there may be overwritten.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Over {
    Nothing,
    Anything,
}

/// So many names tell which files are meant.
const NAMES_SHOWN: usize = 5;

impl Over {
    pub const fn when(forced: bool) -> Over {
        if forced { Over::Anything } else { Over::Nothing }
    }
}

/// Refuses a name that is taken.
pub fn refuse_taken(path: &Path, over: Over) -> Result<(), Trouble> {
    if over == Over::Anything || !path.exists() {
        return Ok(());
    }
    let complaint = Complaint::new("cli.file.there_already").with("path", path.display().to_string());
    Err(Trouble::new(Exit::Taken, complaint))
}

/// Written beside and moved, so that nobody ever sees half a file.
pub fn write_beside(
    path: &Path,
    write: impl FnOnce(&mut BufWriter<File>) -> Result<(), Trouble>,
) -> Result<(), Trouble> {
    let part = part_of(path);
    let trouble = |error: io::Error| Trouble::file(path, &error);
    let mut file = BufWriter::new(File::create(&part).map_err(trouble)?);
    let written = write(&mut file).and_then(|()| {
        let flushed = file.flush().and_then(|()| file.get_ref().sync_all());
        flushed.and_then(|()| fs::rename(&part, path)).map_err(trouble)
    });
    if written.is_err() {
        drop(remove_if_there(&part));
        return written;
    }
    // Where the folder cannot be flushed the file is there all the same.
    drop(path.parent().map(sync_folder));
    Ok(())
}

/// One file into a folder. The same file may lie there already.
pub fn write_file(path: &Path, bytes: &[u8], over: Over) -> Result<(), Trouble> {
    if is_same(path, bytes) {
        return Ok(());
    }
    refuse_taken(path, over)?;
    write_beside(path, |file| file.write_all(bytes).map_err(|error| Trouble::file(path, &error)))
}

/// All files into a folder, or none of them. Answers with their names.
pub fn write_files(folder: &Path, files: &[GivenFile], over: Over) -> Result<Vec<String>, Trouble> {
    if files.is_empty() {
        return Ok(Vec::new());
    }
    make_folder(folder)?;
    let others = files.iter().filter(|file| is_another(&folder.join(&file.name), &file.bytes));
    refuse_others(folder, &others.map(|file| file.name.as_str()).collect::<Vec<_>>(), over)?;
    for file in files {
        write_file(&folder.join(&file.name), &file.bytes, over)?;
    }
    Ok(files.iter().map(|file| file.name.clone()).collect())
}

/// Refuses names under which a folder holds something else.
pub fn refuse_others(folder: &Path, others: &[&str], over: Over) -> Result<(), Trouble> {
    if over == Over::Anything || others.is_empty() {
        return Ok(());
    }
    let count = i64::try_from(others.len()).unwrap_or(i64::MAX);
    let mut names = others.iter().take(NAMES_SHOWN).copied().collect::<Vec<_>>().join(", ");
    if others.len() > NAMES_SHOWN {
        names.push_str(", …");
    }
    let complaint = Complaint::new("cli.file.several_there").with("path", folder.display().to_string());
    Err(Trouble::new(Exit::Taken, complaint.with("count", count).with("names", names)))
}

/// Does something else lie there already?
pub fn is_another(path: &Path, bytes: &[u8]) -> bool {
    path.exists() && !is_same(path, bytes)
}

pub fn make_folder(folder: &Path) -> Result<(), Trouble> {
    if folder.is_file() {
        let complaint = Complaint::new("cli.file.is_file").with("path", folder.display().to_string());
        return Err(Trouble::new(Exit::Taken, complaint));
    }
    fs::create_dir_all(folder).map_err(|error| FolderTrouble::of(folder, &error).into())
}

fn is_same(path: &Path, bytes: &[u8]) -> bool {
    let length = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
    fs::metadata(path).is_ok_and(|there| there.is_file() && there.len() == length)
        && fs::read(path).is_ok_and(|there| there == bytes)
}
