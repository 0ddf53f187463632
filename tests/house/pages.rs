//! Portals compose parts: only `web` writes classes, fields and tables, and nobody writes style or script inline.

use crate::house::code::Source;
use crate::house::markup::markups;
use crate::house::tree::{Tree, assert_found, assert_none};

/// Elements that only a part may write, because each needs its label, its error or its box.
const ONLY_PARTS: [&str; 5] = ["label", "input", "table", "select", "textarea"];

/// Handlers of events as attributes; the content security policy would refuse them in silence.
const INLINE: [&str; 7] = ["style", "onclick", "onchange", "onsubmit", "oninput", "onload", "onkeydown"];

fn pages(tree: &Tree) -> Vec<String> {
    let mut complaints = Vec::new();
    for (path, text) in tree.files("src", &[".rs"]) {
        let source = Source::read(text);
        // A letter in HTML has no style sheet beside it; a page has one, and a policy that allows no other.
        let a_page = path.starts_with("src/web/") || path.starts_with("src/portals/");
        let mut complain = |at: usize, fault: String| complaints.push(format!("{path}:{}: {fault}", source.line(at)));
        for markup in markups(&source) {
            for name in INLINE.iter().filter(|_| a_page) {
                for at in markup.attributes(name) {
                    complain(at, format!("{name}= is refused by the content security policy"));
                }
            }
            for at in markup.elements("style").into_iter().filter(|_| a_page) {
                complain(at, "styles stand in assets/css".to_owned());
            }
            if path.starts_with("src/portals/") {
                for at in markup.attributes("class") {
                    complain(at, "only a part writes class=".to_owned());
                }
                for class in markup.short_classes() {
                    complain(class.at, format!("only a part writes the class {}", class.name));
                }
                for name in ONLY_PARTS {
                    for at in markup.elements(name) {
                        complain(at, format!("only a part writes {name}"));
                    }
                }
            }
        }
        if path.starts_with("src/portals/") {
            for literal in &source.literals {
                if ["<input", "<table", "<label", "class=\""].iter().any(|tag| literal.text.contains(tag)) {
                    complain(literal.at, "markup in a string".to_owned());
                }
            }
        }
        if !path.starts_with("src/web/") {
            for at in source.words("PreEscaped") {
                complain(at, "only web may write markup that is not escaped".to_owned());
            }
        }
    }
    complaints
}

#[test]
fn portals_compose_parts() {
    assert_none(&pages(Tree::of_repository()));
}

#[test]
fn markup_at_the_wrong_place_is_found() {
    let tree = Tree::planted(&[
        (
            "src/portals/shop/cart.rs",
            "html! { main { p.note { (x) } a class=\"b\" { } } \n input name=\"x\"; (PreEscaped(y)) }\nlet t = \"<table>\";\n",
        ),
        ("src/web/parts/field.rs", "html! { label.field style=\"color:red\" { (PreEscaped(x)) } }"),
        ("src/exchange/mail/html.rs", "html! { p style=\"color:red\" { } }"),
        ("src/portals/shop/list.rs", "html! { (table(&rows)) p { (field(label)) \"label: input\" } }"),
    ]);
    assert_found(
        &pages(&tree),
        &[
            "cart.rs:1: only a part writes class=",
            "cart.rs:1: only a part writes the class note",
            "cart.rs:2: only a part writes input",
            "cart.rs:2: only web may write markup",
            "cart.rs:3: markup in a string",
            "field.rs:1: style= is refused",
        ],
    );
}
