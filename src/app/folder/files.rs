//! Files that are there wholly or not at all.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::Path;

/// Writes beside, flushes to the disk and renames, so that a reader finds the old content or the new.
pub fn write_whole(path: &Path, content: &[u8]) -> io::Result<()> {
    let part = path.with_extension("part");
    let mut file = private(OpenOptions::new().write(true).create(true).truncate(true)).open(&part)?;
    file.write_all(content)?;
    file.sync_all()?;
    drop(file);
    fs::rename(&part, path)?;
    path.parent().map_or(Ok(()), sync_folder)
}

/// Flushes the names in a folder to the disk; where the system cannot do that, its renames are durable.
pub fn sync_folder(folder: &Path) -> io::Result<()> {
    if cfg!(unix) { File::open(folder)?.sync_all() } else { Ok(()) }
}

pub fn remove_if_there(path: &Path) -> io::Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

/// Only the owner of the folder may read what is made here.
#[cfg(unix)]
pub(in crate::app) fn private(options: &mut OpenOptions) -> &mut OpenOptions {
    use std::os::unix::fs::OpenOptionsExt;
    options.mode(0o600)
}

#[cfg(not(unix))]
pub(in crate::app) fn private(options: &mut OpenOptions) -> &mut OpenOptions {
    options
}

/// Makes a folder, with those above it, and closes it to everybody but its owner.
pub(in crate::app) fn private_folder(path: &Path) -> io::Result<()> {
    fs::create_dir_all(path)?;
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        fs::set_permissions(path, fs::Permissions::from_mode(0o700))?;
    }
    Ok(())
}
