//! Exit codes are a promise to scripts: each is provoked, with somebody serving and without.

use std::net::TcpListener;

use crate::cli::program::{Program, signal};

const PASSPHRASE: &str = "sieben Hühner auf dem Dach\n";

fn backup(program: &Program, name: &str) -> String {
    program.file("passphrase", PASSPHRASE);
    let path = program.path(name).to_str().unwrap().to_owned();
    program.run(&["backup", &path, "--passphrase-file", "passphrase"]).ended(0);
    path
}

#[test]
fn what_is_not_understood_ends_with_2() {
    let program = Program::new();
    for wrong in [&["dance"][..], &["import"], &["export", "orders"], &["serve", "--port", "lots"], &["journal"]] {
        program.run(wrong).ended(2);
    }
    program.run(&["--help"]).ended(0).says("kontor");
    program.run(&["--version"]).ended(0).says(env!("CARGO_PKG_VERSION"));
}

#[test]
fn a_folder_without_a_firm_ends_with_10() {
    let program = Program::new();
    for verb in [&["check"][..], &["journal", "verify"], &["reindex"], &["user", "list"], &["plan", "list"]] {
        program.run(verb).ended(10);
    }
    program.run(&["import", "people", "people.csv"]).ended(10);
    assert!(!program.data().exists(), "to ask makes no folder");
    program.run(&["export", "people", "--out", "people.csv"]).ended(10);
    program.run(&["commission", "list"]).ended(10);
}

#[test]
fn a_held_folder_ends_with_11_and_a_taken_port_with_17() {
    let program = Program::with_firm("EUR");
    let serving = program.serve();
    program.run(&["serve", "--port", "0", "--no-browser"]).ended(11).warns(&serving.address);
    assert_eq!(serving.stop(), 0);
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port().to_string();
    program.run(&["serve", "--port", &port, "--no-browser"]).ended(17).warns(&port);
}

#[test]
fn backups_end_with_12_18_or_24_when_something_is_wrong() {
    let program = Program::with_firm("EUR");
    let file = backup(&program, "firm.age");
    program.run(&["backup", &file, "--passphrase-file", "passphrase"]).ended(24);
    program.run(&["--yes", "backup", &file, "--passphrase-file", "passphrase"]).ended(0);
    program.run(&["backup", &file, "--passphrase-file", "passphrase", "--force"]).ended(0);
    program.file("wrong", "acht Hühner auf dem Dach\n");
    let new = program.path("new").to_str().unwrap().to_owned();
    program.run(&["restore", &file, "--data", &new, "--passphrase-file", "wrong"]).ended(12);
    let whole = std::fs::read(&file).unwrap();
    let cut = program.path("cut.age");
    std::fs::write(&cut, &whole[..whole.len() / 2]).unwrap();
    let cut = cut.to_str().unwrap();
    program.run(&["restore", cut, "--data", &new, "--passphrase-file", "passphrase"]).ended(18);
    program.run(&["restore", &file, "--data", &new, "--passphrase-file", "passphrase", "--dry-run"]).ended(0);
    program.run(&["restore", &file, "--data", &new, "--passphrase-file", "passphrase"]).ended(0);
    program.run(&["restore", &file, "--data", &new, "--passphrase-file", "passphrase"]).ended(24);
    let full = program.path("full");
    std::fs::create_dir(&full).unwrap();
    std::fs::write(full.join("holiday.jpg"), "a picture").unwrap();
    let full = full.to_str().unwrap();
    let refused = program.run(&["restore", &file, "--data", full, "--passphrase-file", "passphrase"]).ended(24);
    assert!(refused.err.contains("holiday.jpg") && !refused.err.contains("data of Kontor"), "{}", refused.err);
    let there = program.run(&["journal", "verify"]).ended(0).out;
    assert_eq!(program.run(&["--data", &new, "journal", "verify"]).ended(0).out, there);
    program.run(&["backup", "other.age", "--passphrase-file", "nowhere"]).ended(23).warns("There is no file nowhere");
    let missing = program.run(&["restore", "gone.age", "--data", &new, "--passphrase-file", "passphrase"]).ended(23);
    assert!(missing.err.contains("There is no file") && missing.err.contains("gone.age"), "{}", missing.err);
    program.run(&["backup", "gone/other.age", "--passphrase-file", "passphrase"]).ended(23).warns("There is no folder");
    program.file("short", "kurz\n");
    program.run(&["backup", "other.age", "--passphrase-file", "short"]).ended(2);
}

#[test]
fn newer_data_end_with_13_and_damaged_ones_with_15() {
    let program = Program::with_firm("EUR");
    let format = program.data().join("format.json");
    let text = std::fs::read_to_string(&format).unwrap();
    let newer = text.replacen("\"data_format\": ", "\"data_format\": 99", 1);
    assert_ne!(newer, text, "{text}");
    std::fs::write(&format, newer).unwrap();
    program.run(&["check"]).ended(13);
    std::fs::write(&format, text).unwrap();
    program.run(&["check"]).ended(0);
    let store = program.data().join("db").join("kontor.redb");
    let whole = std::fs::read(&store).unwrap();
    std::fs::write(&store, &whole[..whole.len() / 3]).unwrap();
    program.run(&["check"]).ended(15);
    program.run(&["journal", "verify"]).ended(15);
}

#[test]
fn a_folder_that_a_cloud_copies_about_ends_a_check_with_3() {
    let program = Program::with_firm("EUR");
    let cloud = program.path("Dropbox");
    std::fs::create_dir(&cloud).unwrap();
    std::fs::rename(program.data(), cloud.join("firm")).unwrap();
    let data = cloud.join("firm").to_str().unwrap().to_owned();
    program.run(&["--data", &data, "check"]).ended(3).says("Dropbox");
}

#[test]
fn every_verb_works_while_somebody_serves_and_speaks_json() {
    let program = Program::with_firm("EUR");
    let serving = program.serve();
    for verb in [
        &["check"][..],
        &["check", "--list"],
        &["journal", "verify"],
        &["journal", "show", "--limit", "3"],
        &["reindex"],
        &["user", "list"],
        &["plan", "list"],
        &["plan", "check", "unilevel-simple"],
        &["plan", "adopt", "unilevel-simple"],
        &["commission", "list"],
        &["export", "journal", "--out", "journal.jsonl"],
    ] {
        let told = program.run(&[&["--json"], verb].concat()).ended(0);
        assert!(told.json().len() <= 1_000, "{verb:?}");
    }
    let trouble = program.run(&["--json", "user", "reset", "nobody@almgut.test"]).ended(1).err;
    let trouble: serde_json::Value = serde_json::from_str(trouble.trim()).unwrap();
    assert_eq!(trouble["exit"], 1);
    backup(&program, "while-running.age");
    assert_eq!(serving.stop(), 0);
}

#[test]
fn an_interrupted_command_ends_with_130_even_when_another_process_does_the_work() {
    let program = Program::with_firm("EUR");
    let serving = program.serve();
    let mut rows = "key,last_name\n".to_owned();
    for number in 0..200_000 {
        rows.push_str(&format!("P-{number},Huber\n"));
    }
    let file = program.file("many.csv", &rows);
    let mut child = program.command(&["import", "people", file.to_str().unwrap()]).spawn().unwrap();
    std::thread::sleep(std::time::Duration::from_millis(1_000));
    assert!(signal(child.id(), "INT"));
    assert_eq!(child.wait().unwrap().code(), Some(130));
    // Nobody waits for it any more: the one who serves gives it up, and goes on working.
    let people = program.path("people.csv").to_str().unwrap().to_owned();
    program.run(&["export", "people", "--out", &people]).ended(0);
    assert!(std::fs::read_to_string(people).unwrap().lines().count() < 10);
    assert_eq!(serving.stop(), 0);
    program.run(&["check"]).ended(0);
}

#[test]
#[cfg(unix)]
fn a_request_of_an_older_program_is_understood() {
    use std::io::{BufRead, BufReader, Write};
    use std::os::unix::net::UnixStream;
    let program = Program::with_firm("EUR");
    let serving = program.serve();
    let to = |name: &str| program.path(name).to_str().unwrap().to_owned();
    let manner = serde_json::json!({ "language": "En", "json": false, "yes": false, "at": to("") });
    let asked = |work: serde_json::Value| {
        let mut stream = UnixStream::connect(program.data().join("kontor.sock")).unwrap();
        let request = serde_json::json!({ "work": work, "manner": manner, "secret": null });
        writeln!(stream, "{request}").unwrap();
        let last = BufReader::new(stream).lines().map(Result::unwrap).last().unwrap();
        serde_json::from_str::<serde_json::Value>(&last).unwrap()["exit"].clone()
    };
    // None of them knew `force`, nor the import `all`.
    let people = to("people.csv");
    assert_eq!(asked(serde_json::json!({ "Export": { "kind": "People", "out": people, "period": null } })), 0);
    assert_eq!(asked(serde_json::json!({ "Export": { "kind": "People", "out": people, "period": null } })), 24);
    let import = serde_json::json!({ "kind": "People", "file": people, "map": null, "dry_run": true });
    assert_eq!(asked(serde_json::json!({ "Import": import })), 20);
    assert_eq!(asked(serde_json::json!({ "Commission": { "Export": { "run": "L-0009", "out": "x" } } })), 1);
    let simulate = serde_json::json!({ "period": "2024-04", "plan": "moon", "out": null });
    assert_eq!(asked(serde_json::json!({ "Commission": { "Simulate": simulate } })), 1);
    assert_eq!(serving.stop(), 0);
}

#[test]
fn serving_that_is_refused_leaves_no_folder() {
    let program = Program::new();
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port().to_string();
    program.run(&["serve", "--port", &port, "--no-browser"]).ended(17);
    assert!(!program.data().exists(), "nothing was begun");
    program.run(&["serve", "--port", "0", "--no-browser", "--clock", "2026-11-02T08:00:00Z"]).ended(2);
    assert!(!program.data().exists(), "only a demo firm has another clock, and here is none");
    // What lay there stays, and a firm that is there is not touched.
    std::fs::create_dir(program.data()).unwrap();
    program.run(&["serve", "--port", &port, "--no-browser"]).ended(17);
    assert_eq!(std::fs::read_dir(program.data()).unwrap().count(), 0);
    let program = Program::with_firm("EUR");
    program.run(&["serve", "--port", &port, "--no-browser"]).ended(17);
    program.run(&["check"]).ended(0);
}

#[cfg(unix)]
#[test]
fn nobody_but_the_owner_reads_the_data() {
    use std::os::unix::fs::PermissionsExt;
    let program = Program::with_firm("EUR");
    let mode = |path: &str| std::fs::metadata(program.data().join(path)).unwrap().permissions().mode() & 0o777;
    assert_eq!((mode(""), mode("db"), mode("db/kontor.redb")), (0o700, 0o700, 0o600));
}
