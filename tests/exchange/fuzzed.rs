//! Inputs that were made up at random, by the targets of `fuzz/`, and kept: those that lead to different places of the
//! readers, and those that once showed a mistake. Every reader must still keep its promises for all of them.

#[path = "../../fuzz/src/readers.rs"]
mod readers;

use std::path::Path;

/// Gives every file that was kept for a reader to it.
fn each_kept(reader: &str, mut read: impl FnMut(&[u8])) {
    let mut tried = 0;
    for folder in ["corpus", "mended"] {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz").join(folder).join(reader);
        let Ok(files) = std::fs::read_dir(&folder) else { continue };
        let mut paths: Vec<_> = files.map(|file| file.unwrap().path()).collect();
        paths.sort();
        for path in paths {
            // Told only where the test fails.
            println!("{}", path.display());
            read(&std::fs::read(&path).unwrap());
            tried += 1;
        }
    }
    assert!(tried > 0, "nothing is kept for {reader}");
}

fn each_kept_text(reader: &str, read: fn(&str)) {
    each_kept(reader, |bytes| read(std::str::from_utf8(bytes).unwrap()));
}

#[test]
fn the_reader_of_periods_keeps_its_promises() {
    each_kept_text("period", readers::period);
}

#[test]
fn the_reader_of_formulas_keeps_its_promises() {
    each_kept_text("formula", readers::formula);
}

#[test]
fn the_reader_of_plans_keeps_its_promises() {
    each_kept_text("plan", readers::plan);
}

#[test]
fn the_reader_of_people_keeps_its_promises() {
    each_kept("people", readers::people);
}

#[test]
fn the_reader_of_sales_keeps_its_promises() {
    each_kept("sales", readers::sales);
}

#[test]
fn the_reader_of_carry_keeps_its_promises() {
    each_kept("carry", readers::carry);
}

#[test]
fn the_readers_of_facts_together_keep_their_promises() {
    each_kept("facts", readers::facts);
}

#[test]
fn the_reader_of_camt_keeps_its_promises() {
    each_kept("camt", readers::camt);
}

#[test]
fn the_reader_of_mt940_keeps_its_promises() {
    each_kept("mt940", readers::mt940);
}

#[test]
fn the_reader_of_tables_of_banks_keeps_its_promises() {
    each_kept("bankcsv", readers::bankcsv);
}

#[test]
fn the_reader_of_reports_of_banks_keeps_its_promises() {
    each_kept("pain002", readers::pain002);
}

#[test]
fn the_reader_of_invoices_keeps_its_promises() {
    each_kept("incoming", readers::incoming);
}
