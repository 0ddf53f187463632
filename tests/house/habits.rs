//! Small habits: nothing is left for later in a comment, no banners, no test that is switched off.

use crate::house::code::Source;
use crate::house::tree::{Tree, assert_found, assert_none};

/// Put together here, so that this file does not complain about itself.
const FOR_LATER: [&str; 3] = [concat!("TO", "DO"), concat!("FIX", "ME"), concat!("X", "XX")];
const OURS: [&str; 11] = [".rs", ".css", ".js", ".mjs", ".py", ".sh", ".toml", ".txt", ".md", "/run", ".csv"];
const BANNERS: [&str; 4] = ["---", "===", "***", "###"];

fn habits(tree: &Tree) -> Vec<String> {
    let mut complaints = Vec::new();
    for (path, text) in tree.files("", &OURS) {
        for (number, line) in text.lines().enumerate() {
            for word in FOR_LATER {
                if !crate::house::code::words(line, word).is_empty() {
                    complaints.push(format!("{path}:{}: {word}: either an issue or nothing", number + 1));
                }
            }
        }
    }
    for (path, text) in tree.files("", &[".rs"]) {
        let source = Source::read(text);
        for (at, comment) in &source.comments {
            let words = comment.trim_start_matches(['/', '!', '*']).trim_start();
            if BANNERS.iter().any(|banner| words.starts_with(banner)) {
                complaints
                    .push(format!("{path}:{}: a banner; a file that needs one wants to be two", source.line(*at)));
            }
        }
        for name in ["ignore", "should_panic"] {
            for at in source.words(name) {
                let an_attribute = source.code.get(..at).is_some_and(|before| before.trim_end().ends_with("#["));
                if an_attribute {
                    complaints.push(format!("{path}:{}: {name}: a test runs, or it is no test", source.line(at)));
                }
            }
        }
    }
    complaints
}

#[test]
fn nothing_is_left_for_later() {
    assert_none(&habits(Tree::of_repository()));
}

#[test]
fn a_note_for_later_a_banner_and_a_test_switched_off_are_found() {
    let later = format!(
        "// {}: later\n// ----- part two -----\n#[ignore]\nfn f() {{ let s = \"#[ignore]\"; }}\n",
        FOR_LATER[0]
    );
    let style = format!("/* {} */\n", FOR_LATER[1]);
    let tree =
        Tree::planted(&[("src/a.rs", &later), ("assets/a.css", &style), ("docs/A.md", "TODOS are no word of ours\n")]);
    assert_found(&habits(&tree), &["src/a.rs:1: ", "src/a.rs:2: a banner", "src/a.rs:3: ignore", "assets/a.css:1: "]);
}
