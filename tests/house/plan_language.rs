//! The README of the plan language against its grammar: whoever writes a plan has nothing else.

use std::collections::BTreeSet;

use kontor::business::commissions::{formula_words, plan_tables};

fn readme() -> String {
    std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/plans/README.md")).unwrap()
}

/// What stands in backticks.
fn quoted(text: &str) -> Vec<&str> {
    text.split('`').skip(1).step_by(2).collect()
}

/// The first words in backticks of all rows of the table below a heading such as `| name | gives |`.
fn first_words(readme: &str, headings: &[&str]) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let mut lines = readme.lines();
    while let Some(line) = lines.next() {
        if !headings.contains(&line) {
            continue;
        }
        for row in lines.by_ref().skip(1).take_while(|row| row.starts_with('|')) {
            let word = quoted(row)[0];
            found.insert(word.split('(').next().unwrap().to_owned());
        }
    }
    found
}

#[test]
fn the_readme_lists_every_entry_of_every_table() {
    let readme = readme();
    for (table, entries) in plan_tables() {
        let begin = format!("| {table} | ");
        let row = readme.lines().find(|line| line.replace('`', "").starts_with(&begin) && !line.contains(['°', '·']));
        let row = row.unwrap_or_else(|| panic!("plans/README.md has a row for {table}"));
        let listed = quoted(row.splitn(3, '|').nth(2).unwrap());
        assert_eq!(listed, entries, "the entries of {table} in plans/README.md");
    }
}

#[test]
fn the_readme_explains_every_name_and_function_of_formulas() {
    let readme = readme();
    let words = formula_words();
    let names: BTreeSet<String> =
        words.person_names.iter().chain(&words.sale_names).map(|word| (*word).to_owned()).collect();
    assert_eq!(first_words(&readme, &["| name | gives |"]), names);
    let functions: BTreeSet<String> = words.functions.iter().map(|word| (*word).to_owned()).collect();
    assert_eq!(first_words(&readme, &["| function | gives |"]), functions);
}

#[test]
fn every_plan_file_is_listed() {
    let readme = readme();
    for file in std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/plans")).unwrap() {
        let name = file.unwrap().file_name().into_string().unwrap();
        assert!(name == "README.md" || readme.contains(&format!("`{name}`")), "plans/README.md lists {name}");
    }
}
