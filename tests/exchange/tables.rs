//! Tables out and in again.

use kontor::exchange::tables::{ColumnMap, Sheet, guarded, unguarded, write};
use proptest::prelude::*;

/// Signs of which a formula, or a guard, could be made.
fn hostile() -> impl Strategy<Value = String> {
    "['=+@\t\r\n,;\"a0.-]{0,6}"
}

fn there_and_back(cells: &[String]) -> Vec<String> {
    let rows = cells.iter().map(|cell| vec![cell.clone(), "end".to_owned()]);
    let bytes = write(&["text", "end"], rows).unwrap();
    let sheet = Sheet::read(&bytes, &ColumnMap::default()).unwrap();
    sheet.read_rows(|row| Some(row.text("text"))).unwrap()
}

#[test]
fn what_a_spreadsheet_would_run_is_guarded() {
    for (cell, written) in [
        ("=1+1", "'=1+1"),
        ("+43 1 234", "'+43 1 234"),
        ("-", "'-"),
        ("-1+1", "'-1+1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1+1", "'\t=1+1"),
        ("\r=1+1", "'\r=1+1"),
        ("\n=1+1", "'\n=1+1"),
        ("'=1+1", "''=1+1"),
        ("-12.50", "-12.50"),
        ("Huber", "Huber"),
        ("'s Gravenhage", "'s Gravenhage"),
        ("", ""),
    ] {
        assert_eq!(guarded(cell), written, "{cell:?}");
        assert_eq!(unguarded(written), cell, "{written:?}");
    }
}

#[test]
fn a_table_that_was_written_is_read_as_it_was() {
    let cells = ["=1", "'=1", "''=1", "'", "''", "-5", "'-5", "--5", "+", "a=1", "'a", "x\ny", "'\t-", "\r\n+1"];
    let cells = cells.map(str::to_owned);
    assert_eq!(there_and_back(&cells), cells);
}

#[test]
fn rows_have_the_line_on_which_they_stand_whatever_ends_it() {
    for (file, lines) in [
        ("a,b\n1,2\n3,4\n", vec![2, 3]),
        ("a,b\r\n1,2\r\n3,4\r\n", vec![2, 3]),
        ("\u{feff}a,b\r\n1,2\r\n3,4", vec![2, 3]),
        ("a,b\n\n1,2\n\n\n3,4\n", vec![3, 6]),
        ("a,b\r\n\r\n1,2\r\n\r\n3,4\r\n", vec![3, 5]),
        ("a,b\r\n\"x\r\ny\",2\r\n3,4\r\n", vec![2, 4]),
    ] {
        let sheet = Sheet::read(file.as_bytes(), &ColumnMap::default()).unwrap();
        let found: Vec<u64> = sheet.first_rows(9).1.into_iter().map(|(line, _)| line).collect();
        assert_eq!(found, lines, "{file:?}");
    }
    let short = Sheet::read(b"a,b\r\n1,2\r\n3\r\n", &ColumnMap::default()).unwrap();
    let (_, problems) = short.read_each(|row| Some(row.text("a")));
    assert_eq!(problems[0].line, 3);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn reading_takes_away_exactly_what_the_guard_has_added(cell in hostile()) {
        let written = guarded(&cell);
        prop_assert_eq!(unguarded(&written), cell.as_str());
        let is_number = cell.strip_prefix('-').is_some_and(|rest| rest.bytes().all(|byte| b"0123456789.".contains(&byte)));
        prop_assert!(is_number || !written.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']), "{:?}", written);
    }
}

#[test]
fn a_file_that_is_no_table_says_what_to_do() {
    for (file, key) in [
        (&b""[..], "tables.problem.empty"),
        (b"\xef\xbb\xbf \r\n", "tables.problem.empty"),
        (b"PK\x03\x04\x14\0", "tables.problem.workbook"),
        (b"\xd0\xcf\x11\xe0\xa1", "tables.problem.workbook"),
        (b"\xff\xfes\0k\0u\0\n\0", "tables.problem.no_text"),
        (b"\x89PNG\r\n\x1a\n\0\0", "tables.problem.no_text"),
    ] {
        let problems = Sheet::read(file, &ColumnMap::default()).unwrap_err();
        assert_eq!(problems.iter().map(|problem| problem.complaint.key).collect::<Vec<_>>(), [key], "{file:?}");
    }
}
