//! Passwords of other systems, sealed with the key of the data folder.

use kontor::app::Secrets;
use tempfile::TempDir;

#[test]
fn what_is_sealed_is_opened_with_its_own_key_only() {
    let (home, other) = (TempDir::new().unwrap(), TempDir::new().unwrap());
    let keys = home.path().join("keys");
    let secrets = Secrets::in_folder(&keys);
    let sealed = secrets.seal("Zirbenholz 7, ä").unwrap();
    assert!(sealed.starts_with("sealed:") && !sealed.contains("Zirbenholz"), "{sealed}");
    assert_ne!(sealed, secrets.seal("Zirbenholz 7, ä").unwrap(), "the same secret never looks the same");
    assert_eq!(Secrets::in_folder(&keys).open(&sealed).as_deref(), Some("Zirbenholz 7, ä"));
    let foreign = Secrets::in_folder(other.path());
    assert_eq!(foreign.open(&sealed), None, "without a key");
    foreign.seal("x").unwrap();
    assert_eq!(foreign.open(&sealed), None, "with another key");
    for broken in ["sealed:", "sealed:zz", "sealed:00ff", &sealed[..sealed.len() - 8]] {
        assert_eq!(secrets.open(broken), None, "{broken}");
    }
}

#[test]
fn what_was_written_before_secrets_were_sealed_is_read_as_it_stands() {
    let home = TempDir::new().unwrap();
    let secrets = Secrets::in_folder(home.path());
    assert_eq!(secrets.open("Zirbenholz 7").as_deref(), Some("Zirbenholz 7"));
    assert_eq!(secrets.seal("").unwrap(), "", "no secret needs no key");
    assert!(!home.path().join("secrets.key").exists());
}

#[cfg(unix)]
#[test]
fn the_key_is_its_owners_alone() {
    use std::os::unix::fs::PermissionsExt;
    let home = TempDir::new().unwrap();
    Secrets::in_folder(home.path()).seal("x").unwrap();
    let mode = std::fs::metadata(home.path().join("secrets.key")).unwrap().permissions().mode();
    assert_eq!(mode & 0o077, 0, "{mode:o}");
}
