//! Backups: proven when they are made, refused when they are damaged, and the same firm again when restored.

use std::fs;
use std::io::{BufReader, Read};
use std::path::Path;
use std::process::Command;

use age::secrecy::ExposeSecret;
use kontor::app::{App, FolderTrouble, RestoreTrouble, restore_into, verify_backup};
use kontor::business::actor::Actor;
use kontor::business::catalog::{Picture, PictureType, save_picture};
use kontor::store::backup::{BackupTrouble, Key, Lock, Manifest, measure};
use kontor::store::{SCHEMA_VERSION, verify};

use crate::app::firm::{Home, add_category, firm, open};
use crate::store::disk::Dice;

const PASSPHRASE: &str = "korrekt pferd batterie";

fn back_up(app: &App, to: &Path, lock: &Lock) -> Manifest {
    app.back_up(to, lock, &mut |_, _| true).unwrap().manifest
}

/// A key pair of the age tools: a lock for backups, and what opens them.
fn pair() -> (Lock, Key, String) {
    let identity = age::x25519::Identity::generate();
    let secret = identity.to_string().expose_secret().to_owned();
    let lock = Lock::recipients([identity.to_public().to_string().as_str()]).unwrap();
    (lock, Key::identities(&secret).unwrap(), secret)
}

/// Rows and hash of every table.
fn state(app: &App) -> Vec<(String, u64, String)> {
    let store = app.door().store();
    let reader = store.reader().unwrap();
    store
        .tables()
        .map(|table| measure(&reader, table, &mut |_| true).unwrap())
        .map(|facts| (facts.name, facts.rows, facts.blake3))
        .collect()
}

fn restore(root: &Path, file: &Path, key: &Key) -> Result<Manifest, RestoreTrouble> {
    restore_into(root, file, key, &mut |_, _| true).map(|restored| restored.manifest)
}

#[test]
fn a_restored_firm_is_the_same_firm() {
    let home = Home::new();
    let app = firm(&home.data(), 30);
    let picture = Picture { kind: PictureType::Png, bytes: vec![7; 200_000] };
    app.door().write_and_wait(&Actor::operator(), move |tx| save_picture(tx, "big", &picture)).unwrap();
    fs::create_dir_all(home.data().join("files/ab")).unwrap();
    fs::write(home.data().join("files/ab/letter"), "a letter").unwrap();
    fs::write(home.data().join("kontor.toml"), "").unwrap();
    let file = home.path("firm.age");
    let manifest = back_up(&app, &file, &Lock::passphrase(PASSPHRASE));
    assert!(manifest.rows() > 30 && manifest.journal_number == 31, "{manifest:?}");
    let before = state(&app);

    let root = home.path("again");
    let restored = restore(&root, &file, &Key::passphrase(PASSPHRASE)).unwrap();
    assert_eq!(restored, manifest);
    let again = open(&root);
    assert_eq!(state(&again), before);
    assert_eq!(again.folder().format().instance, app.folder().format().instance);
    assert_eq!(fs::read_to_string(root.join("files/ab/letter")).unwrap(), "a letter");
    assert!(root.join("kontor.toml").exists());
    assert_eq!(verify(&again.door().store().reader().unwrap()).unwrap().entries, 31);
    // It goes on where it stood, and its own backup says that the state is the same.
    let content = back_up(&again, &home.path("second.age"), &pair().0).content;
    assert_eq!(content, manifest.content);
    add_category(&again, "new");
    assert_eq!(verify(&again.door().store().reader().unwrap()).unwrap().entries, 32);
    let leftovers: Vec<_> = fs::read_dir(home.folder.path())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| name.ends_with(".part"))
        .collect();
    assert!(leftovers.is_empty(), "{leftovers:?}");
}

#[test]
fn a_backup_holds_one_moment_although_the_work_goes_on() {
    let home = Home::new();
    let app = firm(&home.data(), 50);
    let (lock, key, _) = pair();
    let file = home.path("moment.age");
    let manifest = std::thread::scope(|scope| {
        let working = scope.spawn(|| {
            (0..100).for_each(|i| {
                let _ = add_category(&app, &format!("meanwhile-{i}"));
            })
        });
        let manifest = back_up(&app, &file, &lock);
        working.join().unwrap();
        manifest
    });
    let root = home.path("again");
    restore(&root, &file, &key).unwrap();
    let again = open(&root);
    let entries = verify(&again.door().store().reader().unwrap()).unwrap().entries;
    assert_eq!(entries, manifest.journal_number);
    assert!((50..=150).contains(&entries), "{entries}");
}

#[test]
fn the_same_state_has_the_same_content_hash() {
    let home = Home::new();
    let app = firm(&home.data(), 5);
    let one = back_up(&app, &home.path("one.age"), &pair().0);
    let other = back_up(&app, &home.path("other.age"), &pair().0);
    assert_eq!(one.content, other.content);
    add_category(&app, "more");
    assert_ne!(back_up(&app, &home.path("third.age"), &pair().0).content, one.content);
}

#[test]
fn a_wrong_passphrase_or_key_is_said_so() {
    let home = Home::new();
    let app = firm(&home.data(), 3);
    let (by_word, by_key) = (home.path("word.age"), home.path("key.age"));
    back_up(&app, &by_word, &Lock::passphrase(PASSPHRASE));
    back_up(&app, &by_key, &pair().0);
    for (file, key) in
        [(&by_word, Key::passphrase("falsch")), (&by_key, pair().1), (&by_key, Key::passphrase(PASSPHRASE))]
    {
        let refused = restore(&home.path("again"), file, &key);
        assert!(matches!(refused, Err(RestoreTrouble::Backup(BackupTrouble::WrongKey))), "{refused:?}");
    }
    assert!(!home.path("again").exists());
}

/// Every bit counts: whichever is flipped, the backup is refused.
#[test]
fn a_flipped_bit_is_found_wherever_it_is() {
    let home = Home::new();
    let app = firm(&home.data(), 40);
    let (lock, key, _) = pair();
    let file = home.path("firm.age");
    back_up(&app, &file, &lock);
    let whole = fs::read(&file).unwrap();
    verify_backup(&file, &key).unwrap();
    let mut dice = Dice::new(7);
    for _ in 0..1_000 {
        let bit = usize::try_from(dice.below(whole.len() as u64 * 8)).unwrap();
        let mut flipped = whole.clone();
        flipped[bit / 8] ^= 1 << (bit % 8);
        fs::write(&file, flipped).unwrap();
        match verify_backup(&file, &key) {
            Err(BackupTrouble::Damaged { part }) => assert!(!part.is_empty(), "bit {bit}"),
            Err(BackupTrouble::Foreign | BackupTrouble::WrongKey) => {}
            other => panic!("bit {bit}: {other:?}"),
        }
    }
}

#[test]
fn a_backup_that_is_cut_off_or_longer_is_refused() {
    let home = Home::new();
    let app = firm(&home.data(), 40);
    let (lock, key, _) = pair();
    let file = home.path("firm.age");
    back_up(&app, &file, &lock);
    let whole = fs::read(&file).unwrap();
    let mut dice = Dice::new(3);
    for length in (0..100).map(|_| dice.below(whole.len() as u64)).chain([0, 1, whole.len() as u64 - 1]) {
        fs::write(&file, &whole[..usize::try_from(length).unwrap()]).unwrap();
        let found = verify_backup(&file, &key);
        assert!(matches!(found, Err(BackupTrouble::Damaged { .. } | BackupTrouble::Foreign)), "{length}: {found:?}");
    }
    fs::write(&file, [whole.as_slice(), b"x"].concat()).unwrap();
    assert!(matches!(verify_backup(&file, &key), Err(BackupTrouble::Damaged { .. })));
}

#[test]
fn what_is_no_backup_is_refused() {
    let home = Home::new();
    let (lock, key, secret) = pair();
    let file = home.path("file");
    fs::write(&file, "a letter to my aunt").unwrap();
    assert!(matches!(verify_backup(&file, &key), Err(BackupTrouble::Foreign)));
    // Something else in the same wrapping: encrypted and packed, but no backup of ours.
    let identity: age::x25519::Identity = secret.parse().unwrap();
    let tar = zstd::encode_all(&[0_u8; 1024][..], 1).unwrap();
    fs::write(&file, age::encrypt(&identity.to_public(), &tar).unwrap()).unwrap();
    assert!(matches!(verify_backup(&file, &key), Err(BackupTrouble::Foreign)));
    drop(lock);
}

#[test]
fn a_backup_of_a_newer_program_is_refused() {
    let home = Home::new();
    let app = firm(&home.data(), 3);
    let (lock, key, secret) = pair();
    let file = home.path("firm.age");
    back_up(&app, &file, &lock);
    let identity: age::x25519::Identity = secret.parse().unwrap();
    let tar = zstd::decode_all(&age::decrypt(&identity, &fs::read(&file).unwrap()).unwrap()[..]).unwrap();
    let text = format!("\"schema\": {SCHEMA_VERSION}");
    let at = tar.windows(text.len()).position(|window| window == text.as_bytes()).unwrap();
    let mut newer = tar;
    newer[at + text.len() - 1] = b'9';
    let packed = zstd::encode_all(&newer[..], 1).unwrap();
    fs::write(&file, age::encrypt(&identity.to_public(), &packed).unwrap()).unwrap();
    let refused = restore(&home.path("again"), &file, &key);
    assert!(matches!(refused, Err(RestoreTrouble::Backup(BackupTrouble::Newer { .. }))), "{refused:?}");
}

#[test]
fn nothing_is_restored_over_anything() {
    let home = Home::new();
    let app = firm(&home.data(), 3);
    let (lock, key, _) = pair();
    let file = home.path("firm.age");
    back_up(&app, &file, &lock);
    let before = state(&app);
    let refused = restore(&home.data(), &file, &key);
    assert!(matches!(refused, Err(RestoreTrouble::Folder(FolderTrouble::Taken(_)))), "{refused:?}");
    let input = BufReader::new(fs::File::open(&file).unwrap());
    let refused = app.restore_here(input, &key, &mut |_, _| true);
    assert!(matches!(refused, Err(RestoreTrouble::Backup(BackupTrouble::NotEmpty))));
    assert_eq!(state(&app), before);
    fs::create_dir(home.path("empty")).unwrap();
    restore(&home.path("empty"), &file, &key).unwrap();
}

#[test]
fn the_first_page_fills_its_own_empty_firm() {
    let home = Home::new();
    let app = firm(&home.data(), 12);
    let (lock, key, _) = pair();
    let file = home.path("firm.age");
    back_up(&app, &file, &lock);
    let fresh = open(&home.path("fresh"));
    let mut committed = fresh.door().committed();
    // A damaged backup leaves the empty firm empty.
    let whole = fs::read(&file).unwrap();
    let cut = &whole[..whole.len() - 20];
    assert!(fresh.restore_here(cut, &key, &mut |_, _| true).is_err());
    assert!(fresh.door().store().is_empty().unwrap());
    let restored = fresh.restore_here(whole.as_slice(), &key, &mut |_, _| true).unwrap();
    assert!(restored.broken.is_none());
    assert_eq!(state(&fresh), state(&app));
    assert_eq!(fresh.folder().format().instance, app.folder().format().instance);
    assert!(committed.has_changed().unwrap() && *committed.borrow_and_update() == 12, "the workers are woken");
    add_category(&fresh, "goes-on");
    assert_eq!(verify(&fresh.door().store().reader().unwrap()).unwrap().entries, 13);
}

#[test]
fn a_backup_that_is_stopped_leaves_nothing_behind() {
    let home = Home::new();
    let app = firm(&home.data(), 3);
    let file = home.path("firm.age");
    let stopped = app.back_up(&file, &pair().0, &mut |_, _| false);
    assert!(matches!(stopped, Err(BackupTrouble::Interrupted)));
    assert!(!file.exists() && !home.path("firm.age.part").exists());
}

/// What docs/FORMATS.md promises: the public tools open a backup, and a few lines read it.
#[test]
fn the_public_tools_open_a_backup() {
    let home = Home::new();
    let app = firm(&home.data(), 8);
    let (lock, _, secret) = pair();
    let (file, key_file) = (home.path("firm.age"), home.path("key.txt"));
    let manifest = back_up(&app, &file, &lock);
    fs::write(&key_file, secret).unwrap();
    let opened = Command::new("age").arg("-d").arg("-i").arg(&key_file).arg(&file).output();
    let opened = opened.expect("age is not installed; tests/run installs it");
    assert!(opened.status.success(), "{}", String::from_utf8_lossy(&opened.stderr));
    let tar = zstd::decode_all(opened.stdout.as_slice()).unwrap();
    let mut archive = tar::Archive::new(tar.as_slice());
    let mut parts = Vec::new();
    for entry in archive.entries().unwrap() {
        let mut entry = entry.unwrap();
        let path = entry.path().unwrap().to_string_lossy().into_owned();
        let mut content = Vec::new();
        entry.read_to_end(&mut content).unwrap();
        parts.push((path, content));
    }
    assert_eq!(parts[0].0, "manifest.json");
    assert_eq!(serde_json::from_slice::<Manifest>(&parts[0].1).unwrap(), manifest);
    for facts in &manifest.tables {
        let (_, content) = parts.iter().find(|(path, _)| *path == facts.file).unwrap();
        assert_eq!(blake3::hash(content).to_hex().to_string(), facts.blake3, "{}", facts.name);
        assert_eq!(count_rows(content), facts.rows, "{}", facts.name);
    }
}

fn count_rows(mut content: &[u8]) -> u64 {
    let mut rows = 0;
    while !content.is_empty() {
        for _ in ["key", "value"] {
            let (length, rest) = content.split_at(4);
            let length = u32::from_be_bytes(length.try_into().unwrap());
            content = &rest[usize::try_from(length).unwrap()..];
        }
        rows += 1;
    }
    rows
}
