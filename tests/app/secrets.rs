//! Passwords of other systems, sealed with the key of the data folder.

use kontor::app::Secrets;
use kontor::business::failure::Failure;
use tempfile::TempDir;

#[test]
fn what_is_sealed_is_opened_with_its_own_key_only() {
    let (home, other) = (TempDir::new().unwrap(), TempDir::new().unwrap());
    let keys = home.path().join("keys");
    let secrets = Secrets::in_folder(&keys);
    let sealed = secrets.seal("Zirbenholz 7, ä", &[]).unwrap();
    assert!(sealed.starts_with("sealed:") && !sealed.contains("Zirbenholz"), "{sealed}");
    assert_ne!(sealed, secrets.seal("Zirbenholz 7, ä", &[]).unwrap(), "the same secret never looks the same");
    assert_eq!(Secrets::in_folder(&keys).open(&sealed).as_deref(), Some("Zirbenholz 7, ä"));
    let foreign = Secrets::in_folder(other.path());
    assert_eq!(foreign.open(&sealed), None, "without a key");
    foreign.seal("x", &[]).unwrap();
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
    assert_eq!(secrets.seal("", &[]).unwrap(), "", "no secret needs no key");
    assert!(!home.path().join("secrets.key").exists());
}

#[cfg(unix)]
#[test]
fn the_key_is_its_owners_alone() {
    use std::os::unix::fs::PermissionsExt;
    let home = TempDir::new().unwrap();
    Secrets::in_folder(home.path()).seal("x", &[]).unwrap();
    let mode = std::fs::metadata(home.path().join("secrets.key")).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600, "{mode:o}");
}

#[test]
fn a_secret_of_any_length_comes_back_whole() {
    let home = TempDir::new().unwrap();
    let secrets = Secrets::in_folder(home.path());
    for length in [4_095, 4_096, 4_097, 200_000] {
        let long = "ä".repeat(length);
        assert_eq!(secrets.open(&secrets.seal(&long, &[]).unwrap()), Some(long), "{length}");
    }
}

#[test]
fn what_an_interrupted_first_secret_left_is_no_key() {
    let home = TempDir::new().unwrap();
    std::fs::write(home.path().join("secrets.part"), "AGE-SECRET").unwrap();
    let secrets = Secrets::in_folder(home.path());
    let sealed = secrets.seal("Zirbenholz 7", &[]).unwrap();
    assert_eq!(secrets.open(&sealed).as_deref(), Some("Zirbenholz 7"));
    let files: Vec<_> = std::fs::read_dir(home.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(files, ["secrets.key"]);
}

#[test]
fn a_lost_key_is_not_replaced_while_something_is_sealed_with_it() {
    let home = TempDir::new().unwrap();
    let secrets = Secrets::in_folder(home.path());
    let sealed = secrets.seal("Zirbenholz 7", &[]).unwrap();
    let key = std::fs::read(home.path().join("secrets.key")).unwrap();
    std::fs::remove_file(home.path().join("secrets.key")).unwrap();
    let Err(Failure::Refused(refusal)) = secrets.seal("another", &[&sealed]) else { panic!("it was sealed") };
    assert_eq!(refusal.complaints[0].key, "app.secrets.key_gone");
    assert!(!home.path().join("secrets.key").exists());
    std::fs::write(home.path().join("secrets.key"), key).unwrap();
    assert_eq!(secrets.open(&sealed).as_deref(), Some("Zirbenholz 7"));
    std::fs::remove_file(home.path().join("secrets.key")).unwrap();
    assert!(secrets.seal("another", &["", "plain"]).is_ok(), "nothing is sealed: a new key may begin");
}

#[test]
fn of_many_who_seal_their_first_secret_at_once_all_can_open_theirs() {
    let home = TempDir::new().unwrap();
    let secrets = Secrets::in_folder(home.path());
    std::thread::scope(|scope| {
        let sealing: Vec<_> = (0..8).map(|_| scope.spawn(|| secrets.seal("Zirbenholz 7", &[]).unwrap())).collect();
        for sealed in sealing {
            assert_eq!(secrets.open(&sealed.join().unwrap()).as_deref(), Some("Zirbenholz 7"));
        }
    });
}
