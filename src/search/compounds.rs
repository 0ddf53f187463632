//! Splits German compounds ("Hundefutter" into "hund" and "futter") with the words of the
//! catalogue: a firm's own words are the only dictionary that fits its goods.

use std::collections::{BTreeSet, HashSet};

use crate::search::analysis::{is_stop_word, stem, tokens};
use crate::search::shelf::print;

/// Larger dictionaries are cut: memory, and words that match everything.
const WORDS_MAX: usize = 50_000;
const WORD_LETTERS_MIN: usize = 3;
const COMPOUND_LETTERS_MIN: usize = 6;
const COMPOUND_LETTERS_MAX: usize = 40;
/// A stem is worn down; shorter ones would be found everywhere.
const STEM_LETTERS_MIN: usize = 4;
/// The last part that is trusted although the part before it is unknown ("Lachs" + "futter").
const TRUSTED_TAIL_LETTERS_MIN: usize = 4;
/// Tries in splitting one word.
const STEPS_MAX: u32 = 400;
/// What German puts between the parts.
const LINKS: [&str; 7] = ["", "s", "es", "n", "en", "e", "er"];

/// The dictionary that compounds are split with.
#[derive(Debug, Default)]
pub(super) struct Compounds {
    // Asked dozens of times for every word that is cut, and never walked in their own order.
    words: HashSet<String>,
    stems: HashSet<String>,
}

impl Compounds {
    /// Takes every word of the given texts, which may be whole titles.
    pub(super) fn of<I>(texts: I) -> Compounds
    where
        I: IntoIterator,
        I::Item: AsRef<str>,
    {
        let mut compounds = Compounds::default();
        for text in texts {
            for token in tokens(text.as_ref()) {
                token.pieces.into_iter().for_each(|piece| compounds.add(piece));
                compounds.add(token.form);
            }
            if compounds.words.len() >= WORDS_MAX {
                break;
            }
        }
        compounds
    }

    fn add(&mut self, word: String) {
        let letters = word.chars().count();
        let plain = word.chars().all(char::is_alphabetic);
        if !plain || letters < WORD_LETTERS_MIN || is_stop_word(&word) {
            return;
        }
        let stem = stem(&word);
        if stem.chars().count() >= STEM_LETTERS_MIN {
            self.stems.insert(stem);
        }
        self.words.insert(word);
    }

    /// Tells one dictionary from another.
    pub(super) fn print(&self) -> u64 {
        let in_order: BTreeSet<&str> = self.words.iter().map(String::as_str).collect();
        print(in_order)
    }

    /// The parts of a compound, first to last; empty when the word is none that we know.
    pub(super) fn split(&self, word: &str) -> Vec<String> {
        let letters = word.chars().count();
        if self.words.is_empty() || !(COMPOUND_LETTERS_MIN..=COMPOUND_LETTERS_MAX).contains(&letters) {
            return Vec::new();
        }
        let mut steps = STEPS_MAX;
        if let Some(parts) = self.split_known(word, &mut steps) {
            return parts.into_iter().map(str::to_owned).collect();
        }
        self.split_tail(word)
    }

    /// A split in which every part is known; longer first parts are tried first.
    fn split_known<'a>(&self, word: &'a str, steps: &mut u32) -> Option<Vec<&'a str>> {
        let borders: Vec<usize> = word.char_indices().map(|(at, _)| at).skip(WORD_LETTERS_MIN).collect();
        for border in borders.into_iter().rev() {
            let (head, behind) = word.split_at_checked(border)?;
            if !self.knows_head(head) {
                continue;
            }
            for rest in LINKS.iter().filter_map(|link| behind.strip_prefix(link)) {
                *steps = steps.checked_sub(1)?;
                if self.knows_tail(rest) {
                    return Some(vec![head, rest]);
                }
                if let Some(parts) = self.split_known(rest, steps) {
                    return Some(std::iter::once(head).chain(parts).collect());
                }
            }
        }
        None
    }

    /// The longest known last part, behind a part that nobody told us.
    fn split_tail(&self, word: &str) -> Vec<String> {
        word.char_indices()
            .skip(WORD_LETTERS_MIN)
            .filter_map(|(border, _)| word.split_at_checked(border))
            .find(|(_, tail)| tail.chars().count() >= TRUSTED_TAIL_LETTERS_MIN && self.words.contains(*tail))
            .map(|(head, tail)| vec![head.to_owned(), tail.to_owned()])
            .unwrap_or_default()
    }

    fn knows_head(&self, head: &str) -> bool {
        self.words.contains(head) || self.stems.contains(head)
    }

    fn knows_tail(&self, tail: &str) -> bool {
        tail.chars().count() >= WORD_LETTERS_MIN && (self.words.contains(tail) || self.stems.contains(&stem(tail)))
    }
}
