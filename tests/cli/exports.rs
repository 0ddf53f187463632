//! What is written can be taken in again and changes nothing; and what is asked for wrongly is told so.

use std::path::Path;

use crate::cli::imports::{EXAMPLES, with_examples};
use crate::cli::program::Program;

fn out(program: &Program, name: &str) -> String {
    program.path(name).to_str().unwrap().to_owned()
}

fn every_table_comes_back_as_it_was(program: &Program) {
    for (kind, rows) in EXAMPLES {
        let file = out(program, &format!("{kind}.csv"));
        let told = program.run(&["--json", "export", kind, "--out", &file]).ended(0).json();
        assert_eq!(told[0]["files"], 1, "{kind}");
        let again = program.run(&["--json", "import", kind, &file]).ended(20).json();
        // The firm's founder is a person as well.
        let rows = if kind == "people" { rows + 5 } else { rows };
        assert_eq!((&again[0]["same"], &again[0]["changed"]), (&rows.into(), &0.into()), "{kind}: {again:?}");
    }
    let end = program.run(&["--json", "journal", "show"]).json().len();
    program.run(&["export", "journal", "--out", &out(program, "journal.jsonl")]).ended(0);
    let journal = std::fs::read_to_string(program.path("journal.jsonl")).unwrap();
    assert_eq!(journal.lines().count(), end);
    program.run(&["export", "customers", "--out", &out(program, "customers.csv")]).ended(0);
    assert_eq!(std::fs::read_to_string(program.path("customers.csv")).unwrap().lines().count(), 4);
    program.run(&["export", "addresses", "--out", &out(program, "addresses")]).ended(0);
    let files: Vec<_> = std::fs::read_dir(program.path("addresses")).unwrap().collect();
    assert_eq!(files.len(), 2, "one for each carrier's tool");
    for nothing in ["invoices", "payment-files", "commissions"] {
        program.run(&["export", nothing, "--out", &out(program, nothing)]).ended(20);
    }
    program.run(&["export", "ledger", "--out", &out(program, "ledger.csv")]).ended(0);
}

#[test]
fn every_table_is_written_while_nobody_serves() {
    every_table_comes_back_as_it_was(&with_examples());
}

#[test]
fn every_table_is_written_by_the_one_who_serves() {
    let program = with_examples();
    let serving = program.serve();
    every_table_comes_back_as_it_was(&program);
    assert_eq!(serving.stop(), 0);
}

#[test]
fn a_period_narrows_what_is_written_and_must_be_one() {
    let program = with_examples();
    let file = out(&program, "orders.csv");
    let rows = |period: &str| {
        program.run(&["export", "orders", "--period", period, "--out", &file, "--force"]).ended(0);
        std::fs::read_to_string(&file).unwrap().lines().count() - 1
    };
    // Three pieces for 20.00 stand on two lines.
    assert_eq!((rows("2024-04"), rows("2024-05"), rows("2024"), rows("2023")), (4, 1, 5, 0));
    program.run(&["export", "orders", "--period", "spring", "--out", &file]).ended(2).warns("spring");
    program.run(&["export", "orders", "--out", "/proc/nowhere/orders.csv"]).ended(23).warns("no folder /proc/nowhere");
    program.run(&["export", "treasures", "--out", &file]).ended(2);
}

#[test]
fn a_table_in_a_folder_gets_its_usual_name() {
    let program = with_examples();
    program.run(&["export", "partners", "--out", program.path("").to_str().unwrap()]).ended(0);
    assert!(Path::new(&out(&program, "partners.csv")).exists());
}

#[test]
fn what_is_there_is_only_written_over_by_force() {
    let program = with_examples();
    let file = program.file("orders.csv", "my own notes");
    let to = file.to_str().unwrap();
    let read = || std::fs::read_to_string(&file).unwrap();
    program.run(&["export", "orders", "--out", to]).ended(24).warns("--force");
    assert_eq!(read(), "my own notes");
    program.run(&["export", "orders", "--out", to, "--period", "2024-04", "--force"]).ended(0);
    assert!(read().starts_with("order,"), "{}", read());
    program.run(&["--yes", "export", "orders", "--out", to]).ended(0);

    let folder = out(&program, "addresses");
    let export = ["export", "addresses", "--out", &folder];
    program.run(&["export", "addresses", "--out", to]).ended(24).warns("is a file");
    program.run(&export).ended(0);
    // The same files once more change nothing.
    program.run(&export).ended(0);
    let mut names: Vec<_> = std::fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    names.sort();
    let whole = std::fs::read(&names[0]).unwrap();
    std::fs::write(&names[0], "my own notes").unwrap();
    std::fs::remove_file(&names[1]).unwrap();
    program.run(&export).ended(24).warns(names[0].file_name().unwrap().to_str().unwrap());
    assert!(!names[1].exists(), "all of them or none");
    program.run(&[&export[..], &["--force"]].concat()).ended(0);
    assert_eq!(std::fs::read(&names[0]).unwrap(), whole);
    let left = std::fs::read_dir(program.path("")).unwrap().map(|entry| entry.unwrap().path());
    assert!(left.into_iter().all(|path| path.extension().is_none_or(|end| end != "part")), "nothing half is left");
}
