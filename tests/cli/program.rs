//! The executable as a person starts it: arguments in, exit code and words out, in a data folder of its own.

use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use tempfile::TempDir;

pub const PASSWORD: &str = "Zwetschken auf dem Balkon";
const PATIENCE: Duration = Duration::from_secs(60);

pub struct Program {
    home: TempDir,
}

/// How a command ended and what it said.
#[derive(Debug)]
pub struct Ended {
    pub code: i32,
    pub out: String,
    pub err: String,
}

impl Program {
    /// In a folder in which nothing lies yet.
    pub fn new() -> Program {
        Program { home: TempDir::new().unwrap() }
    }

    /// With a firm that keeps its books in this currency.
    pub fn with_firm(currency: &str) -> Program {
        let program = Program::new();
        let password = program.file("password.txt", PASSWORD);
        let password = password.to_str().unwrap();
        let set_up = ["setup", "--firm", "Almgut", "--email", "anna@almgut.test", "--currency", currency];
        program.run(&[&set_up[..], &["--password-file", password]].concat()).ended(0);
        program
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.home.path().join(name)
    }

    pub fn data(&self) -> PathBuf {
        self.path("data")
    }

    /// A file beside the data folder.
    pub fn file(&self, name: &str, content: &str) -> PathBuf {
        let path = self.path(name);
        std::fs::write(&path, content).unwrap();
        path
    }

    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_kontor"));
        command.args(arguments).current_dir(self.home.path());
        for (name, _) in std::env::vars().filter(|(name, _)| name.starts_with("KONTOR_")) {
            command.env_remove(name);
        }
        command.env("KONTOR_DATA", self.data()).env("KONTOR_LANG", "en").stdin(Stdio::null());
        command
    }

    pub fn run(&self, arguments: &[&str]) -> Ended {
        let done = self.command(arguments).output().unwrap();
        Ended {
            code: done.status.code().unwrap_or(-1),
            out: String::from_utf8(done.stdout).unwrap(),
            err: String::from_utf8(done.stderr).unwrap(),
        }
    }

    /// The same with this on standard input.
    pub fn run_with_input(&self, arguments: &[&str], input: &str) -> Ended {
        let mut command = self.command(arguments);
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
        let done = child.wait_with_output().unwrap();
        Ended {
            code: done.status.code().unwrap_or(-1),
            out: String::from_utf8(done.stdout).unwrap(),
            err: String::from_utf8(done.stderr).unwrap(),
        }
    }

    /// Serves the folder until the answer is dropped.
    pub fn serve(&self) -> Serving {
        let mut command = self.command(&["serve", "--port", "0", "--no-browser"]);
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
        let lines = lines_of(child.stdout.take().unwrap());
        let mut serving = Serving { child, address: String::new(), lines };
        let first = serving.next_line();
        serving.address = first.split_whitespace().find(|word| word.starts_with("http://")).unwrap().to_owned();
        serving.wait_for_socket(&self.data());
        serving
    }
}

impl Ended {
    /// Ends the test unless this is how it ended.
    #[track_caller]
    pub fn ended(self, code: i32) -> Ended {
        assert_eq!(self.code, code, "it said:\n{}\n{}", self.out, self.err);
        self
    }

    #[track_caller]
    pub fn says(self, words: &str) -> Ended {
        assert!(self.out.contains(words), "{words:?} is not in:\n{}\n{}", self.out, self.err);
        self
    }

    #[track_caller]
    pub fn warns(self, words: &str) -> Ended {
        assert!(self.err.contains(words), "{words:?} is not in:\n{}\n{}", self.err, self.out);
        self
    }

    /// The lines as JSON.
    #[track_caller]
    pub fn json(&self) -> Vec<serde_json::Value> {
        self.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    }
}

pub struct Serving {
    child: Child,
    pub address: String,
    lines: Receiver<String>,
}

impl Serving {
    /// What it prints next.
    pub fn next_line(&mut self) -> String {
        self.lines.recv_timeout(PATIENCE).unwrap()
    }

    /// It is told to stop, as a service manager does, and its exit code is the answer.
    pub fn stop(mut self) -> i32 {
        assert!(signal(self.child.id(), "TERM"));
        self.child.wait().unwrap().code().unwrap_or(-1)
    }

    fn wait_for_socket(&self, data: &Path) {
        for _ in 0..600 {
            if data.join("kontor.sock").exists() {
                return;
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        panic!("nobody listens for work");
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        // It may have been stopped already.
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

/// Asks a process to end; `TERM` or `INT`.
pub fn signal(process: u32, name: &str) -> bool {
    Command::new("kill").args([format!("-{name}"), process.to_string()]).status().unwrap().success()
}

fn lines_of(from: impl std::io::Read + Send + 'static) -> Receiver<String> {
    let (send, receive) = channel();
    std::thread::spawn(move || {
        for line in BufReader::new(from).lines().map_while(Result::ok) {
            if send.send(line).is_err() {
                return;
            }
        }
    });
    receive
}
