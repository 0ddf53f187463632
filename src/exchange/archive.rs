//! Several files as one: a tar archive, which every system unpacks.

use std::io::{self, Write};

use crate::values::Instant;

/// An archive that is written file by file, all dated to one moment.
pub struct Archive<W: Write> {
    builder: tar::Builder<W>,
    at: Instant,
}

impl<W: Write> Archive<W> {
    pub fn new(out: W, at: Instant) -> Archive<W> {
        Archive { builder: tar::Builder::new(out), at }
    }

    pub fn add(&mut self, name: &str, bytes: &[u8]) -> io::Result<()> {
        let mut header = tar::Header::new_gnu();
        header.set_size(u64::try_from(bytes.len()).map_err(io::Error::other)?);
        header.set_mode(0o644);
        header.set_mtime(u64::try_from(self.at.seconds_since(Instant::from_micros(0))).unwrap_or(0));
        self.builder.append_data(&mut header, name, bytes)
    }

    /// Writes the end, without which it is not whole.
    pub fn finish(mut self) -> io::Result<()> {
        self.builder.finish()
    }
}
