//! Whatever is booked is booked by a rule with a file, an example and a sentence of its own.

use crate::house::tree::{Tree, assert_found, assert_none};

const FOLDER: &str = "src/business/ledger/rules";
const EXAMPLES: &str = "tests/business/rules.rs";
/// Not rules themselves: the list of them, and what they make.
const BESIDE: [&str; 2] = ["mod.rs", "booked.rs"];

fn rules(tree: &Tree) -> Vec<String> {
    let mut complaints = Vec::new();
    let examples = tree.text(EXAMPLES).unwrap_or_default();
    let names = tree.files(FOLDER, &[".rs"]).into_iter().filter_map(|(path, text)| {
        let file = path.rsplit('/').next().unwrap_or(path);
        (!BESIDE.contains(&file)).then_some((path, file.trim_end_matches(".rs"), text))
    });
    for (path, rule, text) in names {
        if !text.contains(&format!("\"{rule}\"")) {
            complaints.push(format!("{path}: does not book the word {rule}"));
        }
        if !examples.contains(&format!("fn {rule}_")) {
            complaints.push(format!("{path}: no example in {EXAMPLES} begins with {rule}_"));
        }
        for language in ["de", "en", "zh"] {
            let texts = tree.files(&format!("assets/texts/{language}"), &[".txt"]);
            let key = format!("office_ledger.rule.{rule} =");
            if !texts.iter().any(|(_, text)| text.lines().any(|line| line.starts_with(&key))) {
                complaints.push(format!("{path}: {rule} has no sentence in {language}"));
            }
        }
    }
    complaints
}

#[test]
fn every_rule_of_the_books_has_a_file_an_example_and_a_sentence() {
    assert_none(&rules(Tree::of_repository()));
}

#[test]
fn a_rule_without_word_example_or_sentence_is_found() {
    let tree = Tree::planted(&[
        ("src/business/ledger/rules/mod.rs", "mod fee;"),
        ("src/business/ledger/rules/fee.rs", "Booked::new(\"fees\", lines)"),
        ("assets/texts/de/office_ledger.txt", "office_ledger.rule.fee = Gebühr\n"),
        ("assets/texts/en/office_ledger.txt", "office_ledger.rule.feed = Fed\n"),
    ]);
    assert_found(
        &rules(&tree),
        &[
            "fee.rs: does not book the word fee",
            "begins with fee_",
            "fee has no sentence in en",
            "fee has no sentence in zh",
        ],
    );
}
