//! The program itself, in processes of its own, over a copy of the small demo firm.

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};

use kontor::app::{App, Clock, Folder, open_store};
use kontor::business::catalog::product_by_sku;
use kontor::store::Options;
use kontor::values::ProductId;
use tempfile::TempDir;

use crate::demo::{small_firm, today};

/// A copy of the small demo firm, in a folder that disappears in the end.
pub struct Home {
    folder: TempDir,
}

impl Home {
    pub fn with_firm() -> Home {
        let folder = TempDir::new().unwrap();
        copy(small_firm(), &folder.path().join("data"));
        Home { folder }
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub fn data(&self) -> PathBuf {
        self.path("data")
    }

    /// Opens the firm in this process.
    pub fn open(&self) -> App {
        open(&self.data())
    }

    /// Something that is always in the house.
    pub fn product(&self) -> ProductId {
        let app = self.open();
        let product = product_by_sku(&app.door().store().reader().unwrap(), "FD-1001").unwrap().0;
        app.close().unwrap();
        product
    }

    pub fn run(&self, words: &[&str]) -> Output {
        run(&self.data(), words)
    }

    /// Runs a verb that must succeed.
    #[track_caller]
    pub fn succeed(&self, words: &[&str]) -> String {
        let done = self.run(words);
        assert!(done.status.success(), "{words:?}: {}", said(&done));
        String::from_utf8(done.stdout).unwrap()
    }
}

pub fn open(root: &Path) -> App {
    let folder = Folder::open(root, today()).unwrap();
    let store = open_store(&folder, &Options::default()).unwrap();
    App::open(folder, store, Clock::standing_at(today())).unwrap()
}

/// One verb of the command line.
pub fn run(data: &Path, words: &[&str]) -> Output {
    program().args(words).arg("--data").arg(data).output().unwrap()
}

pub fn said(done: &Output) -> String {
    format!("{} {} {}", done.status, String::from_utf8_lossy(&done.stdout), String::from_utf8_lossy(&done.stderr))
}

fn program() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_kontor"));
    command.args(["--lang", "en"]).env_remove("KONTOR_DATA").stdin(Stdio::null());
    command
}

/// A serving process; it is killed when the test is over.
pub struct Served {
    child: Child,
    pub port: u16,
}

impl Served {
    pub fn start(data: &Path) -> Served {
        let mut child = program()
            .args(["serve", "--port", "0", "--no-browser", "--data"])
            .arg(data)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines().map_while(Result::ok);
        let port = lines.find_map(|line| {
            let (_, address) = line.split_once("http://127.0.0.1:")?;
            address.split(|sign: char| !sign.is_ascii_digit()).next()?.parse().ok()
        });
        // Whatever it says later is read, so that it never waits for a reader.
        std::thread::spawn(move || lines.for_each(drop));
        Served { child, port: port.expect("the server tells its address") }
    }

    /// As the power would: no goodbye.
    pub fn kill(&mut self) {
        drop(self.child.kill());
        self.child.wait().unwrap();
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        self.kill();
    }
}

/// Everything but what only the running process needs.
pub fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        let kind = entry.file_type().unwrap();
        if kind.is_dir() {
            copy(&entry.path(), &target);
        } else if kind.is_file() {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}
