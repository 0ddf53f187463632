//! What stands inside `html! { … }`: elements, attributes and classes, without the Rust between them.

use crate::house::code::{Source, closing};

/// The markup of one block, as long as the file: all but elements, attribute names and strings is blank.
pub struct Markup {
    pub code: String,
}

/// A class as markup names it, with its offset in the file.
pub struct Class {
    pub at: usize,
    pub name: String,
}

/// Every `html!` block of a file. A block inside a splice of another is a block of its own.
pub fn markups(source: &Source) -> Vec<Markup> {
    source
        .words("html")
        .into_iter()
        .filter_map(|at| {
            let open = at
                + "html".len()
                + source.code.get(at + "html".len()..)?.find(|c: char| c != '!' && !c.is_whitespace())?;
            let called =
                source.code.get(at..open)?.contains('!') && source.code.get(open..)?.starts_with(['{', '(', '[']);
            called.then(|| Markup { code: only_markup(&source.code, open, closing(&source.code, open)) })
        })
        .collect()
}

fn only_markup(code: &str, open: usize, end: usize) -> String {
    let bytes = code.as_bytes();
    let mut shown: Vec<u8> = vec![b' '; code.len()];
    let mut at = open + 1;
    while at + 1 < end {
        match bytes[at] {
            // A splice or the value of an attribute; an attribute that is there or not.
            b'(' | b'[' => at = closing(code, at),
            b'@' => at = behind_control(code, at, end),
            byte => {
                shown[at] = byte;
                at += 1;
            }
        }
    }
    String::from_utf8(shown).expect("code is ASCII")
}

/// Behind `@if …`, `@for …`, `@match …` up to its brace, or behind the `;` of `@let`.
fn behind_control(code: &str, start: usize, end: usize) -> usize {
    let bytes = code.as_bytes();
    let last = if code.get(start..).is_some_and(|rest| rest.starts_with("@let")) { b';' } else { b'{' };
    let mut at = start;
    while at < end && bytes[at] != last {
        at = if matches!(bytes[at], b'(' | b'[' | b'{') { closing(code, at) } else { at + 1 };
    }
    at
}

impl Markup {
    /// Where an element of this name stands.
    pub fn elements(&self, name: &str) -> Vec<usize> {
        let before = |at: usize| self.code.get(..at).unwrap_or_default();
        let after = |at: usize| self.code.get(at + name.len()..).unwrap_or_default();
        crate::house::code::words(&self.code, name)
            .into_iter()
            .filter(|at| !before(*at).ends_with(['-', '.', '#', ':']) && !after(*at).starts_with(['-', ':']))
            // A name with a value is an attribute; one before an arrow is the arm of a match.
            .filter(|at| !after(*at).trim_start().starts_with('='))
            .collect()
    }

    /// Where an attribute of this name stands.
    pub fn attributes(&self, name: &str) -> Vec<usize> {
        let before = |at: usize| self.code.get(..at).unwrap_or_default();
        let after = |at: usize| self.code.get(at + name.len()..).unwrap_or_default().trim_start();
        crate::house::code::words(&self.code, name)
            .into_iter()
            .filter(|at| !before(*at).ends_with(['-', '.', '#', ':']))
            .filter(|at| after(*at).starts_with('=') && !after(*at).starts_with("=>"))
            .collect()
    }

    /// Classes written as `.name` behind an element or alone.
    pub fn short_classes(&self) -> Vec<Class> {
        let bytes = self.code.as_bytes();
        let mut found = Vec::new();
        for (at, _) in self.code.match_indices('.') {
            let range = at > 0 && bytes[at - 1] == b'.';
            let name: String =
                self.code.get(at + 1..).unwrap_or_default().chars().take_while(|c| part_of_a_class(*c)).collect();
            if !range && name.starts_with(|c: char| c.is_ascii_alphabetic()) {
                found.push(Class { at, name });
            }
        }
        found
    }

    /// Every class of the block: the short ones, and those in `class="…"` and in the strings of `class=(…)`.
    pub fn classes(&self, source: &Source) -> Vec<Class> {
        let mut found = self.short_classes();
        for attribute in self.attributes("class") {
            let Some(value) = source.code.get(attribute..).and_then(|rest| rest.find('=')).map(|i| attribute + i + 1)
            else {
                continue;
            };
            let rest = source.code.get(value..).unwrap_or_default();
            let start = value + rest.len() - rest.trim_start().len();
            let end =
                if source.code.as_bytes().get(start) == Some(&b'"') { start + 1 } else { closing(&source.code, start) };
            for literal in source.literals.iter().filter(|literal| (start..end).contains(&literal.at)) {
                found.extend(
                    literal.text.split_whitespace().map(|name| Class { at: literal.at, name: name.to_owned() }),
                );
            }
        }
        found
    }
}

pub fn part_of_a_class(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '-' || c == '_'
}

#[test]
fn markup_is_told_from_the_rust_between_it() {
    let source = Source::read(
        r#"fn page() -> Markup { html! {
            @let a = view.label.trim();
            @if let Some(input) = view.input() { main.wide { (html! { p.inner { (x.y) } }) } }
            @match view.kind { Kind::A => { em class="one two" { "table .none" } } label => {} }
            a class=(if view.on { "on" } else { "off" }) href=(view.href) data-table="x" disabled[view.off] { "go" }
            input name="label";
        } }"#,
    );
    let blocks = markups(&source);
    assert_eq!(blocks.len(), 2);
    let mut classes: Vec<String> =
        blocks.iter().flat_map(|block| block.classes(&source)).map(|class| class.name).collect();
    classes.sort();
    assert_eq!(classes, ["inner", "off", "on", "one", "two", "wide"]);
    assert_eq!(blocks[0].elements("input").len(), 1);
    assert_eq!(blocks[0].elements("table").len(), 0);
    assert_eq!(blocks[0].elements("label").len(), 0);
    assert_eq!(blocks[0].attributes("class").len(), 2);
}
