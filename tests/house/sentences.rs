//! Every sentence exists in every language with the same gaps, every sentence is used, and no page asks for one
//! that nobody has written.

use std::collections::{BTreeMap, BTreeSet};

use crate::house::code::{Source, closing};
use crate::house::tree::{Tree, assert_found, assert_none, fits};

const LANGUAGES: [&str; 3] = ["de", "en", "zh"];

/// One written sentence: where it stands, and the arguments that it has gaps for.
struct Sentence {
    place: String,
    gaps: BTreeSet<String>,
}

/// What a source file says about a key.
struct Mention {
    key: String,
    place: String,
    /// The arguments, when the key is asked for by `text!`.
    arguments: Option<BTreeSet<String>>,
}

fn sentences(tree: &Tree) -> Vec<String> {
    let mut complaints = Vec::new();
    let written: Vec<BTreeMap<String, Sentence>> =
        LANGUAGES.iter().map(|language| read_language(tree, language, &mut complaints)).collect();
    let keys: BTreeSet<&String> = written.iter().flat_map(|sentences| sentences.keys()).collect();
    for key in &keys {
        let known = written.iter().find_map(|sentences| sentences.get(*key)).expect("a key comes from a language");
        for (language, sentences) in LANGUAGES.iter().zip(&written) {
            match sentences.get(*key) {
                None => complaints.push(format!("{}: {key} is not written in {language}", known.place)),
                Some(own) if own.gaps != known.gaps => {
                    complaints
                        .push(format!("{}: {key} has gaps {:?}, elsewhere {:?}", own.place, own.gaps, known.gaps));
                }
                Some(_) => {}
            }
        }
    }
    let rooms: BTreeSet<&str> = keys.iter().filter_map(|key| key.split('.').next()).collect();
    let mut used: BTreeSet<&String> = BTreeSet::new();
    for mention in mentions(tree, &rooms) {
        let pattern = gaps_as_stars(&mention.key);
        let meant: Vec<&&String> = keys.iter().filter(|key| fits(&pattern, key)).collect();
        if meant.is_empty() {
            complaints.push(format!("{}: nobody has written {}", mention.place, mention.key));
        }
        for key in &meant {
            let gaps = written.iter().find_map(|sentences| sentences.get(**key)).map(|sentence| &sentence.gaps);
            if let (Some(arguments), Some(gaps)) = (&mention.arguments, gaps) {
                for gap in gaps.difference(arguments) {
                    complaints.push(format!("{}: {key} needs {gap}", mention.place));
                }
            }
        }
        used.extend(meant);
    }
    for key in keys.difference(&used) {
        let place = written.iter().find_map(|sentences| sentences.get(*key)).map_or("", |sentence| &sentence.place);
        complaints.push(format!("{place}: {key} is used nowhere"));
    }
    complaints
}

fn read_language(tree: &Tree, language: &str, complaints: &mut Vec<String>) -> BTreeMap<String, Sentence> {
    let mut found = BTreeMap::new();
    for (path, text) in tree.files(&format!("assets/texts/{language}"), &[".txt"]) {
        for (number, line) in text.lines().enumerate() {
            let place = format!("{path}:{}", number + 1);
            let line = line.trim();
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            match line.split_once('=').map(|(key, sentence)| (key.trim(), sentence.trim())) {
                Some((key, sentence)) if is_key(key) && !sentence.is_empty() => {
                    let gaps = gaps_of(sentence);
                    if found.insert(key.to_owned(), Sentence { place: place.clone(), gaps }).is_some() {
                        complaints.push(format!("{place}: {key} is written twice"));
                    }
                }
                _ => complaints.push(format!("{place}: not like `room.thing.case = sentence`")),
            }
        }
    }
    found
}

fn is_key(text: &str) -> bool {
    let parts: Vec<&str> = text.split('.').collect();
    let name = |part: &&str| {
        !part.is_empty() && part.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || "_-".contains(c))
    };
    parts.len() >= 2 && parts.iter().all(name) && text.starts_with(|c: char| c.is_ascii_lowercase())
}

/// `{name}` and `{count, one: …, other: …}` are gaps for name and count.
fn gaps_of(sentence: &str) -> BTreeSet<String> {
    sentence
        .split('{')
        .skip(1)
        .map(|inside| inside.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '_').collect())
        .collect()
}

/// A key that is put together, as in `texts.month.{month}`, means every key that fits.
fn gaps_as_stars(key: &str) -> String {
    let (mut pattern, mut rest) = (String::new(), key);
    while let Some((before, inside)) = rest.split_once('{') {
        pattern.push_str(before);
        pattern.push('*');
        rest = inside.split_once('}').map_or("", |(_, after)| after);
    }
    pattern + rest
}

/// Keys stand in the source as strings of their own, so that they can be found.
fn mentions(tree: &Tree, rooms: &BTreeSet<&str>) -> Vec<Mention> {
    let mut found = Vec::new();
    for (path, text) in tree.files("src", &[".rs"]) {
        let source = Source::read(text);
        let calls = text_calls(&source);
        for (i, literal) in source.literals.iter().enumerate() {
            let call = calls.iter().find(|call| call.key == Some(i));
            let of_a_room = literal.text.split('.').next().is_some_and(|first| rooms.contains(first));
            let put_together = gaps_as_stars(&literal.text);
            // Two parts alone could as well be the name of a file.
            let like_a_key =
                of_a_room && put_together.split('.').count() >= 3 && is_key(&put_together.replace('*', "x"));
            if call.is_some() || like_a_key {
                found.push(Mention {
                    key: literal.text.clone(),
                    place: format!("{path}:{}", source.line(literal.at)),
                    arguments: call.map(|call| call.arguments.clone()),
                });
            }
        }
    }
    found
}

/// One `text!(language, key, name = value, …)`; the key only when it is written out there.
struct Call {
    key: Option<usize>,
    arguments: BTreeSet<String>,
}

fn text_calls(source: &Source) -> Vec<Call> {
    let mut calls = Vec::new();
    for at in source.words("text") {
        let Some(open) =
            source.code.get(at..).and_then(|rest| rest.starts_with("text!(").then_some(at + "text!".len()))
        else {
            continue;
        };
        let mut arguments = BTreeSet::new();
        let mut key = None;
        for (number, (start, end)) in
            arguments_between(&source.code, open + 1, closing(&source.code, open) - 1).into_iter().enumerate()
        {
            let argument = source.code.get(start..end).unwrap_or_default();
            if number == 1 && argument.trim_start().starts_with('"') {
                key = source.literals.iter().position(|literal| (start..end).contains(&literal.at));
            }
            if let Some((name, _)) = argument.split_once('=').filter(|_| number > 1) {
                arguments.insert(name.trim().to_owned());
            }
        }
        calls.push(Call { key, arguments });
    }
    calls
}

/// The ranges between the commas that stand in no bracket.
fn arguments_between(code: &str, start: usize, end: usize) -> Vec<(usize, usize)> {
    let (mut found, mut from, mut at) = (Vec::new(), start, start);
    while at < end {
        match code.as_bytes()[at] {
            b'(' | b'[' | b'{' => at = closing(code, at),
            b',' => {
                found.push((from, at));
                at += 1;
                from = at;
            }
            _ => at += 1,
        }
    }
    found.push((from, end));
    found
}

#[test]
fn every_sentence_is_written_in_every_language_and_used() {
    assert_none(&sentences(Tree::of_repository()));
}

#[test]
fn a_sentence_that_is_missing_or_unused_is_found() {
    let german = "# Bestellung\norders.sheet.title = Bestellung {number}\norders.sheet.count = {count, one: ein Stück, other: # Stück}\n\
                  orders.state.paid = bezahlt\norders.old.title = Alt\norders.old.title = Alt\n";
    let english = "orders.sheet.title = Order\norders.sheet.count = {count, one: one piece, other: # pieces}\norders.state.paid = paid\n\
                   orders.old.title = Old\nno sentence\n";
    let chinese =
        "orders.sheet.title = 订单 {number}\norders.sheet.count = {count, other: # 件}\norders.old.title = 旧\n";
    let source = "fn f() {\n text!(language, \"orders.sheet.title\", number = g(1, 2));\n text!(language, \"orders.sheet.count\");\n \
                  text!(language, \"ordrs.typo\");\n say(&format!(\"orders.state.{name}\"));\n let key = \"orders.sheet.typo\"; // \"orders.old.title\"\n \
                  open(\"orders.csv\"); open(\"other.kind.csv\");\n}\n";
    let tree = Tree::planted(&[
        ("assets/texts/de/orders.txt", german),
        ("assets/texts/en/orders.txt", english),
        ("assets/texts/zh/orders.txt", chinese),
        ("src/portals/office/order.rs", source),
    ]);
    assert_found(
        &sentences(&tree),
        &[
            "de/orders.txt:6: orders.old.title is written twice",
            "en/orders.txt:5: not like",
            "en/orders.txt:1: orders.sheet.title has gaps {}, elsewhere {\"number\"}",
            "orders.state.paid is not written in zh",
            "order.rs:3: orders.sheet.count needs count",
            "order.rs:4: nobody has written ordrs.typo",
            "order.rs:6: nobody has written orders.sheet.typo",
            "orders.old.title is used nowhere",
        ],
    );
}
