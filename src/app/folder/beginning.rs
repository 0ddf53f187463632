//! A folder in which a firm is begun: it remembers what lay there before, so that a beginning that fails takes away
//! what it has made and nothing else.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use crate::app::folder::{FolderTrouble, Layout, remove_if_there};

/// Kept until the firm stands or the beginning is taken back.
pub struct Beginning {
    layout: Layout,
    /// The folder itself and those above it, as far as they have to be made: the innermost first.
    made: Vec<PathBuf>,
    there: BTreeSet<PathBuf>,
    /// Nothing is taken back while another process may be at work in the folder.
    lock: Option<File>,
}

impl Beginning {
    /// To be asked for before anything is made.
    pub(super) fn over(layout: &Layout) -> io::Result<Beginning> {
        let named = layout.root().ancestors().filter(|path| !path.as_os_str().is_empty());
        let made = named.take_while(|path| !path.exists()).map(Path::to_owned).collect();
        let there = things(layout.root())?.into_iter().collect();
        Ok(Beginning { layout: layout.clone(), made, there, lock: None })
    }

    pub(super) fn hold(&mut self, lock: &File) -> io::Result<()> {
        self.lock = Some(lock.try_clone()?);
        Ok(())
    }

    /// Takes away what was made since. Files in the folder of backups stay, whoever put them there: they may be all
    /// that is left of another firm.
    pub fn take_back(self) -> Result<(), FolderTrouble> {
        if let Some(lock) = self.lock {
            let root = self.layout.root();
            let now = things(root).map_err(|error| FolderTrouble::of(root, &error))?;
            // There was no store here, wherever a link may have led to one since.
            for path in now.iter().filter(|path| !self.there.contains(*path)).chain([&self.layout.store()]) {
                let gone = if path.is_dir() && !path.is_symlink() {
                    remove_if_empty(path)
                } else if path.starts_with(self.layout.backups()) {
                    Ok(())
                } else {
                    remove_if_there(path)
                };
                gone.map_err(|error| FolderTrouble::of(path, &error))?;
            }
            drop(lock);
        }
        self.made.iter().try_for_each(|path| remove_if_empty(path).map_err(|error| FolderTrouble::of(path, &error)))
    }
}

/// All that lies in a folder where a firm may be begun; of each folder first what is in it.
fn things(root: &Path) -> io::Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    // What a disk of its own brings with it is nobody's, and often cannot be read.
    let entries = match fs::read_dir(root) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(found),
        entries => entries?,
    };
    for entry in entries {
        let entry = entry?;
        if entry.file_name() != "lost+found" {
            collect(entry.path(), entry.file_type()?.is_dir(), &mut found)?;
        }
    }
    Ok(found)
}

fn collect(path: PathBuf, is_folder: bool, found: &mut Vec<PathBuf>) -> io::Result<()> {
    if is_folder {
        for entry in fs::read_dir(&path)? {
            let entry = entry?;
            collect(entry.path(), entry.file_type()?.is_dir(), found)?;
        }
    }
    found.push(path);
    Ok(())
}

fn remove_if_empty(path: &Path) -> io::Result<()> {
    match fs::remove_dir(path) {
        Err(error) if !matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::DirectoryNotEmpty) => Err(error),
        _ => Ok(()),
    }
}
