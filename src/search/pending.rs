//! Documents that are recorded but not yet in the index, so that an author finds his own at once.
//! They answer the same question with the same scores as the index; a test holds them together.

use std::borrow::Borrow;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Bound;
use std::sync::Arc;

use crate::search::clauses::{Filter, Strictness};
use crate::search::document::{Hit, Kind};
use crate::search::prepared::{Prepared, Words};
use crate::search::query::{Chunk, Exact, Question, Want};
use crate::search::score::{
    ALL_EXACT, ALL_EXACT_BEGINNING, LEVELS, Level, PIECES, PIECES_SCATTERED, ROOT, ROOT_BEGINNING, SIGNS_APART,
    TITLE_BEGINNING, TITLE_EQUAL, WORD, WORD_BEGINNING,
};
use crate::search::spelling::Meant;

/// More are not kept: the oldest go, and are found once the index has them.
pub const PENDING_MAX: usize = 500;

/// A hit and what decides among equal scores.
pub(super) type RankedHit = (Hit, u64);

/// The documents, each with the journal number that brought it; none of them where it was removed.
#[derive(Debug, Default)]
pub(super) struct Pending {
    entries: BTreeMap<(Kind, u64), (u64, Option<Entry>)>,
}

/// A document whose words can be looked up.
#[derive(Debug)]
struct Entry {
    prepared: Prepared,
    title: Lookup,
    subtitle: Lookup,
    body: Lookup,
}

#[derive(Debug)]
struct Lookup {
    words: BTreeSet<Arc<str>>,
    roots: BTreeSet<Arc<str>>,
}

impl Entry {
    fn of(prepared: Prepared) -> Entry {
        let lookup = |level: Level| {
            let Words { words, roots } = prepared.words(level);
            Lookup { words: words.iter().cloned().collect(), roots: roots.iter().cloned().collect() }
        };
        let (title, subtitle, body) = (lookup(Level::Title), lookup(Level::Subtitle), lookup(Level::Body));
        Entry { title, subtitle, body, prepared }
    }

    fn at(&self, level: Level) -> &Lookup {
        match level {
            Level::Title => &self.title,
            Level::Subtitle => &self.subtitle,
            Level::Body => &self.body,
        }
    }
}

impl Pending {
    /// Whether nothing as new is known of the document.
    pub(super) fn lacks(&self, number: u64, key: (Kind, u64)) -> bool {
        self.entries.get(&key).is_none_or(|(known, _)| *known < number)
    }

    /// Notes a document, or its removal, as of a journal number.
    pub(super) fn note(&mut self, number: u64, key: (Kind, u64), prepared: Option<Prepared>) {
        if !self.lacks(number, key) {
            return;
        }
        self.entries.insert(key, (number, prepared.map(Entry::of)));
        if self.entries.len() > PENDING_MAX {
            let oldest = self.entries.iter().min_by_key(|(_, (number, _))| *number).map(|(key, _)| *key);
            if let Some(key) = oldest {
                self.entries.remove(&key);
            }
        }
    }

    /// Forgets what the index knows by now.
    pub(super) fn settle(&mut self, watermark: u64) {
        self.entries.retain(|_, (number, _)| *number > watermark);
    }

    /// Whose older form in the index no longer counts.
    pub(super) fn keys(&self) -> Vec<(Kind, u64)> {
        self.entries.keys().copied().collect()
    }

    /// All pending documents that answer the question, in no order.
    pub(super) fn answer(&self, question: &Question, strictness: Strictness, filter: &Filter) -> Vec<RankedHit> {
        let matching = Matching::of(question, strictness);
        self.entries
            .values()
            .filter_map(|(_, entry)| entry.as_ref())
            .filter(|entry| filter.admits(&entry.prepared))
            .filter_map(|entry| Some((hit(&entry.prepared, matching.score(question, entry)?), entry.prepared.rank)))
            .collect()
    }
}

fn hit(prepared: &Prepared, score: u32) -> Hit {
    Hit {
        kind: prepared.kind,
        id: prepared.id,
        title: prepared.title.clone(),
        subtitle: prepared.subtitle.clone(),
        score,
    }
}

impl Filter<'_> {
    fn admits(&self, prepared: &Prepared) -> bool {
        self.scopes.iter().any(|scope| prepared.scopes.contains(scope))
            && (self.kinds.is_empty() || self.kinds.contains(&prepared.kind))
    }
}

struct Matching<'q> {
    strictness: Strictness,
    /// What each word may have meant, where typos are forgiven; by the word and whether it is open.
    meant: BTreeMap<(&'q str, bool), Meant>,
}

impl<'q> Matching<'q> {
    fn of(question: &'q Question, strictness: Strictness) -> Matching<'q> {
        let wants = question.chunks.iter().flat_map(|chunk| &chunk.wants);
        let misspelt = wants.filter(|want| strictness == Strictness::Nearly && want.slack > 0);
        let meant = misspelt
            .map(|want| ((want.form.as_str(), want.open), Meant::by(&want.form, want.slack, want.open)))
            .collect();
        Matching { strictness, meant }
    }

    fn score(&self, question: &Question, entry: &Entry) -> Option<u32> {
        let chunks = question.chunks.iter().map(|chunk| self.chunk(chunk, entry)).sum::<Option<u32>>();
        let whole = question.whole.as_deref().and_then(|whole| {
            let equal = entry.prepared.exact.contains(whole).then_some(ALL_EXACT);
            equal.or_else(|| begins(&entry.prepared.exact, whole).then_some(ALL_EXACT_BEGINNING)).map(u32::from)
        });
        let title = match &question.title_form {
            form if form.is_empty() || !entry.prepared.title_form.starts_with(form) => 0,
            form if *form == entry.prepared.title_form => TITLE_BEGINNING + TITLE_EQUAL,
            _ => TITLE_BEGINNING,
        };
        Some(chunks.max(whole)? + u32::from(title))
    }

    fn chunk(&self, chunk: &Chunk, entry: &Entry) -> Option<u32> {
        let words = chunk.wants.iter().map(|want| self.want(want, entry).map(u32::from)).sum::<Option<u32>>();
        let exact = chunk.exact.as_ref().and_then(|exact| exact_score(exact, &entry.prepared));
        words.max(exact.map(u32::from))
    }

    fn want(&self, want: &Want, entry: &Entry) -> Option<u16> {
        let strict = LEVELS.into_iter().filter_map(|level| at(want, level, entry)).max();
        let scattered = !want.pieces.is_empty() && want.pieces.iter().all(|piece| anywhere(piece, entry));
        let near = match self.strictness {
            Strictness::Strictly => None,
            Strictness::Nearly => self.near(want, entry),
        };
        strict.max(scattered.then_some(PIECES_SCATTERED)).max(near)
    }

    fn near(&self, want: &Want, entry: &Entry) -> Option<u16> {
        let meant = self.meant.get(&(want.form.as_str(), want.open));
        let close_at = |level: &Level| {
            let Lookup { words, roots } = entry.at(*level);
            words.iter().chain(roots).any(|word| meant.is_some_and(|meant| meant.is(word)))
        };
        let misspelt = LEVELS.into_iter().find(close_at).map(Level::near);
        let somewhere = |sign: &String| LEVELS.into_iter().any(|level| entry.at(level).words.contains(sign.as_str()));
        let apart = !want.signs.is_empty() && want.signs.iter().all(somewhere);
        misspelt.max(apart.then_some(SIGNS_APART))
    }
}

fn exact_score(exact: &Exact, prepared: &Prepared) -> Option<u16> {
    let (values, tails, scores) = (&prepared.exact, &prepared.tails, exact.scores);
    [
        (values.contains(&exact.form), scores.value),
        (tails.contains(&exact.form), scores.tail),
        (exact.begins_value && begins(values, &exact.form), scores.value_beginning),
        (exact.begins_tail && begins(tails, &exact.form), scores.tail_beginning),
    ]
    .into_iter()
    .filter_map(|(found, score)| found.then_some(score))
    .max()
}

fn anywhere(piece: &Want, entry: &Entry) -> bool {
    LEVELS.into_iter().any(|level| at(piece, level, entry).is_some())
}

fn at(want: &Want, level: Level, entry: &Entry) -> Option<u16> {
    let Lookup { words, roots } = entry.at(level);
    let (form, stem) = (want.form.as_str(), want.stem.as_str());
    let way = if words.contains(form) {
        WORD
    } else if want.begins_word(level) && begins(words, form) {
        WORD_BEGINNING
    } else if roots.contains(form) || roots.contains(stem) || words.contains(stem) {
        ROOT
    } else if want.begins_root() && begins(roots, form) {
        ROOT_BEGINNING
    } else if !want.pieces.is_empty() && want.pieces.iter().all(|piece| at(piece, level, entry).is_some()) {
        PIECES
    } else {
        return None;
    };
    Some(level.base() + way)
}

/// Whether any of the words begins with the given letters.
fn begins<T: Ord + Borrow<str>>(words: &BTreeSet<T>, beginning: &str) -> bool {
    let mut from = words.range::<str, _>((Bound::Included(beginning), Bound::Unbounded));
    from.next().is_some_and(|word| word.borrow().starts_with(beginning))
}
