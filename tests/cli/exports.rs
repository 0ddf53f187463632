//! What is written can be taken in again and changes nothing; and what is asked for wrongly is told so.

use std::path::Path;

use kontor::app::{App, Clock, Folder, open_store};
use kontor::business::actor::Actor;
use kontor::business::firm::{Firm, change_firm, firm};
use kontor::store::Options;
use kontor::values::Iban;

use crate::cli::imports::{EXAMPLES, with_examples};
use crate::cli::program::{PASSWORD, Program};

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
    for nothing in ["invoices", "sepa", "payment-files", "commissions"] {
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

/// Where the firm's money leaves from, and its address, which the bank wants to know.
fn give_a_bank_account(program: &Program) {
    let folder = Folder::open(&program.data(), Clock::System.now()).unwrap();
    let store = open_store(&folder, &Options::default()).unwrap();
    let app = App::open(folder, store, Clock::System).unwrap();
    let given = app.door().write_and_wait(&Actor::operator(), |tx| {
        let before = firm(tx).unwrap();
        let mut address = before.address.clone();
        address.street = "Almweg".to_owned();
        address.house_number = "1".to_owned();
        address.postcode = "5600".to_owned();
        address.town = "St. Johann".to_owned();
        change_firm(tx, &Firm { address, iban: Iban::parse("AT61 1904 3002 3457 3201"), ..before }, None)
    });
    given.unwrap();
    app.close().unwrap();
}

/// Settles a month up to the batch of its transfers.
fn settle(program: &Program, month: &str, run: &str) {
    let password = program.file("password", PASSWORD);
    let mut rows = "order,day,partner,email,sku,quantity,amount_net,vat_rate,points,name,country\n".to_owned();
    for partner in ["A-1", "A-2", "A-3"] {
        rows.push_str(&format!("{month}-{partner},{month}-20,{partner},x@example.com,TE-100,1,1000,10,1000,X,AT\n"));
    }
    let file = program.file("month.csv", &rows);
    program.run(&["import", "orders", file.to_str().unwrap()]).ended(0);
    program.run(&["commission", "open", month]).ended(0);
    for step in ["calculate", "submit"] {
        program.run(&["commission", step, run]).ended(0);
    }
    let password = password.to_str().unwrap();
    let approve = ["commission", "approve", run, "--as", "anna@almgut.test", "--password-file", password];
    program.run(&approve).ended(0);
    for step in ["post", "pay"] {
        program.run(&["commission", step, run]).ended(0);
    }
}

fn approve(program: &Program, batch: &str) {
    let password = program.file("password", PASSWORD);
    let approve = ["commission", "approve", batch, "--as", "anna@almgut.test", "--password-file"];
    let approved = program.run(&[&approve[..], &[password.to_str().unwrap()]].concat()).ended(0);
    approved.says(batch);
}

#[test]
fn payment_files_of_earlier_months_are_no_obstacle_and_another_file_stops_all_of_them() {
    let program = with_examples();
    give_a_bank_account(&program);
    program.run(&["plan", "adopt", "unilevel-simple"]).ended(0);
    let export = |to: &str| program.run(&["--json", "export", "sepa", "--out", &out(&program, to)]);
    let names = |of: &str| {
        let found = std::fs::read_dir(program.path(of)).unwrap().map(|entry| entry.unwrap().file_name());
        let mut names: Vec<String> = found.map(|name| name.into_string().unwrap()).collect();
        names.sort();
        names
    };
    settle(&program, "2024-04", "L-0001");
    // Nothing is written before a second person has agreed.
    let waits = export("bank").ended(3).json();
    assert_eq!((&waits[0]["files"], &waits[0]["left_out"][0]["number"]), (&0.into(), &"Z-0001".into()));
    approve(&program, "Z-0001");
    assert_eq!(export("bank").ended(0).json()[0]["files"], 1);
    let first = names("bank").remove(0);
    let whole = std::fs::read(program.path("bank").join(&first)).unwrap();
    settle(&program, "2024-05", "L-0002");
    approve(&program, "Z-0002");
    let second = first.replace("Z-0001", "Z-0002");

    std::fs::create_dir(program.path("other")).unwrap();
    program.file(&format!("other/{second}"), "my own notes");
    let end = program.run(&["--json", "journal", "show"]).json().len();
    export("other").ended(24).warns(&second);
    assert_eq!(names("other"), std::slice::from_ref(&second), "all of them or none");
    assert_eq!(program.run(&["--json", "journal", "show"]).json().len(), end, "no file was made");

    assert_eq!(export("bank").ended(0).json()[0]["files"], 2);
    assert_eq!(names("bank"), [first.clone(), second]);
    assert_eq!(std::fs::read(program.path("bank").join(&first)).unwrap(), whole);
    let end = program.run(&["--json", "journal", "show"]).json().len();
    export("bank").ended(0);
    assert_eq!(program.run(&["--json", "journal", "show"]).json().len(), end, "what lies there is not fetched again");

    // Elsewhere it is written only with a reason.
    let known = export("again").ended(20).json();
    assert_eq!((&known[0]["files"], &known[0]["fetched_before"]), (&0.into(), &2.into()));
    let to = out(&program, "again");
    let again = ["--json", "export", "sepa", "--out", &to, "--again"];
    program.run(&[&again[..], &["weg"]].concat()).ended(1).warns("Sent to the bank twice");
    let written = program.run(&[&again[..], &["Ordner verloren"]].concat()).ended(0).json();
    assert_eq!(written[0]["files"], 2);
    program.run(&["export", "ledger", "--out", &out(&program, "l.csv"), "--again", "x"]).ended(2);
}

#[test]
fn it_says_which_files_were_written_and_how_many_rows() {
    let program = with_examples();
    let folder = program.path("").to_str().unwrap().to_owned();
    let told = program.run(&["export", "partners", "--out", &folder]).ended(0);
    told.says("partners.csv (4 rows)");
    let json = program.run(&["--json", "export", "partners", "--out", &folder, "--force"]).ended(0).json();
    assert_eq!((&json[0]["rows"], &json[0]["names"][0]), (&4.into(), &"partners.csv".into()), "{json:?}");
    program.run(&["export", "journal", "--out", &out(&program, "journal.jsonl")]).ended(0).says(" rows)");
    let several = program.run(&["export", "addresses", "--out", &out(&program, "addresses")]).ended(0);
    for entry in std::fs::read_dir(program.path("addresses")).unwrap() {
        assert!(several.out.contains(entry.unwrap().file_name().to_str().unwrap()), "{}", several.out);
    }
}
