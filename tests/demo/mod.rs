//! The demo firm, in its small size: the same wherever it is played, whole or not there at all, and alive.

mod alive;
mod interrupted;

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use kontor::app::{Clock, Door, Folder, open_store};
use kontor::business::checks::CHECKS;
use kontor::demo::{self, Size};
use kontor::store::{Options, last_entry};
use kontor::values::Instant;

use crate::kit::at;

/// A Saturday evening, so that some work of the week is left.
pub fn today() -> Instant {
    at("2026-11-21T20:30:00")
}

/// The small demo firm, played once in a run of the tests. Whoever changes it takes a copy.
pub fn small_firm() -> &'static Path {
    static PLAYED: LazyLock<PathBuf> = LazyLock::new(|| {
        let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join("small-demo-firm");
        drop(fs::remove_dir_all(&root));
        play_into(&root).unwrap();
        root
    });
    &PLAYED
}

/// Plays into a folder, new or left behind; gives the hash of the last entry of the journal.
pub fn play_into(root: &Path) -> Result<[u8; 32], String> {
    let folder = if Folder::look(root).unwrap().is_some() {
        Folder::open(root, today()).unwrap()
    } else {
        Folder::create(root, true, today()).unwrap()
    };
    let store = open_store(&folder, &Options::default()).unwrap();
    let door = Door::open(store, Clock::standing_at(today())).unwrap();
    demo::play(&door, today(), Size::Small, &mut |_| ()).map_err(|failure| format!("{failure:?}"))?;
    let head = last_entry(&door.store().reader().unwrap()).unwrap().hash;
    door.close().unwrap();
    door.into_store().unwrap().close().unwrap();
    Ok(head)
}

fn open(root: &Path) -> Door {
    let folder = Folder::open(root, today()).unwrap();
    Door::open(open_store(&folder, &Options::default()).unwrap(), Clock::standing_at(today())).unwrap()
}

#[test]
fn the_same_seed_and_clock_give_the_same_journal() {
    let folder = tempfile::TempDir::new().unwrap();
    let again = play_into(&folder.path().join("data")).unwrap();
    let copy = folder.path().join("copy");
    crate::faults::copy(small_firm(), &copy);
    let head = last_entry(&open(&copy).store().reader().unwrap()).unwrap().hash;
    assert_eq!(again, head);
}

#[test]
fn the_played_firm_passes_every_check() {
    let folder = tempfile::TempDir::new().unwrap();
    crate::faults::copy(small_firm(), folder.path());
    let door = open(folder.path());
    let reader = door.store().reader().unwrap();
    for check in CHECKS {
        let found = check.run(&reader);
        assert!(found.is_empty(), "{}: {found:?}", check.name);
    }
}

#[test]
fn nothing_is_played_over_a_firm() {
    let folder = tempfile::TempDir::new().unwrap();
    crate::faults::copy(small_firm(), folder.path());
    let refused = play_into(folder.path()).unwrap_err();
    assert!(refused.contains("not empty"), "{refused}");
}
