//! The tables that an auditor takes along, and their description.

use std::collections::BTreeSet;

use kontor::exchange::auditor::{CLOSINGS, DTD, Supplier, TABLES, index, sheet};

use crate::exchange::golden::assert_golden;

fn description() -> String {
    index(&Supplier {
        name: "Grün & Söhne <GmbH>".to_owned(),
        location: "Wien".to_owned(),
        comment: "Probe".to_owned(),
        days: Some(("2026-11-01".to_owned(), "2026-11-30".to_owned())),
    })
}

#[test]
fn the_description_stays_as_it_is() {
    assert_golden("tests/exchange/auditor/index.xml", description().as_bytes());
}

#[test]
fn every_element_of_the_description_stands_in_its_grammar() {
    let used: BTreeSet<String> = description()
        .split('<')
        .filter(|part| part.starts_with(|sign: char| sign.is_ascii_uppercase()))
        .map(|part| part.split(['>', '/']).next().unwrap().to_owned())
        .collect();
    let known: BTreeSet<String> =
        DTD.split("<!ELEMENT ").skip(1).map(|part| part.split(' ').next().unwrap().to_owned()).collect();
    assert_eq!(used, known);
}

#[test]
fn no_two_tables_and_no_two_columns_have_the_same_name() {
    let files: BTreeSet<&str> = TABLES.iter().map(|table| table.file).collect();
    assert_eq!(files.len(), TABLES.len());
    for table in TABLES {
        let names: BTreeSet<&str> = table.columns.iter().map(|column| column.name).collect();
        assert_eq!(names.len(), table.columns.len(), "{}", table.file);
    }
}

#[test]
fn texts_stand_in_quotes_and_end_no_line() {
    let row = ["2026-11-30", "2026-12-01T08:00:00Z", "ab", "offen", "ein \"Grund\";\r\nnoch einer"];
    let file = sheet(&CLOSINGS, &[row.map(str::to_owned).to_vec(), Vec::new()]);
    let file = String::from_utf8(file).unwrap();
    let lines: Vec<&str> = file.split("\r\n").collect();
    assert_eq!(lines[0], "\"Bis\";\"Zeitpunkt\";\"Pruefsumme\";\"Zustand\";\"Oeffnungen\"");
    assert_eq!(lines[1], "2026-11-30;\"2026-12-01T08:00:00Z\";\"ab\";\"offen\";\"ein \"\"Grund\"\";  noch einer\"");
    assert_eq!(lines[2], ";\"\";\"\";\"\";\"\"");
}
