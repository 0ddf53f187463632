//! The files that the checks look at: this repository, or a few lines planted by a test.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::LazyLock;

/// Folders that are made by tools or by running the program.
const NOT_OURS: [&str; 5] = [".git", ".tools", "target", "kontor-data", "node_modules"];

/// Paths with `/`, relative to the repository, and the text of each file (empty when it is no text).
pub struct Tree(BTreeMap<String, String>);

impl Tree {
    pub fn of_repository() -> &'static Tree {
        static REPOSITORY: LazyLock<Tree> = LazyLock::new(|| {
            let mut files = BTreeMap::new();
            read_folder(Path::new(env!("CARGO_MANIFEST_DIR")), "", &mut files);
            Tree(files)
        });
        &REPOSITORY
    }

    pub fn planted(files: &[(&str, &str)]) -> Tree {
        Tree(files.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())).collect())
    }

    /// The files below a folder whose names have one of these endings; the folder "" is everything.
    pub fn files<'t>(&'t self, folder: &str, endings: &[&str]) -> Vec<(&'t str, &'t str)> {
        let wanted = |path: &str| {
            let inside = folder.is_empty() || path.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'));
            inside && endings.iter().any(|ending| path.ends_with(ending))
        };
        self.0.iter().filter(|(path, _)| wanted(path)).map(|(path, text)| (path.as_str(), text.as_str())).collect()
    }

    pub fn text(&self, path: &str) -> Option<&str> {
        self.0.get(path).map(String::as_str)
    }

    /// Whether there is such a file, or a file in such a folder; `*` in a path stands for any letters but `/`.
    pub fn has(&self, path: &str) -> bool {
        let wanted: Vec<&str> = path.trim_end_matches('/').split('/').collect();
        self.0.keys().any(|known| {
            let parts: Vec<&str> = known.split('/').collect();
            parts.len() >= wanted.len() && wanted.iter().zip(&parts).all(|(pattern, part)| fits(pattern, part))
        })
    }
}

/// Whether a name fits a pattern with any number of `*`.
pub fn fits(pattern: &str, name: &str) -> bool {
    match pattern.split_once('*') {
        None => pattern == name,
        Some((start, rest)) => name
            .strip_prefix(start)
            .is_some_and(|tail| (0..=tail.len()).any(|i| tail.get(i..).is_some_and(|left| fits(rest, left)))),
    }
}

fn read_folder(folder: &Path, name: &str, files: &mut BTreeMap<String, String>) {
    for entry in fs::read_dir(folder).expect("a folder of the repository can be read") {
        let entry = entry.expect("an entry of a folder can be read");
        let own = entry.file_name().into_string().expect("our file names are Unicode");
        let path = if name.is_empty() { own.clone() } else { format!("{name}/{own}") };
        let kind = entry.file_type().expect("an entry has a type");
        if kind.is_dir() {
            if !NOT_OURS.contains(&own.as_str()) {
                read_folder(&entry.path(), &path, files);
            }
        } else {
            files.insert(path, fs::read_to_string(entry.path()).unwrap_or_default());
        }
    }
}

/// Fails with every complaint on a line of its own.
#[track_caller]
pub fn assert_none(complaints: &[String]) {
    assert!(complaints.is_empty(), "{} complaints:\n  {}", complaints.len(), complaints.join("\n  "));
}

/// Checks that a check has found exactly the planted faults, each told by words of its complaint.
#[track_caller]
pub fn assert_found(complaints: &[String], planted: &[&str]) {
    let told = complaints.join("\n  ");
    assert_eq!(complaints.len(), planted.len(), "planted {planted:?}, found:\n  {told}");
    for words in planted {
        assert!(complaints.iter().any(|complaint| complaint.contains(words)), "nobody says {words:?}:\n  {told}");
    }
}

#[test]
fn a_star_in_a_path_stands_for_any_letters_of_one_name() {
    let tree = Tree::planted(&[("tests/browser/00-opens.story.mjs", "")]);
    for (path, there) in [
        ("tests", true),
        ("tests/browser/", true),
        ("tests/browser/*.story.mjs", true),
        ("tests/*/00-opens.story.mjs", true),
        ("tests/*.story.mjs", false),
        ("tests/browser/*.test.mjs", false),
        ("test", false),
    ] {
        assert_eq!(tree.has(path), there, "{path}");
    }
}

#[test]
fn this_repository_is_seen() {
    let tree = Tree::of_repository();
    assert!(tree.text("src/lib.rs").is_some_and(|text| text.contains("pub mod values;")));
    assert!(!tree.has("target"));
}
