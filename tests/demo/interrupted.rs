//! The play is killed in its midst, and begun again.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use kontor::app::Folder;
use kontor::store::last_entry;

use crate::demo::{open, play_into, small_firm};
use crate::store::disk::Dice;

const FOLDER: &str = "KONTOR_TEST_PLAY_FOLDER";
const KILLS: u64 = 4;

/// Runs only inside the child process.
#[test]
fn the_one_who_plays() {
    let Ok(root) = std::env::var(FOLDER) else { return };
    println!("plays");
    play_into(Path::new(&root)).unwrap();
}

#[test]
fn a_play_that_is_killed_leaves_no_half_firm_and_can_be_begun_again() {
    let folder = tempfile::TempDir::new().unwrap();
    let root = folder.path().join("data");
    let mut dice = Dice::new(11);
    for kill in 0..KILLS {
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "demo::interrupted::the_one_who_plays", "--nocapture"])
            .env(FOLDER, &root)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines().map_while(Result::ok);
        assert!(lines.any(|line| line.contains("plays")));
        std::thread::sleep(Duration::from_millis(dice.below(900)));
        child.kill().unwrap();
        child.wait().unwrap();
        if Folder::look(&root).unwrap().is_some() {
            let door = open(&root);
            let empty = door.store().is_empty().unwrap();
            door.close().unwrap();
            door.into_store().unwrap().close().unwrap();
            assert!(empty, "kill {kill}: half a firm was left");
        }
    }
    let played = play_into(&root).unwrap();
    let copy = folder.path().join("copy");
    crate::faults::copy(small_firm(), &copy);
    assert_eq!(played, last_entry(&open(&copy).store().reader().unwrap()).unwrap().hash);
    let names: Vec<_> = std::fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(names.len(), 2, "nothing is left beside: {names:?}");
}
