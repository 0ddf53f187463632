//! A document as the index wants it: cut into words once, for the index and for the pending.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use crate::search::analysis::{exact_form, exact_tails, number_and_unit, sign_pairs, stem, tokens};
use crate::search::compounds::Compounds;
use crate::search::document::{Document, Kind};
use crate::search::score::Level;

/// Further words of one level are left out.
const WORDS_MAX: usize = 2_000;
const EXACT_MAX: usize = 64;
const TITLE_LETTERS_MAX: usize = 200;
/// Parts of parts of parts: no catalogue goes deeper.
const COMPOUND_DEPTH_MAX: u32 = 3;
/// Roots remembered while a batch is cut; beyond it they are worked out each time.
const ROOTS_REMEMBERED_MAX: usize = 40_000;

/// The words of one level in their order, and the roots of them that are not words themselves.
#[derive(Clone, Debug, Default)]
pub(super) struct Words {
    pub words: Vec<Arc<str>>,
    pub roots: Vec<Arc<str>>,
}

/// A document, cut.
#[derive(Clone, Debug)]
pub(super) struct Prepared {
    pub kind: Kind,
    pub id: u64,
    pub title: String,
    pub subtitle: String,
    /// The title's forms, joined by blanks.
    pub title_form: String,
    pub title_words: Words,
    pub subtitle_words: Words,
    pub body_words: Words,
    pub exact: BTreeSet<String>,
    pub tails: BTreeSet<String>,
    pub scopes: BTreeSet<String>,
    /// Decides among equal scores: weight, then the shorter title, then the later id.
    pub rank: u64,
}

impl Prepared {
    /// The words of a level.
    pub(super) fn words(&self, level: Level) -> &Words {
        match level {
            Level::Title => &self.title_words,
            Level::Subtitle => &self.subtitle_words,
            Level::Body => &self.body_words,
        }
    }
}

/// Cuts documents, and remembers the roots of words that come again.
pub(super) struct Preparing<'a> {
    compounds: &'a Compounds,
    /// Looked up only, never walked: its order plays no part.
    roots: HashMap<Arc<str>, Arc<[Arc<str>]>>,
}

impl<'a> Preparing<'a> {
    pub(super) fn with(compounds: &'a Compounds) -> Preparing<'a> {
        Preparing { compounds, roots: HashMap::new() }
    }

    pub(super) fn prepare(&mut self, document: Document) -> Prepared {
        let values = || document.exact.iter().take(EXACT_MAX);
        let mut exact: BTreeSet<String> = values().map(|value| exact_form(value)).collect();
        exact.remove("");
        Prepared {
            kind: document.kind,
            id: document.id,
            title_form: joined_form(&document.title),
            title_words: self.cut(&document.title),
            subtitle_words: self.cut(&document.subtitle),
            body_words: self.cut(&document.body),
            exact,
            tails: values().flat_map(|value| exact_tails(value)).collect(),
            rank: rank(&document),
            scopes: document.scopes.into_iter().collect(),
            title: document.title,
            subtitle: document.subtitle,
        }
    }

    fn cut(&mut self, text: &str) -> Words {
        let mut cut = Words::default();
        for token in tokens(text).into_iter().take(WORDS_MAX) {
            if token.signs {
                cut.words.extend(token.form.chars().map(|sign| Arc::from(String::from(sign))));
                cut.words.extend(sign_pairs(&token.form).into_iter().map(Arc::from));
                continue;
            }
            token.pieces.iter().for_each(|piece| self.add(piece, &mut cut));
            self.add(&token.form, &mut cut);
        }
        cut
    }

    fn add(&mut self, form: &str, into: &mut Words) {
        let (form, roots) = match self.roots.get_key_value(form) {
            Some((form, roots)) => (Arc::clone(form), Arc::clone(roots)),
            None => self.work_out(form),
        };
        into.roots.extend(roots.iter().cloned());
        into.words.push(form);
    }

    fn work_out(&mut self, form: &str) -> (Arc<str>, Arc<[Arc<str>]>) {
        let mut found = BTreeSet::new();
        self.collect_roots(form, COMPOUND_DEPTH_MAX, &mut found);
        found.remove(form);
        let form: Arc<str> = form.into();
        let roots: Arc<[Arc<str>]> = found.into_iter().map(Arc::from).collect();
        if self.roots.len() < ROOTS_REMEMBERED_MAX {
            self.roots.insert(Arc::clone(&form), Arc::clone(&roots));
        }
        (form, roots)
    }

    fn collect_roots(&self, form: &str, depth: u32, roots: &mut BTreeSet<String>) {
        roots.insert(stem(form));
        if depth == 0 {
            return;
        }
        for part in parts(form, self.compounds) {
            self.collect_roots(&part, depth - 1, roots);
            roots.insert(part);
        }
    }
}

/// The parts of a word that mean something alone: of a compound, or a number and its unit.
pub(super) fn parts(form: &str, compounds: &Compounds) -> Vec<String> {
    let numbers = number_and_unit(form);
    if numbers.is_empty() { compounds.split(form) } else { numbers }
}

/// The forms of all words, joined by blanks, for comparing whole titles.
pub(super) fn joined_form(text: &str) -> String {
    let forms: Vec<String> = tokens(text).into_iter().map(|token| token.form).collect();
    forms.join(" ").chars().take(TITLE_LETTERS_MAX).collect()
}

fn rank(document: &Document) -> u64 {
    const ID_BITS: u32 = 40;
    const LENGTH_MAX: u64 = 255;
    let length = u64::try_from(document.title.chars().count()).unwrap_or(LENGTH_MAX);
    let shortness = LENGTH_MAX - length.min(LENGTH_MAX);
    let id = document.id & ((1 << ID_BITS) - 1);
    (u64::from(document.weight) << (ID_BITS + 8)) | (shortness << ID_BITS) | id
}
