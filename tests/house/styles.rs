//! Every class that a page uses has its style, and every style is used.

use std::collections::BTreeMap;

use crate::house::code::Source;
use crate::house::markup::{markups, part_of_a_class};
use crate::house::tree::{Tree, assert_found, assert_none};

fn styles(tree: &Tree) -> Vec<String> {
    let defined = defined_classes(tree);
    let mut used: BTreeMap<String, String> = BTreeMap::new();
    for (path, text) in tree.files("src", &[".rs"]) {
        let source = Source::read(text);
        for class in markups(&source).iter().flat_map(|markup| markup.classes(&source)) {
            used.entry(class.name).or_insert_with(|| format!("{path}:{}", source.line(class.at)));
        }
        for literal in &source.literals {
            for written in literal.text.split("class=\"").skip(1) {
                let names = written.split('"').next().unwrap_or_default();
                for name in names.split_whitespace().filter(|name| name.chars().all(part_of_a_class)) {
                    used.entry(name.to_owned()).or_insert_with(|| format!("{path}:{}", source.line(literal.at)));
                }
            }
        }
    }
    let scripts: String = tree.files("assets", &[".js"]).into_iter().map(|(_, text)| text).collect();
    let mut complaints = Vec::new();
    for (name, place) in &used {
        if !defined.contains_key(name) {
            complaints.push(format!("{place}: the class {name} has no style in assets"));
        }
    }
    for (name, place) in &defined {
        if !used.contains_key(name) && !in_a_string(&scripts, name) {
            complaints.push(format!("{place}: the class {name} is used by no page"));
        }
    }
    complaints
}

/// Classes in the selectors of all style sheets, and where each stands first.
fn defined_classes(tree: &Tree) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    for (path, text) in tree.files("assets", &[".css"]) {
        let sheet = without_comments_and_strings(text);
        let mut start = 0;
        for (at, end) in sheet.match_indices(['{', '}', ';']) {
            if end == "{" {
                let selector = sheet.get(start..at).unwrap_or_default();
                for (dot, _) in selector.match_indices('.') {
                    let name: String = selector
                        .get(dot + 1..)
                        .unwrap_or_default()
                        .chars()
                        .take_while(|c| part_of_a_class(*c))
                        .collect();
                    // A layer is named with dots too, and a number has one: neither begins like a class.
                    if name.starts_with(|c: char| c.is_ascii_alphabetic()) && !selector.trim_start().starts_with('@') {
                        let line = sheet.bytes().take(start + dot).filter(|byte| *byte == b'\n').count() + 1;
                        found.entry(name).or_insert_with(|| format!("{path}:{line}"));
                    }
                }
            }
            start = at + 1;
        }
    }
    found
}

/// Lines stay where they are; only what could be taken for a selector disappears.
fn without_comments_and_strings(sheet: &str) -> String {
    let (mut out, mut rest) = (String::new(), sheet);
    while let Some(at) = rest.find(['"', '\'', '/']) {
        out.push_str(&rest[..at]);
        let (open, tail) = rest[at..].split_at(1);
        let end = match open {
            "/" if tail.starts_with('*') => tail.find("*/").map_or(tail.len(), |i| i + 2),
            "/" => {
                out.push('/');
                0
            }
            quote => tail.find(quote).map_or(tail.len(), |i| i + 1),
        };
        out.extend(tail[..end].chars().filter(|c| *c == '\n'));
        rest = &tail[end..];
    }
    out + rest
}

/// Whether a script names the class in a string of its own, alone or as a selector.
fn in_a_string(scripts: &str, name: &str) -> bool {
    let part = |c: Option<char>| c.is_some_and(part_of_a_class);
    scripts.match_indices(name).any(|(at, _)| {
        let before = scripts[..at].chars().next_back();
        let after = scripts[at + name.len()..].chars().next();
        matches!(before, Some('"' | '\'' | '`' | '.' | ' ')) && !part(after)
    })
}

#[test]
fn every_class_has_its_style_and_its_use() {
    assert_none(&styles(Tree::of_repository()));
}

#[test]
fn a_class_without_style_and_a_style_without_use_are_found() {
    let tree = Tree::planted(&[
        (
            "assets/css/parts.css",
            "@layer parts.inner { /* .ghost */\n.field > .hint { margin: .5rem; background: url('.png') }\n.lonely:hover, .moved {} }\n",
        ),
        ("assets/js/move.js", "row.classList.add('moved');"),
        ("src/web/parts/field.rs", "html! { div.field { p class=\"hint loud\" { } } }"),
        ("src/web/parts/chart.rs", "let svg = \"<g class=\\\"axis\\\">\";"),
    ]);
    assert_found(
        &styles(&tree),
        &[
            "src/web/parts/field.rs:1: the class loud has no style",
            "src/web/parts/chart.rs:1: the class axis has no style",
            "assets/css/parts.css:3: the class lonely is used by no page",
        ],
    );
}
