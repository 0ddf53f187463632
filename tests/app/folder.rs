//! Making, holding and refusing data folders.

use std::fs;

use kontor::app::{DATA_FORMAT, Folder, FolderTrouble};

use crate::app::firm::{Home, now, open};

#[test]
fn a_new_folder_is_laid_out_and_closed_to_others() {
    let home = Home::new();
    let folder = Folder::create(&home.data(), true, now()).unwrap();
    let note = fs::read_to_string(home.data().join("READ-ME-FIRST.txt")).unwrap();
    assert!(note.contains("kontor backup DATEI") && note.contains("kontor backup FILE"), "{note}");
    let format = folder.format();
    assert_eq!((format.data_format, format.trial, format.instance.len()), (DATA_FORMAT, true, 32));
    for name in ["db", "index", "backups", "logs", "tmp"] {
        assert!(home.data().join(name).is_dir(), "{name}");
    }
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = |name: &str| fs::metadata(home.data().join(name)).unwrap().permissions().mode() & 0o777;
        assert_eq!((mode(""), mode("db"), mode("format.json"), mode("running.json")), (0o700, 0o700, 0o600, 0o600));
    }
}

#[test]
fn two_firms_never_have_the_same_name() {
    let home = Home::new();
    let one = Folder::create(&home.path("one"), false, now()).unwrap().format().instance;
    let other = Folder::create(&home.path("other"), false, now()).unwrap().format().instance;
    assert_ne!(one, other);
}

#[test]
fn what_a_newer_program_noted_in_the_format_is_kept() {
    let home = Home::new();
    drop(Folder::create(&home.data(), false, now()).unwrap());
    let path = home.data().join("format.json");
    let text = fs::read_to_string(&path).unwrap().replace("\"trial\"", "\"mirror\": \"b\",\n  \"trial\"");
    fs::write(&path, text).unwrap();
    let folder = Folder::open(&home.data(), now()).unwrap();
    folder.change_format(|format| format.trial = true).unwrap();
    assert!(fs::read_to_string(&path).unwrap().contains("\"mirror\": \"b\""));
}

#[test]
fn a_folder_is_held_by_one() {
    let home = Home::new();
    let held = Folder::create(&home.data(), false, now()).unwrap();
    held.announce(Some("http://127.0.0.1:7373".to_owned()), now()).unwrap();
    match Folder::open(&home.data(), now()) {
        Err(FolderTrouble::InUse { by: Some(running), .. }) => {
            assert_eq!(running.process, std::process::id());
            assert_eq!(running.address.as_deref(), Some("http://127.0.0.1:7373"));
        }
        other => panic!("{:?}", other.err()),
    }
    assert!(Folder::holder(&home.data()).is_some());
    drop(held);
    assert!(Folder::holder(&home.data()).is_none());
    Folder::open(&home.data(), now()).unwrap();
}

#[test]
fn a_command_that_ends_soon_is_waited_for() {
    let home = Home::new();
    let held = Folder::create(&home.data(), false, now()).unwrap();
    let ending = std::thread::spawn(move || {
        std::thread::sleep(std::time::Duration::from_millis(300));
        drop(held);
    });
    Folder::open(&home.data(), now()).unwrap();
    ending.join().unwrap();
}

#[test]
fn a_folder_with_other_things_is_left_as_it_is() {
    let home = Home::new();
    fs::create_dir(home.data()).unwrap();
    fs::write(home.data().join("holiday.jpg"), "a picture").unwrap();
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        fs::set_permissions(home.data(), fs::Permissions::from_mode(0o755)).unwrap();
    }
    let before = fs::metadata(home.data()).unwrap().permissions();
    assert!(matches!(Folder::create(&home.data(), false, now()), Err(FolderTrouble::Foreign { .. })));
    assert_eq!(fs::metadata(home.data()).unwrap().permissions(), before);
    let names: Vec<_> = fs::read_dir(home.data()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(names, ["holiday.jpg"]);
}

#[test]
fn a_firm_is_never_made_over_another() {
    let home = Home::new();
    drop(Folder::create(&home.data(), false, now()).unwrap());
    assert!(matches!(Folder::create(&home.data(), true, now()), Err(FolderTrouble::Taken(_))));
}

#[test]
fn a_broken_off_beginning_can_be_begun_again() {
    let home = Home::new();
    drop(Folder::create(&home.data(), false, now()).unwrap());
    fs::remove_file(home.data().join("format.json")).unwrap();
    Folder::create(&home.data(), false, now()).unwrap();
}

#[test]
fn data_without_their_format_are_not_taken_for_a_new_firm() {
    let home = Home::new();
    open(&home.data()).close().unwrap();
    fs::remove_file(home.data().join("format.json")).unwrap();
    assert!(matches!(Folder::open_or_create(&home.data(), now()), Err(FolderTrouble::Damaged { .. })));
}

#[test]
fn data_of_a_newer_program_are_refused_before_they_are_opened() {
    let home = Home::new();
    open(&home.data()).close().unwrap();
    let path = home.data().join("format.json");
    let newer = fs::read_to_string(&path)
        .unwrap()
        .replace(&format!("\"data_format\": {DATA_FORMAT}"), "\"data_format\": 999")
        .replace("\"last_program\": \"0.1.0\"", "\"last_program\": \"9.9.9\"");
    fs::write(&path, newer).unwrap();
    let store = fs::read(home.data().join("db/kontor.redb")).unwrap();
    match Folder::open_or_create(&home.data(), now()) {
        Err(FolderTrouble::Newer { program, .. }) => assert_eq!(program, "9.9.9"),
        other => panic!("{:?}", other.err()),
    }
    assert_eq!(fs::read(home.data().join("db/kontor.redb")).unwrap(), store);
}

#[test]
fn a_format_that_cannot_be_read_is_named() {
    let home = Home::new();
    drop(Folder::create(&home.data(), false, now()).unwrap());
    fs::write(home.data().join("format.json"), "{ half").unwrap();
    match Folder::open(&home.data(), now()) {
        Err(FolderTrouble::Damaged { path, .. }) => assert!(path.ends_with("format.json")),
        other => panic!("{:?}", other.err()),
    }
}

#[test]
fn a_folder_that_cannot_be_is_refused() {
    let home = Home::new();
    fs::write(home.path("file"), "no folder").unwrap();
    let inside = home.path("file").join("data");
    assert!(matches!(Folder::create(&inside, false, now()), Err(FolderTrouble::NotAllowed { .. })));
}

#[test]
fn a_clean_end_leaves_nothing_of_the_process_behind() {
    let home = Home::new();
    open(&home.data()).close().unwrap();
    assert!(!home.data().join("running.json").exists());
    assert!(!home.data().join("kontor.sock").exists());
}

/// Every name below a folder, in order.
fn all_names(root: &std::path::Path) -> Vec<String> {
    let mut names = Vec::new();
    for entry in fs::read_dir(root).unwrap().map(Result::unwrap) {
        let name = entry.file_name().into_string().unwrap();
        if entry.path().is_dir() {
            names.extend(all_names(&entry.path()).into_iter().map(|inner| format!("{name}/{inner}")));
        }
        names.push(name);
    }
    names.sort();
    names
}

#[test]
fn what_is_taken_back_is_only_what_was_made() {
    let home = Home::new();
    fs::create_dir_all(home.data().join("backups")).unwrap();
    fs::create_dir_all(home.data().join("logs")).unwrap();
    fs::write(home.data().join("backups/firm.age"), "all that is left of a firm").unwrap();
    fs::write(home.data().join("logs/2026-01-01.log"), "what happened").unwrap();
    let before = all_names(&home.data());
    let (folder, beginning) = Folder::begin(&home.data(), false, now()).unwrap();
    let store = kontor::app::open_store(&folder, &kontor::store::Options::default()).unwrap();
    fs::write(home.data().join("logs/2026-01-02.log"), "what happened next").unwrap();
    store.close().unwrap();
    drop(folder);
    assert!(Folder::holder(&home.data()).is_some(), "nobody comes in between");
    beginning.take_back().unwrap();
    assert_eq!(all_names(&home.data()), before);
    assert_eq!(fs::read_to_string(home.data().join("backups/firm.age")).unwrap(), "all that is left of a firm");

    // A backup that came meanwhile is somebody's.
    let (_, beginning) = Folder::begin(&home.data(), false, now()).unwrap();
    fs::write(home.data().join("backups/late.age"), "another").unwrap();
    beginning.take_back().unwrap();
    assert!(home.data().join("backups/late.age").exists());
    assert!(!home.data().join("format.json").exists());

    let (_, beginning) = Folder::begin(&home.path("new/below/data"), false, now()).unwrap();
    beginning.take_back().unwrap();
    assert!(!home.path("new").exists());
}

#[test]
fn a_folder_that_cannot_be_made_whole_is_not_made_at_all() {
    let home = Home::new();
    fs::create_dir(home.data()).unwrap();
    fs::create_dir(home.data().join("backups")).unwrap();
    fs::write(home.data().join("backups/firm.age"), "all that is left of a firm").unwrap();
    fs::write(home.data().join("tmp"), "no folder").unwrap();
    assert!(Folder::create(&home.data(), false, now()).is_err());
    assert_eq!(all_names(&home.data()), ["backups", "backups/firm.age", "tmp"]);
}
