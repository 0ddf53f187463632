//! Bank statements on the command line: answers for people and for scripts, and what each end means.

use kontor::app::{Clock, Door, Folder, open_store};
use kontor::business::actor::Actor;
use kontor::business::payments::bank::{HouseAccount, save_house_account};
use kontor::store::Options;
use kontor::values::{Currency, Iban};

use crate::cli::program::Program;

const STATEMENT: &str = include_str!("../exchange/bank/files/camt.053.001.08.xml");

/// A firm with an account at a bank.
fn with_account() -> Program {
    let program = Program::with_firm("EUR");
    let folder = Folder::open_or_create(&program.data(), Clock::System.now()).expect("the data");
    let store = open_store(&folder, &Options::default()).expect("the store");
    let door = Door::open(store, Clock::System).expect("a door");
    let account = HouseAccount {
        name: "Giro".to_owned(),
        iban: Iban::parse("AT611904300234573201").unwrap(),
        bic: None,
        currency: Currency::EUR,
        column_map: String::new(),
    };
    door.write_and_wait(&Actor::operator(), move |tx| save_house_account(tx, None, &account)).expect("an account");
    door.close().expect("an end");
    door.into_store().expect("nobody reads").close().expect("an end");
    program
}

#[test]
fn a_statement_is_tried_taken_and_known() {
    let program = with_account();
    let file = program.file("auszug.xml", STATEMENT);
    let file = file.to_str().unwrap();
    let tried = program.run(&["--json", "import", "statement", file, "--dry-run"]).ended(0).json();
    assert_eq!(tried[0]["dry_run"], true);
    let taken = program.run(&["--json", "import", "statement", file]).ended(0).json();
    let statement = &taken[0]["statements"][0];
    assert_eq!((&statement["account"], &statement["number"]), (&"AT611904300234573201".into(), &"AUSZUG-42".into()));
    assert_eq!((&statement["opening"], &statement["closing"]), (&"1000.00".into(), &"1286.04".into()));
    let counts = ["lines", "known", "open", "unbooked"].map(|name| statement[name].as_u64().unwrap());
    assert_eq!((counts, &statement["gap"]), ([6, 0, 6, 1], &serde_json::Value::Null));
    assert_eq!(taken[0]["posted"], 0);
    let again = program.run(&["--json", "import", "statement", file]).ended(20).json();
    assert!(again[0]["known_since"].is_string(), "{again:?}");
    program.run(&["--lang", "de", "import", "statement", file]).ended(20).says("Diese Datei ist schon da");
    let other = program.file("anders.xml", &STATEMENT.replace("MSG-2026-03-02", "MSG-X"));
    program.run(&["import", "statement", other.to_str().unwrap(), "--lang", "en"]).ended(20).says("known already: 6");
    program.run(&["check"]).ended(0);
}

#[test]
fn a_gap_a_foreign_account_and_a_broken_file_are_refused_with_what_to_do() {
    let program = with_account();
    let first = program.file("1.xml", STATEMENT);
    program.run(&["import", "statement", first.to_str().unwrap()]).ended(0);
    let moved = STATEMENT.replace("2026-03-02", "2026-04-02").replace("2026-02-27", "2026-04-01");
    let gap = program.file("2.xml", &moved);
    let gap = gap.to_str().unwrap();
    program.run(&["import", "statement", gap, "--lang", "de"]).ended(1).warns("--with-gap");
    program.run(&["import", "statement", gap, "--with-gap", "März fehlt", "--lang", "de"]).ended(0).says("Lücke");
    let foreign = program.file("3.xml", &STATEMENT.replace("AT611904300234573201", "DE89370400440532013000"));
    let foreign = foreign.to_str().unwrap();
    program.run(&["import", "statement", foreign, "--lang", "de"]).ended(1).warns("DE89 3704");
    let no_iban = ["import", "statement", gap, "--account", "AT00", "--lang", "de"];
    program.run(&no_iban).ended(2).warns("keine gültige IBAN");
    let cut = program.file("4.xml", &STATEMENT[..900]);
    program.run(&["import", "statement", cut.to_str().unwrap(), "--lang", "de"]).ended(18).warns("als Ganzes nicht");
    program.run(&["import", "statement", "nirgends.xml"]).ended(23);
    program.run(&["import", "people", gap, "--with-gap", "so", "--lang", "de"]).ended(2).warns("import statement");
    program.run(&["check"]).ended(0);
}
