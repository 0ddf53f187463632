//! Tables of another system: whole or not at all, twice is once, and every bad line is named.

use std::path::Path;
use std::time::Duration;

use crate::cli::program::{Program, signal};

/// The examples that `docs/FORMATS.md` names, in the order in which a new firm takes them in, with their rows.
pub const EXAMPLES: [(&str, u64); 6] =
    [("categories", 3), ("products", 4), ("stock", 5), ("partners", 4), ("people", 4), ("orders", 3)];

fn example(kind: &str) -> String {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    root.join("docs/examples").join(format!("{kind}.csv")).to_str().unwrap().to_owned()
}

fn take_the_examples_in(program: &Program) {
    for (kind, rows) in EXAMPLES {
        let file = example(kind);
        let end = program.run(&["--json", "journal", "show"]).json().len();
        let tried = program.run(&["--json", "import", kind, &file, "--dry-run"]).ended(0).json();
        assert_eq!((&tried[0]["new"], &tried[0]["dry_run"]), (&rows.into(), &true.into()), "{kind}: {tried:?}");
        assert_eq!(program.run(&["--json", "journal", "show"]).json().len(), end, "{kind}: a trial leaves nothing");
        let taken = program.run(&["--json", "import", kind, &file]).ended(0).json();
        assert_eq!(taken[0]["new"], rows, "{kind}: {taken:?}");
        let end = program.run(&["--json", "journal", "show"]).json().len();
        let again = program.run(&["--json", "import", kind, &file]).ended(20).json();
        let found = (&again[0]["new"], &again[0]["changed"], &again[0]["same"]);
        assert_eq!(found, (&0.into(), &0.into(), &rows.into()), "{kind}");
        assert_eq!(program.run(&["--json", "journal", "show"]).json().len(), end, "{kind}: twice is once");
    }
    program.run(&["check"]).ended(0);
}

#[test]
fn each_example_is_taken_in_once_while_nobody_serves() {
    take_the_examples_in(&Program::with_firm("EUR"));
}

#[test]
fn each_example_is_taken_in_once_through_the_one_who_serves() {
    let program = Program::with_firm("EUR");
    let serving = program.serve();
    take_the_examples_in(&program);
    assert_eq!(serving.stop(), 0);
}

pub fn with_examples() -> Program {
    let program = Program::with_firm("EUR");
    for (kind, _) in EXAMPLES {
        program.run(&["import", kind, &example(kind)]).ended(0);
    }
    program
}

#[test]
fn a_changed_row_changes_its_record_and_no_other() {
    let program = with_examples();
    for (kind, from, to) in [
        ("categories", "Bath", "Bath"),
        ("products", "Marigold balm", "Marigold salve"),
        ("stock", "T-2611,2028-03-31,240", "T-2611,2028-03-31,238"),
        ("partners", "Gartenweg,4", "Gartenweg,6"),
        ("people", "C-502,company,", "C-502,company,A-1"),
        ("people", "Egger,,hanna.egger", "Hofer,,hanna.hofer"),
    ] {
        let before = std::fs::read_to_string(example(kind)).unwrap();
        let after = before.replace(from, to);
        let file = program.file("changed.csv", &after);
        let changed = program.run(&["--json", "import", kind, file.to_str().unwrap()]).json();
        assert_eq!(changed[0]["new"], 0, "{kind}");
        assert_eq!(changed[0]["changed"], u64::from(before != after), "{kind}: {changed:?}");
        program.run(&["import", kind, &example(kind)]);
    }
    program.run(&["check"]).ended(0);
}

/// A file with one bad line; what must be said of it.
const BROKEN: [(&str, &str, &str, &[&str]); 20] = [
    ("categories", "FOOD,Tee", "DRINK,Tee", &["Line 3", "parent", "DRINK"]),
    ("products", "8.90", "\"8,90 €\"", &["Line 2", "price_net", "8,90 €"]),
    ("products", ",CARE,Ringel", ",HOME,Ringel", &["Line 4", "category", "HOME"]),
    ("products", "standard,9.80", "luxury,9.80", &["Line 5", "tax_class", "luxury"]),
    ("products", "4006381333931", "4006381333932", &["Line 2", "gtin", "4006381333932"]),
    ("stock", "CA-200,", "CA-999,", &["Line 5", "sku", "CA-999"]),
    ("stock", "2028-02-29", "2027-02-29", &["Line 4", "best_before", "2027-02-29"]),
    ("stock", "T-2608,2027-12-31", "T-2611,2028-03-31", &["Line 3", "line 2"]),
    ("stock", "Außenlager,,,60,yes", "Außenlager,,,60,no", &["Line 6", "place", "Außenlager"]),
    ("partners", "AT611904300234573201", "AT611904300234573202", &["Line 3", "iban", "AT611904300234573202"]),
    ("partners", "2024-03-15,,A-1,A-2", "2024-03-15,,A-1,A-9", &["Line 2", "sponsor", "A-9"]),
    ("partners", "2024-02-01,,A-1,A-1", "2024-02-01,,A-1,A-3", &["sponsor", "A-"]),
    ("partners", "2024-02-20,2024-09-30", "2024-02-20,2024-01-30", &["Line 5", "left_on", "2024-01-30"]),
    ("people", "eva.moser@example.com", "eva.moser", &["Line 2", "email", "eva.moser"]),
    ("people", "C-503,private,A-3", "C-501,private,A-3", &["Line 4", "customer", "C-501"]),
    ("people", "private,A-2", "private,A-8", &["Line 2", "partner", "A-8"]),
    ("orders", "TE-101,3,", "TE-101,0,", &["Line 4", "quantity", "0"]),
    ("orders", "2024-04-30,C-502", "2024-04-31,C-502", &["Line 4", "day", "2024-04-31"]),
    ("orders", "2024-05-02,,A-3", "2024-05-02,C-999,A-3", &["Line 5", "customer", "C-999"]),
    ("orders", "2024-0412,2024-04-12,C-501,,,CA", "2024-0412,2024-04-13,C-501,,,CA", &["Line 3", "line 2"]),
];

#[test]
fn a_bad_line_is_named_with_column_and_value_and_nothing_is_taken_in() {
    // Each file is tried where everything that stands before it is there already, and it is not.
    for (count, (kind, _)) in EXAMPLES.iter().enumerate() {
        let program = Program::with_firm("EUR");
        for (before, _) in EXAMPLES.iter().take(count) {
            program.run(&["import", before, &example(before)]).ended(0);
        }
        let end = program.run(&["--json", "journal", "show"]).json().len();
        for (_, good, bad, words) in BROKEN.iter().filter(|(of, ..)| of == kind) {
            let whole = std::fs::read_to_string(example(kind)).unwrap();
            assert!(whole.contains(good), "{kind}: {good}");
            let file = program.file("broken.csv", &whole.replacen(good, bad, 1));
            let refused = program.run(&["import", kind, file.to_str().unwrap()]).ended(1);
            for word in *words {
                assert!(refused.err.contains(word), "{kind}, {bad}: {word:?} is not in:\n{}", refused.err);
            }
        }
        assert_eq!(program.run(&["--json", "journal", "show"]).json().len(), end, "{kind}: nothing was taken in");
    }
}

#[test]
fn everything_that_is_wrong_is_told_at_once_and_in_the_language_that_was_asked_for() {
    let program = with_examples();
    let whole = std::fs::read_to_string(example("orders")).unwrap();
    let broken = whole.replace("2024-04-30", "gestern").replace("CA-201,1,", "CA-201,viele,").replace("C-501", "C-777");
    let file = program.file("broken.csv", &broken.replace("2024-0412", "9412"));
    let refused = program.run(&["--lang", "de", "import", "orders", file.to_str().unwrap()]).ended(1);
    for word in ["Zeile 2", "C-777", "Zeile 4", "gestern", "Zeile 5", "viele", "3 Fehler"] {
        assert!(refused.err.contains(word), "{word}: {}", refused.err);
    }
    let mended = broken.replace("gestern", "2024-04-30").replace("viele", "1").replace("2024-0", "2023-0");
    let file = program.file("broken.csv", &mended);
    let refused = program.run(&["--json", "import", "orders", file.to_str().unwrap()]).ended(1);
    let first: serde_json::Value = serde_json::from_str(refused.err.lines().next().unwrap()).unwrap();
    assert_eq!((&first["line"], &first["column"], &first["value"]), (&2.into(), &"customer".into(), &"C-777".into()));
}

#[test]
fn a_file_that_is_no_table_and_a_map_that_is_none_are_told_so() {
    let program = Program::with_firm("EUR");
    let missing = program.run(&["import", "people", "nowhere.csv"]).ended(23).warns("There is no file");
    assert!(missing.err.contains("nowhere.csv") && !missing.err.contains("folder"), "{}", missing.err);
    program.run(&["import", "people", program.path("").to_str().unwrap()]).ended(23).warns("is a folder");
    let file = program.path("latin1.csv");
    std::fs::write(&file, b"key,last_name\n1,M\xfcller\n").unwrap();
    program.run(&["import", "people", file.to_str().unwrap()]).ended(1).warns("UTF-8");
    let table = program.file("people.csv", "key,last_name\n1,Huber\n2\n");
    program.run(&["import", "people", table.to_str().unwrap()]).ended(1).warns("Line 3");
    let table = program.file("people.csv", "name,last_name\n1,Huber\n2,Moser\n");
    let refused = program.run(&["import", "people", table.to_str().unwrap()]).ended(1).warns("lacks this column: key");
    assert_eq!(refused.err.lines().count(), 2, "it is said once: {}", refused.err);
    let map = program.file("map.toml", "[columns]\nkey = \"id\"\n");
    let with_map = ["import", "people", table.to_str().unwrap(), "--map", map.to_str().unwrap()];
    program.run(&with_map).ended(1).warns("“id”");
    program.file("map.toml", "[coloumns]\n");
    program.run(&with_map).ended(2).warns("coloumns");
    program.run(&["import", "pirates", table.to_str().unwrap()]).ended(2);
}

#[test]
fn a_table_of_another_kind_is_told_once() {
    let program = with_examples();
    let refused = program.run(&["import", "products", &example("orders")]).ended(1);
    assert_eq!(refused.err.lines().count(), 2, "{}", refused.err);
    for word in ["category", "tax_class", "price_net", "quantity", "(orders)"] {
        assert!(refused.err.contains(word), "{word}: {}", refused.err);
    }
    program.run(&["import", "orders", &example("people")]).ended(1).warns("(people)");
    program.run(&["import", "people", &example("stock")]).ended(1).warns("(stock)");
    let strange = program.file("strange.csv", "bird,colour\nrobin,red\n");
    let refused = program.run(&["import", "stock", strange.to_str().unwrap()]).ended(1).warns("bird, colour");
    assert!(!refused.err.contains("looks like"), "{}", refused.err);
    // What a map gives counts as there.
    let map =
        program.file("map.toml", "[columns]\nsku = \"bird\"\nplace = \"{colour} shelf\"\n[values]\nquantity = \"3\"\n");
    let with_map = ["import", "stock", strange.to_str().unwrap(), "--map", map.to_str().unwrap()];
    program.run(&with_map).ended(1).warns("There is no product robin");
}

#[test]
fn of_many_mistakes_the_first_are_named_and_the_others_counted() {
    let program = Program::with_firm("EUR");
    let mut rows = "key,last_name,country\n".to_owned();
    for number in 0..50 {
        rows.push_str(&format!("P-{number},Huber,Utopia\n"));
    }
    let file = program.file("people.csv", &rows);
    let import = ["import", "people", file.to_str().unwrap()];
    let refused = program.run(&import).ended(1).warns("30 more").warns("50 mistakes");
    assert_eq!(refused.err.lines().count(), 22, "{}", refused.err);
    assert_eq!(program.run(&[&import[..], &["--all"]].concat()).ended(1).err.lines().count(), 51);
    assert_eq!(program.run(&[&["--json"], &import[..]].concat()).ended(1).err.lines().count(), 51);
}

#[test]
fn an_order_that_comes_again_with_other_figures_is_refused() {
    let program = with_examples();
    let whole = std::fs::read_to_string(example("orders")).unwrap();
    let file = program.file("other.csv", &whole.replace("TE-100,2,17.80", "TE-100,3,26.70"));
    program.run(&["import", "orders", file.to_str().unwrap()]).ended(1).warns("2024-0412");
}

/// More persons than are taken in within a second.
fn many_people(program: &Program) -> String {
    let mut rows = "key,last_name\n".to_owned();
    for number in 0..200_000 {
        rows.push_str(&format!("P-{number},Huber\n"));
    }
    program.file("many.csv", &rows).to_str().unwrap().to_owned()
}

#[test]
fn an_interrupted_import_leaves_nothing() {
    let program = Program::with_firm("EUR");
    let end = program.run(&["--json", "journal", "show"]).json().len();
    let mut child = program.command(&["import", "people", &many_people(&program)]).spawn().unwrap();
    std::thread::sleep(Duration::from_millis(1_000));
    assert!(signal(child.id(), "INT"));
    assert_eq!(child.wait().unwrap().code(), Some(130));
    assert_eq!(program.run(&["--json", "journal", "show"]).json().len(), end, "nothing was kept");
    program.run(&["check"]).ended(0);
}

#[test]
fn a_killed_import_leaves_nothing() {
    let program = Program::with_firm("EUR");
    let (file, end) = (many_people(&program), program.run(&["--json", "journal", "show"]).json().len());
    for wait in [100, 700, 1_300] {
        let mut child = program.command(&["import", "people", &file]).spawn().unwrap();
        std::thread::sleep(Duration::from_millis(wait));
        child.kill().unwrap();
        assert_eq!(child.wait().unwrap().code(), None, "it was still at work");
        assert_eq!(program.run(&["--json", "journal", "show"]).json().len(), end, "nothing was kept");
        program.run(&["check"]).ended(0);
    }
}

#[test]
fn a_file_that_is_no_table_is_refused_with_what_to_do() {
    let program = Program::with_firm("EUR");
    program.file("empty.csv", "");
    program.run(&["import", "people", "empty.csv"]).ended(1).warns("The file is empty. Save the table");
    std::fs::write(program.path("people.xlsx"), b"PK\x03\x04\x14\0\x06\0").unwrap();
    program.run(&["import", "people", "people.xlsx"]).ended(1).warns("This is a workbook. Open it");
}
