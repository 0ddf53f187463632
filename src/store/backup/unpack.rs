//! Reading a backup: every part is counted and hashed against the manifest, whatever is done with it.

use std::collections::BTreeSet;
use std::io::{self, BufRead, Read};

use crate::store::SCHEMA_VERSION;
use crate::store::backup::rows::{Hashing, read_rows};
use crate::store::backup::{BackupTrouble, FileFacts, Key, Manifest, Progress, TableFacts};

const MANIFEST: &str = "manifest.json";
const MANIFEST_BYTES_MAX: u64 = 64 * 1024 * 1024;

/// Takes one row of a table: key and value.
type RowHand<'h> = &'h mut dyn FnMut(&TableFacts, &[u8], &[u8]) -> Handled;

/// What is done with the parts while they come by.
pub struct Hands<'h> {
    pub manifest: &'h mut dyn FnMut(&Manifest) -> Handled,
    pub row: RowHand<'h>,
    pub file: &'h mut dyn FnMut(&FileFacts, &mut dyn Read) -> Handled,
}

type Handled = Result<(), BackupTrouble>;

/// Reads a whole backup. It is only good when this ends well: until then anything may still turn out damaged.
pub fn unpack(
    input: impl BufRead,
    key: &Key,
    hands: &mut Hands<'_>,
    progress: Progress<'_>,
) -> Result<Manifest, BackupTrouble> {
    let decrypted = key.decrypt(input)?;
    let unpacked = zstd::Decoder::new(decrypted).map_err(|error| BackupTrouble::inside("head", error))?;
    let mut archive = tar::Archive::new(unpacked);
    let manifest = read_parts(&mut archive, hands, progress)?;
    // The last block says that nothing was cut off.
    io::copy(&mut archive.into_inner(), &mut io::sink()).map_err(|error| BackupTrouble::inside("end", error))?;
    Ok(manifest)
}

fn read_parts<R: Read>(
    archive: &mut tar::Archive<R>,
    hands: &mut Hands<'_>,
    progress: Progress<'_>,
) -> Result<Manifest, BackupTrouble> {
    let mut entries = archive.entries().map_err(|error| BackupTrouble::inside(MANIFEST, error))?;
    let manifest = match entries.next() {
        Some(Ok(first)) => read_manifest(first)?,
        Some(Err(error)) => return Err(BackupTrouble::inside(MANIFEST, error)),
        None => return Err(BackupTrouble::Foreign),
    };
    (hands.manifest)(&manifest)?;
    let (mut missing, mut done, total) = (parts(&manifest), 0, manifest.bytes());
    for entry in entries {
        // What cannot be read at all is named by the part that was expected here.
        let next = missing.first().map_or("end", |(_, path)| path.as_str()).to_owned();
        let mut entry = entry.map_err(|error| BackupTrouble::inside(&next, error))?;
        let path = String::from_utf8_lossy(&entry.path_bytes()).into_owned();
        let mut moved = |bytes: u64| {
            done += bytes;
            progress(done, total)
        };
        if !missing.iter().any(|(_, part)| *part == path) {
            continue;
        }
        if let Some(facts) = manifest.tables.iter().find(|table| table.file == path) {
            read_table(&mut entry, facts, hands, &mut moved)?;
        } else if let Some(facts) = manifest.files.iter().find(|file| inside(file) == path) {
            read_file(&mut entry, facts, hands, &mut moved)?;
        }
        missing.retain(|(_, part)| *part != path);
    }
    match missing.first() {
        Some((_, part)) => Err(BackupTrouble::Damaged { part: part.clone() }),
        None => Ok(manifest),
    }
}

/// All parts that must come, in their order.
fn parts(manifest: &Manifest) -> BTreeSet<(usize, String)> {
    let tables = manifest.tables.iter().map(|table| table.file.clone());
    tables.chain(manifest.files.iter().map(inside)).enumerate().collect()
}

fn inside(file: &FileFacts) -> String {
    format!("files/{}", file.path)
}

fn read_manifest<R: Read>(entry: tar::Entry<'_, R>) -> Result<Manifest, BackupTrouble> {
    if entry.path_bytes().as_ref() != MANIFEST.as_bytes() {
        return Err(BackupTrouble::Foreign);
    }
    let mut text = Vec::new();
    entry.take(MANIFEST_BYTES_MAX).read_to_end(&mut text).map_err(|error| BackupTrouble::inside(MANIFEST, error))?;
    let manifest: Manifest =
        serde_json::from_slice(&text).map_err(|_| BackupTrouble::Damaged { part: MANIFEST.to_owned() })?;
    if !manifest.is_ours() {
        return Err(BackupTrouble::Foreign);
    }
    if manifest.is_newer(SCHEMA_VERSION) {
        return Err(BackupTrouble::Newer { program: manifest.program });
    }
    Ok(manifest)
}

fn read_table(
    entry: &mut dyn Read,
    facts: &TableFacts,
    hands: &mut Hands<'_>,
    moved: &mut dyn FnMut(u64) -> bool,
) -> Result<(), BackupTrouble> {
    let mut hashing = Hashing::new(entry);
    let mut since = 0;
    let mut visit = |key: &[u8], value: &[u8]| {
        since += u64::try_from(8 + key.len() + value.len()).unwrap_or(u64::MAX);
        if since >= 1024 * 1024 && !moved(std::mem::take(&mut since)) {
            return Err(BackupTrouble::Interrupted);
        }
        (hands.row)(facts, key, value)
    };
    let rows = read_rows(&mut hashing, &mut visit, &|error| BackupTrouble::inside(&facts.file, error))?;
    if rows != facts.rows || hashing.bytes != facts.bytes || hashing.hash() != facts.blake3 {
        return Err(BackupTrouble::Damaged { part: facts.file.clone() });
    }
    if moved(since) { Ok(()) } else { Err(BackupTrouble::Interrupted) }
}

fn read_file(
    entry: &mut dyn Read,
    facts: &FileFacts,
    hands: &mut Hands<'_>,
    moved: &mut dyn FnMut(u64) -> bool,
) -> Result<(), BackupTrouble> {
    let mut hashing = Hashing::new(entry);
    (hands.file)(facts, &mut hashing)?;
    // Hands may leave some of it; it is read all the same.
    io::copy(&mut hashing, &mut io::sink()).map_err(|error| BackupTrouble::inside(&inside(facts), error))?;
    if hashing.bytes != facts.bytes || hashing.hash() != facts.blake3 {
        return Err(BackupTrouble::Damaged { part: inside(facts) });
    }
    if moved(facts.bytes) { Ok(()) } else { Err(BackupTrouble::Interrupted) }
}
