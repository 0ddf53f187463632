//! Looks at a PDF with poppler's and qpdf's programs, as any reader would.

use std::path::Path;
use std::process::Command;

use crate::exchange::golden::assert_golden;
use kontor::exchange::print::Document;

/// Is a program there? Says so when it is not, so that a skipped test is seen.
pub fn has(program: &str) -> bool {
    let found =
        Command::new(program).arg("-v").output().is_ok() || Command::new(program).arg("--version").output().is_ok();
    if !found {
        println!("skip: {program} is not installed; tests/run installs it");
    }
    found
}

/// What a program says of a document.
pub fn ask(program: &str, before: &[&str], document: &Document, after: &[&str]) -> (bool, String) {
    let folder = tempfile::TempDir::new().unwrap();
    let path = folder.path().join("document.pdf");
    std::fs::write(&path, &document.bytes).unwrap();
    let output = Command::new(program).args(before).arg(&path).args(after).output().unwrap();
    (output.status.success(), String::from_utf8_lossy(&output.stdout).into_owned())
}

/// The words in their places, as `pdftotext -layout` writes them.
pub fn text(document: &Document) -> String {
    let (good, text) = ask("pdftotext", &["-layout", "-nopgbrk"], document, &["-"]);
    assert!(good, "pdftotext could not read {}", document.name);
    text
}

pub fn pages(document: &Document) -> usize {
    let (_, facts) = ask("pdfinfo", &[], document, &[]);
    facts.lines().find_map(|line| line.strip_prefix("Pages:")?.trim().parse().ok()).unwrap()
}

/// Compares the words with a golden file, and the file with what a PDF must be.
pub fn assert_printed(document: &Document, golden: &str) {
    keep(document, golden);
    if has("pdftotext") {
        let words: String = text(document).lines().map(|line| format!("{}\n", line.trim_end())).collect();
        assert_golden(&format!("tests/exchange/print/{golden}.txt"), words.as_bytes());
    }
    if has("qpdf") {
        let (good, said) = ask("qpdf", &["--check"], document, &[]);
        assert!(good, "{golden}: {said}");
    }
}

/// Where `KONTOR_PRINTED` names a folder, documents are left there to be looked at.
pub fn keep(document: &Document, name: &str) {
    if let Some(folder) = std::env::var_os("KONTOR_PRINTED") {
        std::fs::write(Path::new(&folder).join(format!("{name}.pdf")), &document.bytes).unwrap();
    }
}
