//! Writing a backup.

use std::fs::File;
use std::io::{self, Write};
use std::path::PathBuf;

use crate::store::backup::manifest::content_hash;
use crate::store::backup::rows::{Hashing, write_rows};
use crate::store::backup::{BackupTrouble, FileFacts, Lock, Manifest, Progress, TableFacts, measure};
use crate::store::{Reader, SCHEMA_VERSION, Table, last_entry};

/// Fast, and close to what slower levels reach.
const ZSTD_LEVEL: i32 = 3;
const TAR_BLOCK: u64 = 512;

/// What goes into a backup.
pub struct Contents<'c> {
    /// One snapshot: all tables as they were at the same moment.
    pub reader: &'c Reader,
    pub tables: Vec<Table>,
    /// Path inside the data folder, and where the file is now.
    pub files: Vec<(String, PathBuf)>,
    pub instance: String,
    pub trial: bool,
    /// RFC 3339 in UTC.
    pub created: String,
    /// Tells a person who has opened the file by other means what it is.
    pub note: String,
}

/// Measures everything, then writes it. The file is complete when this ends, but not yet proven.
pub fn pack(
    contents: &Contents<'_>,
    lock: &Lock,
    to: &mut File,
    progress: Progress<'_>,
) -> Result<Manifest, BackupTrouble> {
    let manifest = survey(contents, progress)?;
    // Everything was walked once and is walked once more.
    let total = manifest.bytes() * 2;
    let mut done = manifest.bytes();
    let mut go_on = |bytes: u64| {
        done += bytes;
        progress(done, total)
    };
    let encrypted = lock.encrypt(io::BufWriter::new(&mut *to))?;
    let mut packed = zstd::Encoder::new(encrypted, ZSTD_LEVEL).map_err(BackupTrouble::File)?;
    write_all(contents, &manifest, &mut packed, &mut go_on)?;
    let encrypted = packed.finish().map_err(BackupTrouble::File)?;
    let mut buffered = encrypted.finish().map_err(BackupTrouble::File)?;
    buffered.flush().map_err(BackupTrouble::File)?;
    drop(buffered);
    to.sync_all().map_err(BackupTrouble::File)?;
    Ok(manifest)
}

/// Counts and hashes everything, so that the manifest can stand in front.
fn survey(contents: &Contents<'_>, progress: Progress<'_>) -> Result<Manifest, BackupTrouble> {
    let mut done = 0;
    let mut go_on = |bytes: u64| {
        done += bytes;
        progress(done, 0)
    };
    let tables: Result<Vec<TableFacts>, BackupTrouble> =
        contents.tables.iter().map(|table| measure(contents.reader, *table, &mut go_on)).collect();
    let files: Result<Vec<FileFacts>, BackupTrouble> = contents.files.iter().map(survey_file).collect();
    let (tables, files) = (tables?, files?);
    let last = last_entry(contents.reader);
    let (format, version) = Manifest::form();
    Ok(Manifest {
        format,
        version,
        program: env!("CARGO_PKG_VERSION").to_owned(),
        instance: contents.instance.clone(),
        trial: contents.trial,
        schema: SCHEMA_VERSION,
        journal_number: last.as_ref().map_or(0, |entry| entry.number),
        journal_hash: blake3::Hash::from_bytes(last.map_or([0; 32], |entry| entry.hash)).to_hex().to_string(),
        created: contents.created.clone(),
        content: content_hash(SCHEMA_VERSION, &tables, &files),
        tables,
        files,
    })
}

fn survey_file((path, at): &(String, PathBuf)) -> Result<FileFacts, BackupTrouble> {
    let mut hashing = Hashing::new(io::sink());
    let bytes = File::open(at).and_then(|mut file| io::copy(&mut file, &mut hashing)).map_err(BackupTrouble::File)?;
    Ok(FileFacts { path: path.clone(), bytes, blake3: hashing.hash() })
}

fn write_all(
    contents: &Contents<'_>,
    manifest: &Manifest,
    out: &mut dyn Write,
    go_on: &mut dyn FnMut(u64) -> bool,
) -> Result<(), BackupTrouble> {
    let created: jiff::Timestamp = contents.created.parse().unwrap_or(jiff::Timestamp::UNIX_EPOCH);
    let mtime = u64::try_from(created.as_second()).unwrap_or(0);
    let text =
        serde_json::to_vec_pretty(manifest).unwrap_or_else(|error| unreachable!("the manifest is plain data: {error}"));
    write_small(out, "manifest.json", &text, mtime)?;
    write_small(out, "READ-ME-FIRST.txt", contents.note.as_bytes(), mtime)?;
    for (table, facts) in contents.tables.iter().zip(&manifest.tables) {
        begin(out, &facts.file, facts.bytes, mtime)?;
        let mut hashing = Hashing::new(&mut *out);
        let rows = write_rows(contents.reader, *table, &mut hashing, go_on)?;
        expect(&facts.file, rows == facts.rows && hashing.bytes == facts.bytes && hashing.hash() == facts.blake3)?;
        end(out, facts.bytes)?;
    }
    for ((_, at), facts) in contents.files.iter().zip(&manifest.files) {
        begin(out, &format!("files/{}", facts.path), facts.bytes, mtime)?;
        let mut hashing = Hashing::new(&mut *out);
        File::open(at).and_then(|mut file| io::copy(&mut file, &mut hashing)).map_err(BackupTrouble::File)?;
        expect(&facts.path, hashing.bytes == facts.bytes && hashing.hash() == facts.blake3)?;
        end(out, facts.bytes)?;
    }
    out.write_all(&[0; 1024]).map_err(BackupTrouble::File)
}

/// What was read the second time must be what was read the first time.
fn expect(part: &str, same: bool) -> Result<(), BackupTrouble> {
    if same { Ok(()) } else { Err(BackupTrouble::Damaged { part: part.to_owned() }) }
}

fn write_small(out: &mut dyn Write, path: &str, content: &[u8], mtime: u64) -> Result<(), BackupTrouble> {
    let bytes = u64::try_from(content.len()).unwrap_or(u64::MAX);
    begin(out, path, bytes, mtime)?;
    out.write_all(content).map_err(BackupTrouble::File)?;
    end(out, bytes)
}

fn begin(out: &mut dyn Write, path: &str, bytes: u64, mtime: u64) -> Result<(), BackupTrouble> {
    let mut header = tar::Header::new_ustar();
    header.set_path(path).map_err(BackupTrouble::File)?;
    header.set_size(bytes);
    header.set_mode(0o600);
    header.set_mtime(mtime);
    header.set_entry_type(tar::EntryType::Regular);
    header.set_cksum();
    out.write_all(header.as_bytes()).map_err(BackupTrouble::File)
}

/// Fills the last block up.
fn end(out: &mut dyn Write, bytes: u64) -> Result<(), BackupTrouble> {
    let missing = usize::try_from((TAR_BLOCK - bytes % TAR_BLOCK) % TAR_BLOCK).unwrap_or(0);
    out.write_all(&vec![0; missing]).map_err(BackupTrouble::File)
}
