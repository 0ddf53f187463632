//! XML written element by element.

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};

pub(super) struct Tree {
    out: Writer<Vec<u8>>,
}

impl Tree {
    pub fn begin() -> Tree {
        let mut tree = Tree { out: Writer::new_with_indent(Vec::new(), b' ', 2) };
        tree.write(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)));
        tree
    }

    pub fn end(self) -> String {
        let mut bytes = self.out.into_inner();
        bytes.push(b'\n');
        String::from_utf8(bytes).unwrap_or_default()
    }

    pub fn inside(&mut self, name: &str, attributes: &[(&str, &str)], within: impl FnOnce(&mut Tree)) {
        self.write(Event::Start(start(name, attributes)));
        within(self);
        self.write(Event::End(BytesEnd::new(name)));
    }

    pub fn leaf(&mut self, name: &str, words: &str) {
        self.leaf_with(name, &[], words);
    }

    pub fn leaf_with(&mut self, name: &str, attributes: &[(&str, &str)], words: &str) {
        self.write(Event::Start(start(name, attributes)));
        self.write(Event::Text(BytesText::new(&plain(words))));
        self.write(Event::End(BytesEnd::new(name)));
    }

    /// Nothing where there are no words.
    pub fn filled(&mut self, name: &str, words: &str) {
        if !words.trim().is_empty() {
            self.leaf(name, words.trim());
        }
    }

    pub fn empty(&mut self, name: &str) {
        self.write(Event::Empty(BytesStart::new(name)));
    }

    fn write(&mut self, event: Event<'_>) {
        // Into memory; there is no disk that could be full.
        let written = self.out.write_event(event);
        debug_assert!(written.is_ok(), "memory takes what is written");
    }
}

fn start<'n>(name: &'n str, attributes: &[(&str, &str)]) -> BytesStart<'n> {
    let mut start = BytesStart::new(name);
    for attribute in attributes {
        start.push_attribute(*attribute);
    }
    start
}

/// XML 1.0 has no place for control signs, not even written as numbers.
fn plain(words: &str) -> String {
    words.chars().filter(|sign| !sign.is_control() || matches!(sign, '\n' | '\t')).collect()
}
