//! Several files as one: a tar archive, which every system unpacks.

use std::io;

use crate::values::Instant;

/// Names and contents, all dated to one moment.
pub fn tar_of<'f>(files: impl IntoIterator<Item = (&'f str, &'f [u8])>, at: Instant) -> io::Result<Vec<u8>> {
    let mut archive = tar::Builder::new(Vec::new());
    for (name, bytes) in files {
        let mut header = tar::Header::new_gnu();
        header.set_size(u64::try_from(bytes.len()).map_err(io::Error::other)?);
        header.set_mode(0o644);
        header.set_mtime(u64::try_from(at.seconds_since(Instant::from_micros(0))).unwrap_or(0));
        archive.append_data(&mut header, name, bytes)?;
    }
    archive.into_inner()
}
