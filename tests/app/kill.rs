//! The process is killed at any moment, again and again. Whatever it had acknowledged is there afterwards.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use kontor::business::catalog::categories;
use kontor::store::verify;

use crate::app::firm::{Home, add_category, open};
use crate::store::disk::Dice;

const KILLS: u64 = 20;
const FOLDER: &str = "KONTOR_TEST_KILL_FOLDER";

/// Runs only inside the child process: writes commands without end, and tells each one that is on disk.
#[test]
fn the_one_who_writes() {
    let Ok(root) = std::env::var(FOLDER) else { return };
    let app = open(Path::new(&root));
    for number in 1.. {
        let id = add_category(&app, &format!("{}-{number}", std::process::id()));
        println!("acknowledged {id}");
    }
}

fn start(root: &Path) -> Child {
    Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "app::kill::the_one_who_writes", "--nocapture"])
        .env(FOLDER, root)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap()
}

#[test]
fn nothing_acknowledged_is_lost_by_twenty_kills() {
    let home = Home::new();
    let mut dice = Dice::new(20);
    let (mut acknowledged, mut kills) = (0, 0);
    while kills < KILLS {
        let mut child = start(&home.data());
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        // Some are killed while they still open the file, the others in the midst of writing.
        let first =
            if kills % 5 == 4 { None } else { lines.by_ref().map_while(Result::ok).find_map(|line| read(&line)) };
        std::thread::sleep(Duration::from_millis(dice.below(150)));
        child.kill().unwrap();
        let told = lines.map_while(Result::ok).filter_map(|line| read(&line)).last().or(first);
        child.wait().unwrap();
        acknowledged = told.unwrap_or(acknowledged).max(acknowledged);
        kills += 1;

        let app = open(&home.data());
        let reader = app.door().store().reader().unwrap();
        let there = u64::try_from(categories(&reader).len()).unwrap();
        assert!(there >= acknowledged, "kill {kills}: {acknowledged} were acknowledged, {there} are there");
        assert_eq!(verify(&reader).unwrap().entries, there, "kill {kills}");
        drop(reader);
        app.close().unwrap();
    }
    assert!(acknowledged > KILLS, "too little was written to prove anything: {acknowledged}");
}

fn read(line: &str) -> Option<u64> {
    line.rsplit_once("acknowledged ")?.1.trim().parse().ok()
}
