//! Rows as a stream: length of the key (4 bytes, big-endian), key, length of the value, value; in the order of keys.

use std::io::{self, BufReader, BufWriter, Read as _, Write};
use std::ops::ControlFlow;

use crate::store::backup::{BackupTrouble, TableFacts};
use crate::store::{Read, Span, Table};

/// No row of ours comes near this; a length above it is damage, and must not make us ask for the memory.
const ROW_BYTES_MAX: u32 = 256 * 1024 * 1024;

const BUFFER_BYTES: usize = 256 * 1024;

/// What is done with each row that is read.
pub(super) type RowVisit<'v> = &'v mut dyn FnMut(&[u8], &[u8]) -> Result<(), BackupTrouble>;

/// Counts the bytes and hashes them on their way.
pub(super) struct Hashing<W> {
    pub inner: W,
    hasher: blake3::Hasher,
    pub bytes: u64,
}

impl<W> Hashing<W> {
    pub fn new(inner: W) -> Hashing<W> {
        Hashing { inner, hasher: blake3::Hasher::new(), bytes: 0 }
    }

    pub fn hash(&self) -> String {
        self.hasher.finalize().to_hex().to_string()
    }

    fn take(&mut self, bytes: &[u8]) {
        self.hasher.update(bytes);
        self.bytes += u64::try_from(bytes.len()).unwrap_or(u64::MAX);
    }
}

impl<W: Write> Write for Hashing<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.inner.write(bytes)?;
        if let Some(done) = bytes.get(..written) {
            self.take(done);
        }
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.inner.flush()
    }
}

impl<R: io::Read> io::Read for Hashing<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(into)?;
        if let Some(done) = into.get(..read) {
            self.take(done);
        }
        Ok(read)
    }
}

/// Writes all rows of a table; tells how many. `go_on` is asked now and then.
pub(super) fn write_rows(
    r: &dyn Read,
    table: Table,
    out: &mut dyn Write,
    go_on: &mut dyn FnMut(u64) -> bool,
) -> Result<u64, BackupTrouble> {
    let (mut rows, mut failed, mut since) = (0_u64, None, 0_u64);
    let mut out = BufWriter::with_capacity(BUFFER_BYTES, out);
    r.walk_raw(table, &Span::all(), &mut |key, value| {
        let written = write_part(&mut out, key).and_then(|()| write_part(&mut out, value));
        if let Err(error) = written {
            failed = Some(BackupTrouble::File(error));
            return ControlFlow::Break(());
        }
        rows += 1;
        since += u64::try_from(8 + key.len() + value.len()).unwrap_or(u64::MAX);
        if since >= 1024 * 1024 {
            if !go_on(since) {
                failed = Some(BackupTrouble::Interrupted);
                return ControlFlow::Break(());
            }
            since = 0;
        }
        ControlFlow::Continue(())
    });
    if let Some(fault) = r.latch().take() {
        return Err(fault.into());
    }
    if let Some(trouble) = failed {
        return Err(trouble);
    }
    out.flush().map_err(BackupTrouble::File)?;
    if go_on(since) { Ok(rows) } else { Err(BackupTrouble::Interrupted) }
}

fn write_part(out: &mut dyn Write, part: &[u8]) -> io::Result<()> {
    let length = u32::try_from(part.len()).map_err(|_| io::Error::other("a row of more than 4 GiB"))?;
    out.write_all(&length.to_be_bytes())?;
    out.write_all(part)
}

/// What a table holds: rows, bytes and hash of the stream that it would be written as.
pub fn measure(r: &dyn Read, table: Table, go_on: &mut dyn FnMut(u64) -> bool) -> Result<TableFacts, BackupTrouble> {
    let mut hashing = Hashing::new(io::sink());
    let rows = write_rows(r, table, &mut hashing, go_on)?;
    Ok(TableFacts {
        number: table.number,
        name: table.name.to_owned(),
        file: format!("tables/{:03}-{}.rows", table.number, table.name),
        rows,
        bytes: hashing.bytes,
        blake3: hashing.hash(),
    })
}

/// Reads rows until the stream ends.
pub(super) fn read_rows(
    from: &mut dyn io::Read,
    visit: RowVisit<'_>,
    damaged: &dyn Fn(io::Error) -> BackupTrouble,
) -> Result<u64, BackupTrouble> {
    let (mut rows, mut key, mut value) = (0, Vec::new(), Vec::new());
    let mut from = BufReader::with_capacity(BUFFER_BYTES, from);
    while read_part(&mut from, &mut key, true).map_err(damaged)? {
        read_part(&mut from, &mut value, false).map_err(damaged)?;
        visit(&key, &value)?;
        rows += 1;
    }
    Ok(rows)
}

/// Tells whether there was one; only before a key may the stream end.
fn read_part(from: &mut dyn io::Read, part: &mut Vec<u8>, may_end: bool) -> io::Result<bool> {
    let mut length = [0_u8; 4];
    let mut filled = 0;
    while let Some(rest) = length.get_mut(filled..).filter(|rest| !rest.is_empty()) {
        match from.read(rest) {
            Ok(0) if filled == 0 && may_end => return Ok(false),
            Ok(0) => return Err(io::ErrorKind::UnexpectedEof.into()),
            Ok(read) => filled += read,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    let length = u32::from_be_bytes(length);
    if length > ROW_BYTES_MAX {
        return Err(io::ErrorKind::InvalidData.into());
    }
    part.clear();
    let read = from.take(length.into()).read_to_end(part)?;
    if u32::try_from(read) == Ok(length) { Ok(true) } else { Err(io::ErrorKind::UnexpectedEof.into()) }
}
