//! The table of all sentences, read from the embedded files on first use.

use std::collections::HashMap;
use std::fmt::Display;
use std::sync::LazyLock;

use rust_embed::RustEmbed;

use crate::texts::sentence::Sentence;
use crate::values::Language;

#[derive(RustEmbed)]
#[folder = "assets/texts"]
struct Files;

type Sentences = HashMap<String, Sentence>;

static TABLE: LazyLock<[Sentences; 3]> = LazyLock::new(|| Language::ALL.map(read_language));

/// The sentence of a key, filled; the key itself when nobody has written the sentence yet.
pub fn say(language: Language, key: &str, arguments: &[(&str, &dyn Display)]) -> String {
    let [german, english, chinese] = &*TABLE;
    let sentences = match language {
        Language::De => german,
        Language::En => english,
        Language::Zh => chinese,
    };
    match sentences.get(key).or_else(|| german.get(key)) {
        Some(sentence) => sentence.fill(arguments),
        None => key.to_owned(),
    }
}

/// All keys of a language, sorted; for the test that finds missing ones.
pub fn all_keys(language: Language) -> Vec<String> {
    let mut keys: Vec<String> = read_language(language).into_keys().collect();
    keys.sort();
    keys
}

fn read_language(language: Language) -> Sentences {
    let folder = format!("{}/", language.tag());
    let mut sentences = Sentences::new();
    for path in Files::iter().filter(|path| path.starts_with(&folder)) {
        let Some(file) = Files::get(&path) else { continue };
        let content = String::from_utf8_lossy(&file.data).into_owned();
        for line in content.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#')) {
            if let Some((key, written)) = line.split_once('=') {
                sentences.insert(key.trim().to_owned(), Sentence::read(written.trim()));
            }
        }
    }
    sentences
}
