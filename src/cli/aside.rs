//! Several files into a folder, all of them or none: written beside, and renamed when the last one is whole.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use crate::app::{remove_if_there, sync_folder};
use crate::business::failure::Complaint;
use crate::cli::Exit;
use crate::cli::trouble::Trouble;

pub struct Aside {
    folder: PathBuf,
    /// What was written: the name for now, and the name that it gets.
    written: Vec<(PathBuf, PathBuf)>,
}

impl Aside {
    /// Refuses names that are taken; the folder is made with the first file.
    pub fn begin(folder: &Path, names: &[&str], force: bool) -> Result<Aside, Trouble> {
        // No file can take the place of a folder; said now, and not after half of them have their names.
        if let Some(path) = names.iter().map(|name| folder.join(name)).find(|path| path.is_dir()) {
            return Err(Trouble::file(&path, &io::ErrorKind::IsADirectory.into()));
        }
        let taken: Vec<&str> = names.iter().copied().filter(|name| folder.join(name).exists()).collect();
        if !force && !taken.is_empty() {
            let complaint = Complaint::new("cli.plan.taken").with("path", folder.display().to_string());
            return Err(Trouble::new(Exit::Taken, complaint.with("names", taken.join(", "))));
        }
        Ok(Aside { folder: folder.to_owned(), written: Vec::new() })
    }

    pub fn write(
        &mut self,
        name: &str,
        write: impl FnOnce(&mut BufWriter<File>) -> io::Result<()>,
    ) -> Result<(), Trouble> {
        // What cannot be made is no file that is missing.
        fs::create_dir_all(&self.folder).map_err(|error| match error.kind() {
            io::ErrorKind::NotFound => Trouble::file(&self.folder, &io::ErrorKind::PermissionDenied.into()),
            _ => Trouble::file(&self.folder, &error),
        })?;
        let path = self.folder.join(name);
        let part = self.folder.join(format!("{name}.part"));
        let trouble = |error: io::Error| Trouble::file(&path, &error);
        let mut file = BufWriter::new(File::create(&part).map_err(trouble)?);
        self.written.push((part, path.clone()));
        write(&mut file).and_then(|()| file.flush()).and_then(|()| file.get_ref().sync_all()).map_err(trouble)
    }

    pub fn finish(mut self) -> Result<(), Trouble> {
        for (part, path) in &self.written {
            fs::rename(part, path).map_err(|error| Trouble::file(path, &error))?;
        }
        self.written.clear();
        // Where the folder cannot be flushed the files are there all the same.
        drop(sync_folder(&self.folder));
        Ok(())
    }
}

impl Drop for Aside {
    /// What was begun and not finished is taken away.
    fn drop(&mut self) {
        for (part, _) in &self.written {
            drop(remove_if_there(part));
        }
    }
}
