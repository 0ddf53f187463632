//! Every path that the documents name exists.

use crate::house::tree::{Tree, assert_found, assert_none};

fn docs(tree: &Tree) -> Vec<String> {
    let mut documents = tree.files("docs", &[".md"]);
    documents.extend(tree.text("README.md").map(|text| ("README.md", text)));
    let mut complaints = Vec::new();
    for (document, text) in documents {
        let mut fenced = false;
        for (number, line) in text.lines().enumerate() {
            if line.trim_start().starts_with("```") {
                fenced = !fenced;
                continue;
            }
            let mut named = if fenced { Vec::new() } else { code_spans(line) };
            named.extend(link_targets(line).into_iter().filter(|_| !fenced).map(|target| beside(document, target)));
            for path in named.iter().flat_map(|name| alternatives(name)) {
                if is_ours(tree, &path) && !exists(tree, &path) {
                    complaints.push(format!("{document}:{}: {path} does not exist", number + 1));
                }
            }
        }
    }
    complaints
}

/// What stands between single back quotes.
fn code_spans(line: &str) -> Vec<String> {
    line.split('`').skip(1).step_by(2).map(str::to_owned).collect()
}

fn link_targets(line: &str) -> Vec<&str> {
    line.split("](")
        .skip(1)
        .filter_map(|rest| rest.split([')', '#']).next())
        .filter(|target| !target.contains("://"))
        .collect()
}

/// A link is read from the folder of its document.
fn beside(document: &str, target: &str) -> String {
    let mut parts: Vec<&str> = document.split('/').collect();
    parts.pop();
    for part in target.split('/') {
        match part {
            ".." => drop(parts.pop()),
            "." => {}
            name => parts.push(name),
        }
    }
    // A link always names something of ours; `./` says so to whoever looks at it next.
    format!("./{}", parts.join("/"))
}

/// `assets/texts/{de,en}/x.txt` are two paths.
fn alternatives(path: &str) -> Vec<String> {
    let Some((before, (inside, after))) = path.split_once('{').and_then(|(a, rest)| Some((a, rest.split_once('}')?)))
    else {
        return vec![path.to_owned()];
    };
    inside.split(',').flat_map(|choice| alternatives(&format!("{before}{}{after}", choice.trim()))).collect()
}

/// Whether this is meant as a path of the repository, or of `src`, and not as a route, a command or a web address.
fn is_ours(tree: &Tree, path: &str) -> bool {
    let letters = |c: char| c.is_ascii_alphanumeric() || matches!(c, '/' | '.' | '-' | '_' | '*');
    if path.starts_with("./") && path.len() > 2 {
        return path.chars().all(letters);
    }
    let Some((first, _)) = path.split_once('/').filter(|(first, _)| !first.is_empty()) else {
        return false;
    };
    path.chars().all(letters) && (tree.has(first) || tree.has(&format!("src/{first}")))
}

/// A name in capitals, as in `src/business/ROOM/mod.rs`, stands for any name; our documents are called so themselves.
fn exists(tree: &Tree, path: &str) -> bool {
    let path = path.trim_start_matches("./");
    let general: Vec<String> = path.split('/').map(placeholders_as_stars).collect();
    [path.to_owned(), general.join("/")].iter().any(|path| tree.has(path) || tree.has(&format!("src/{path}")))
}

fn placeholders_as_stars(name: &str) -> String {
    let (stem, ending) =
        name.split_once('.').map_or((name, String::new()), |(stem, ending)| (stem, format!(".{ending}")));
    let placeholder = stem.len() > 1 && ending != ".md" && stem.chars().all(|c| c.is_ascii_uppercase() || c == '_');
    if placeholder { format!("*{ending}") } else { name.to_owned() }
}

#[test]
fn every_path_that_the_documents_name_exists() {
    assert_none(&docs(Tree::of_repository()));
}

#[test]
fn a_path_that_does_not_exist_is_found() {
    let readme = "See `src/lib.rs`, `business/orders/mod.rs`, `src/attic.rs` and [this](docs/OLD.md).\n\
                  Run `./install.sh --demo`, `tests/run`; open `/desk` or `text/html`.\n\
                  ```\nsrc/nowhere.rs `src/nowhere.rs`\n```\n";
    let guide = "[up](../README.md) [beside](GUIDE.md#part) [out](https://example.com/x) `assets/texts/{de,en,fr}/ROOM.txt`\n\
                 `src/business/ROOM/mod.rs` `src/business/*/mod.rs` `business/cellar`\n";
    let tree = Tree::planted(&[
        ("README.md", readme),
        ("docs/GUIDE.md", guide),
        ("src/lib.rs", ""),
        ("src/business/orders/mod.rs", ""),
        ("tests/run", ""),
        ("assets/texts/de/orders.txt", ""),
        ("assets/texts/en/orders.txt", ""),
    ]);
    assert_found(
        &docs(&tree),
        &[
            "README.md:1: src/attic.rs",
            "README.md:1: ./docs/OLD.md",
            "docs/GUIDE.md:1: assets/texts/fr/ROOM.txt",
            "docs/GUIDE.md:2: business/cellar",
        ],
    );
}
