//! Matching bank lines to open items: by its rules, and in a world of 2,000 lines (`tests/matching`).

mod firm;
mod rules;
mod world;

use std::path::Path;

/// Writes the answers to the worlds named in `KONTOR_MATCHING`, for `judge.py`; it alone says how good they are.
#[test]
fn world_is_answered() {
    let folders = std::env::var_os("KONTOR_MATCHING").unwrap_or_else(|| "tests/matching".into());
    for folder in std::env::split_paths(&folders) {
        let answers = world::answers(&folder);
        assert!(answers.lines().count() > 500, "{} has too few answers", folder.display());
        if folder != Path::new("tests/matching") {
            std::fs::write(folder.join("ANSWERS.csv"), answers).unwrap();
        }
    }
}
