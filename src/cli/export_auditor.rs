//! The auditor's folder: tables with their description, documents, the journal, and proofs that nothing was changed.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use sha2::{Digest, Sha256};

use crate::app::{AuditTables, audit_tables, write_journal};
use crate::business::actor::Actor;
use crate::business::checks::chain_complaint;
use crate::business::failure::Failure;
use crate::business::view::View;
use crate::cli::call::Call;
use crate::cli::export_documents::{As, Documents, write_documents, write_self_billed};
use crate::cli::trouble::Trouble;
use crate::cli::written::{Over, make_folder, refuse_taken, write_beside, write_file, write_files};
use crate::store::{Chain, verify};
use crate::text;
use crate::values::{Language, Period};

const JOURNAL: &str = "journal.jsonl";
const PROOF: &str = "journal-proof.json";
const READ_ME: &str = "LIESMICH.txt";
const HASHES: &str = "SHA256SUMS";
const PAPERS: &str = "belege";
const DATA: &str = "e-rechnungen";

/// Tables, journal and its proof are of one moment. The list of hashes comes last, so that a folder without it is not
/// whole.
pub fn write_folder(
    folder: &Path,
    period: Option<Period>,
    operator: &Actor,
    over: Over,
    call: &mut Call<'_>,
) -> Result<Documents, Trouble> {
    make_folder(folder)?;
    refuse_taken(&folder.join(HASHES), over)?;
    refuse_taken(&folder.join(JOURNAL), over)?;
    let mut read = None;
    write_beside(&folder.join(JOURNAL), |file| {
        let written = call.app.door().read(operator, |view| {
            let tables = audit_tables(view, period)?;
            let unwritten = |error: io::Error| crate::app::unwritten_file(&error);
            write_journal(view, None, file).map_err(unwritten)?;
            Ok((tables, proof(view)?))
        });
        read = Some(written.map_err(Trouble::from)?);
        Ok(())
    })?;
    let Some((tables, chain)) = read else { return Ok(Documents::default()) };
    let mut names = vec![JOURNAL.to_owned()];
    names.extend(write_files(folder, &tables.files, over)?);
    let proven = serde_json::json!({ "entries": chain.entries, "last_hash": hex(&chain.last_hash) });
    for (name, text) in [(PROOF, format!("{proven}\n")), (READ_ME, read_me(&tables, &chain))] {
        write_file(&folder.join(name), text.as_bytes(), over)?;
        names.push(name.to_owned());
    }
    let mut left_out = Vec::new();
    for (below, written_as) in [(PAPERS, As::Paper), (DATA, As::Data(None))] {
        let documents = write_documents(&folder.join(below), written_as, period, operator, over, call)?;
        names.extend(documents.names.iter().map(|name| format!("{below}/{name}")));
        left_out.extend(documents.left_out);
    }
    let billed = write_self_billed(&folder.join(PAPERS), period, operator, over, call)?;
    names.extend(billed.iter().map(|name| format!("{PAPERS}/{name}")));
    names.sort_unstable();
    write_file(&folder.join(HASHES), hashes(folder, &names)?.as_bytes(), over)?;
    names.push(HASHES.to_owned());
    if tables.closed_through.is_none_or(|through| through < tables.last) {
        let told = tables.closed_through.map(|day| day.to_string()).unwrap_or_else(|| "–".to_owned());
        if !call.manner.json {
            call.say(&text!(call.manner.language, "cli.export.not_closed", through = told));
        }
    }
    Ok(Documents { names, left_out })
}

/// The same as `kontor journal verify` says.
fn proof(view: &View<'_>) -> Result<Chain, Failure> {
    verify(view).map_err(|broken| Failure::from(chain_complaint(&broken)))
}

fn read_me(tables: &AuditTables, chain: &Chain) -> String {
    // The folder speaks the language of the authorities for which the description is made.
    let closed = tables.closed_through.map_or_else(|| "–".to_owned(), |day| day.to_string());
    let (count, hash) = (chain.entries, hex(&chain.last_hash));
    let parts =
        ["tables", "papers", "journal", "hashes"].map(|part| text!(Language::De, &format!("auditor.about.{part}")));
    let closed = text!(Language::De, "auditor.closed_through", through = closed);
    let proven = text!(Language::De, "auditor.proven", count = count, hash = hash);
    [parts.join("\n\n"), closed, proven].join("\n\n") + "\n"
}

fn hex(hash: &[u8]) -> String {
    hash.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// As `sha256sum --check` reads it.
fn hashes(folder: &Path, names: &[String]) -> Result<String, Trouble> {
    let mut out = String::new();
    for name in names {
        let path = folder.join(name);
        let hash = hash_of(&path).map_err(|error| Trouble::file(&path, &error))?;
        out.push_str(&format!("{hash}  {name}\n"));
    }
    Ok(out)
}

/// Piece by piece: the journal is as long as the firm is old.
fn hash_of(path: &Path) -> io::Result<String> {
    let (mut file, mut hasher) = (File::open(path)?, Sha256::new());
    let mut piece = vec![0; 1 << 16];
    loop {
        let length = file.read(&mut piece)?;
        if length == 0 {
            return Ok(hex(&hasher.finalize()));
        }
        hasher.update(piece.get(..length).unwrap_or_default());
    }
}
