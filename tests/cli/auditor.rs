//! The auditor's folder, as the command line writes it.

use sha2::{Digest, Sha256};

use crate::cli::imports::with_examples;

fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

#[test]
fn the_auditors_folder_proves_itself() {
    let program = with_examples();
    let out = program.path("audit");
    let told = program.run(&["--json", "export", "auditor", "--out", out.to_str().unwrap()]).ended(0).json();
    let read = |name: &str| std::fs::read(out.join(name)).unwrap();
    let listed = String::from_utf8(read("SHA256SUMS")).unwrap();
    let names: Vec<&str> = listed.lines().map(|line| line.split_once("  ").unwrap().1).collect();
    assert_eq!(told[0]["files"], names.len() + 1, "{told:?}");
    assert_eq!(std::fs::read_dir(&out).unwrap().count(), names.len() + 1, "nothing lies there that is not listed");
    for line in listed.lines() {
        let (hash, name) = line.split_once("  ").unwrap();
        assert_eq!(hash, sha256(&read(name)), "{name}");
    }
    let proof: serde_json::Value = serde_json::from_slice(&read("journal-proof.json")).unwrap();
    assert_eq!(proof, program.run(&["--json", "journal", "verify"]).ended(0).json()[0]);
    let journal = String::from_utf8(read("journal.jsonl")).unwrap();
    let last: serde_json::Value = serde_json::from_str(journal.lines().last().unwrap()).unwrap();
    assert_eq!(last["hash"], proof["last_hash"]);
    assert_eq!(proof["entries"], journal.lines().count());
    assert!(String::from_utf8(read("LIESMICH.txt")).unwrap().contains(proof["last_hash"].as_str().unwrap()));
    let index = String::from_utf8(read("index.xml")).unwrap();
    assert!(names.iter().filter(|name| name.ends_with(".csv")).all(|name| index.contains(name)));
    let again = ["export", "auditor", "--out", out.to_str().unwrap()];
    program.run(&again).ended(24).warns("SHA256SUMS");
    let forced = program.run(&[&again[..], &["--force", "--period", "2026-03"]].concat()).ended(0);
    forced.says("the books are closed only up to");
}

#[test]
fn files_for_the_tax_adviser_want_particulars_first() {
    let program = with_examples();
    for kind in ["datev", "bmd"] {
        let out = program.path(kind);
        let told = program.run(&["export", kind, "--out", out.to_str().unwrap()]);
        told.warns("particulars are still missing");
        assert!(!out.exists());
    }
}
