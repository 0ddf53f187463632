//! Setting up, accounts and the search index, with nobody serving and through the one who serves.

use crate::cli::program::{PASSWORD, Program};

#[test]
fn a_firm_is_set_up_without_a_browser_and_only_once() {
    let program = Program::new();
    program.run(&["check"]).ended(10);
    let set_up = ["setup", "--firm", "Almgut", "--email", "anna@almgut.test", "--person", "Anna Huber"];
    program.run_with_input(&set_up, "kurz\n").ended(1);
    program.run_with_input(&set_up, "").ended(2);
    assert!(!program.data().exists(), "a setup that fails leaves nothing");
    program.run_with_input(&set_up, &format!("{PASSWORD}\n")).ended(0).says("Almgut");
    program.run_with_input(&set_up, &format!("{PASSWORD}\n")).ended(24).warns("set up already");
    program.run(&["user", "list"]).ended(0).says("Anna Huber");
    program.run(&["check"]).ended(0);
}

#[test]
fn a_folder_in_which_no_firm_came_about_is_named_by_every_command() {
    let program = Program::new();
    let serving = program.serve();
    let needs_a_firm = [&["check"][..], &["user", "list"], &["journal", "show"], &["plan", "list"], &["reindex"]];
    for verb in needs_a_firm {
        program.run(verb).ended(10).warns("kontor setup");
    }
    assert_eq!(serving.stop(), 0);
    for verb in needs_a_firm {
        program.run(verb).ended(10).warns("kontor setup");
    }
    let set_up = ["setup", "--firm", "Almgut", "--email", "anna@almgut.test"];
    program.run_with_input(&set_up, "kurz\n").ended(1);
    program.run(&["check"]).ended(10);
    program.run_with_input(&set_up, &format!("{PASSWORD}\n")).ended(0);
    program.run(&["check"]).ended(0);
}

#[test]
fn an_empty_folder_stays_when_setup_fails_and_a_foreign_one_is_not_touched() {
    let program = Program::new();
    let set_up = ["setup", "--firm", "Almgut", "--email", "anna@almgut.test"];
    std::fs::create_dir(program.data()).unwrap();
    program.run_with_input(&set_up, "kurz\n").ended(1);
    assert_eq!(std::fs::read_dir(program.data()).unwrap().count(), 0);
    for name in ["a.jpg", "b.jpg", "c.jpg", "d.jpg", "e.jpg", "f.jpg", "g.jpg"] {
        std::fs::write(program.data().join(name), "a picture").unwrap();
    }
    let refused = program.run_with_input(&set_up, &format!("{PASSWORD}\n")).ended(24).warns("a.jpg").warns("2 more");
    assert!(!refused.err.contains("g.jpg"), "{}", refused.err);
    program.run(&["demo", "--seed-only"]).ended(24).warns("not empty").warns("a.jpg");
    assert_eq!(std::fs::read_dir(program.data()).unwrap().count(), 7);
}

#[test]
fn setup_says_what_is_wrong_with_country_currency_and_address() {
    let program = Program::new();
    let with = |more: &[&str]| {
        let basics = ["setup", "--firm", "Almgut"];
        program.run_with_input(&[&basics[..], more].concat(), &format!("{PASSWORD}\n"))
    };
    with(&["--email", "anna@almgut.test", "--currency", "QQQ"]).ended(2).warns("QQQ");
    with(&["--email", "anna@almgut.test", "--country", "Wien"]).ended(2).warns("Wien");
    with(&["--email", "anna@almgut.test", "--country", "XX"]).ended(2).warns("XX").warns("CH");
    with(&["--email", "anna"]).ended(2).warns("anna");
    with(&[]).ended(2);
    let nameless = ["setup", "--firm", "   ", "--email", "anna@almgut.test"];
    program.run_with_input(&nameless, &format!("{PASSWORD}\n")).ended(1).warns("--firm");
    assert!(!program.data().exists(), "nothing was made");
}

#[test]
fn the_link_for_the_browser_is_printed_only_while_somebody_serves() {
    let program = Program::new();
    program.run(&["setup"]).ended(10);
    let mut serving = program.serve();
    let (_, first) = (serving.next_line(), serving.next_line());
    let again = program.run(&["setup"]).ended(0);
    assert!(again.out.contains(&serving.address), "{}", again.out);
    assert_ne!(first.trim(), again.out.trim(), "the link before is worth nothing any more");
    assert_eq!(serving.stop(), 0);
    program.run(&["setup"]).ended(1).warns("kontor serve");
}

fn the_way_of_an_account(program: &Program) {
    program.run(&["user", "add", "ruben@almgut.test", "--role", "pirate"]).ended(1).warns("pirate");
    program.run(&["user", "add", "ruben", "--role", "office"]).ended(2);
    let added = program.run(&["--json", "user", "add", "ruben@almgut.test", "--role", "office"]).ended(0);
    assert_eq!(added.json()[0]["email"], "ruben@almgut.test");
    program.run(&["user", "add", "ruben@almgut.test", "--role", "office"]).ended(1);
    program.run(&["user", "lock", "ruben@almgut.test", "--reason", "left the firm"]).ended(0);
    program.run(&["user", "lock", "ruben@almgut.test", "--reason", "left the firm"]).ended(20).says("already");
    let shown = program.run(&["user", "list"]).ended(0).out;
    assert!(shown.starts_with("E-mail ") && shown.contains("locked"), "{shown}");
    let listed = program.run(&["--json", "user", "list"]).ended(0).json();
    let ruben = listed.iter().find(|row| row["email"] == "ruben@almgut.test").unwrap().clone();
    assert_eq!((&ruben["locked"], &ruben["has_password"]), (&true.into(), &false.into()));
    program.run(&["user", "lock", "ruben@almgut.test"]).ended(2);
    program.run(&["user", "unlock", "ruben@almgut.test"]).ended(0);
    program.run(&["user", "unlock", "ruben@almgut.test"]).ended(20).says("not locked");
    program.run(&["user", "reset", "nobody@almgut.test"]).ended(1).warns("nobody@almgut.test");
    let reset = program.run(&["--json", "user", "reset", "anna@almgut.test"]).ended(0).json();
    assert!(reset[0]["link"].as_str().unwrap().len() > 30, "{reset:?}");
    let anna = program.run(&["--json", "user", "list"]).json();
    let anna = anna.iter().find(|row| row["email"] == "anna@almgut.test").unwrap().clone();
    assert_eq!(anna["has_password"], false, "the old password is worth nothing");
    program.run(&["journal", "show"]).ended(0).says("access.account_reset");
    let built = program.run(&["--json", "reindex"]).ended(0).json();
    assert!(built[0]["journal_number"].as_u64().unwrap() > 0, "{built:?}");
}

#[test]
fn an_account_goes_to_the_person_with_that_address_and_name() {
    let program = Program::with_firm("EUR");
    let people = program.file("people.csv", "key,first_name,last_name,email\nB-1,Karl,Berger,familie@berger.test\n");
    program.run(&["import", "people", people.to_str().unwrap()]).ended(0);
    let add = ["user", "add", "familie@berger.test", "--role", "office"];
    program.run(&add).ended(1).warns("--name");
    program.run(&[&add[..], &["--name", "Eva Berger"]].concat()).ended(1).warns("another name");
    program.run(&[&add[..], &["--name", "karl  Berger"]].concat()).ended(0);
    program.run(&["user", "list"]).ended(0).says("Karl Berger");
}

#[test]
fn accounts_are_kept_while_nobody_serves() {
    the_way_of_an_account(&Program::with_firm("EUR"));
}

#[test]
fn accounts_are_kept_through_the_one_who_serves() {
    let program = Program::with_firm("EUR");
    let serving = program.serve();
    the_way_of_an_account(&program);
    let reset = program.run(&["--json", "user", "reset", "anna@almgut.test"]).ended(0).json();
    assert_eq!(reset[0]["complete"], true);
    assert!(reset[0]["link"].as_str().unwrap().starts_with(&serving.address), "{reset:?}");
    assert_eq!(serving.stop(), 0);
    program.run(&["journal", "verify"]).ended(0);
}

#[test]
fn a_setup_that_fails_leaves_backups_where_they_are() {
    let program = Program::new();
    let backup = program.data().join("backups").join("firm.age");
    std::fs::create_dir_all(backup.parent().unwrap()).unwrap();
    std::fs::write(&backup, "all that is left of a firm").unwrap();
    let count = || std::fs::read_dir(program.data()).unwrap().count();
    let set_up = ["setup", "--firm", "Almgut", "--email", "anna@almgut.test"];
    let nameless = [&set_up[..], &["--person", " "]].concat();
    program.run_with_input(&nameless, &format!("{PASSWORD}\n")).ended(1).warns("last name");
    assert_eq!(count(), 1, "nothing was begun");
    // Where a folder should be there is a file: this comes out only once the folder is being made.
    std::fs::write(program.data().join("tmp"), "no folder").unwrap();
    let failed = program.run_with_input(&set_up, &format!("{PASSWORD}\n"));
    assert_ne!(failed.code, 0, "{failed:?}");
    assert_eq!(count(), 2, "what was begun is gone");
    assert_eq!(std::fs::read_to_string(&backup).unwrap(), "all that is left of a firm");
    std::fs::remove_file(program.data().join("tmp")).unwrap();
    program.run_with_input(&set_up, &format!("{PASSWORD}\n")).ended(0);
    assert!(backup.exists());
}
