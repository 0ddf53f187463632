//! A question in tantivy's terms. Every way to match is a constant of `score.rs`; a word takes its
//! best way, and the words add up.

use tantivy::Term;
use tantivy::query::{
    BooleanQuery, ConstScoreQuery, DisjunctionMaxQuery, FuzzyTermQuery, Occur, Query, TermQuery, TermSetQuery,
};
use tantivy::schema::{Field, IndexRecordOption};

use crate::search::document::Kind;
use crate::search::query::{Chunk, Exact, Question, Want};
use crate::search::schema::Fields;
use crate::search::score::{
    ALL_EXACT, ALL_EXACT_BEGINNING, LEVELS, Level, PIECES, PIECES_SCATTERED, ROOT, ROOT_BEGINNING, SIGNS_APART,
    TITLE_BEGINNING, TITLE_EQUAL, WORD, WORD_BEGINNING,
};

/// Whether typos are forgiven.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Strictness {
    Strictly,
    Nearly,
}

/// Which documents may be answered at all.
pub(super) struct Filter<'a> {
    pub scopes: &'a [String],
    /// None given: every kind.
    pub kinds: &'a [Kind],
    /// Documents whose newer form is pending.
    pub except: Vec<(Kind, u64)>,
}

type Clause = Box<dyn Query>;

/// The query that answers the question within the filter.
pub(super) fn clauses(question: &Question, strictness: Strictness, fields: &Fields, filter: &Filter) -> Clause {
    let writing = Writing { fields, strictness };
    let mut parts = filter_clauses(fields, filter);
    parts.push((Occur::Must, writing.answer(question)));
    if !question.title_form.is_empty() {
        let title = || Term::from_field_text(fields.title_form, &question.title_form);
        parts.push((Occur::Should, constant(beginning(title()), TITLE_BEGINNING)));
        parts.push((Occur::Should, constant(equal(title()), TITLE_EQUAL)));
    }
    Box::new(BooleanQuery::new(parts))
}

fn filter_clauses(fields: &Fields, filter: &Filter) -> Vec<(Occur, Clause)> {
    let scopes = filter.scopes.iter().map(|scope| Term::from_field_text(fields.scope, scope));
    let mut parts = vec![(Occur::Must, constant(Box::new(TermSetQuery::new(scopes)), 0))];
    if !filter.kinds.is_empty() {
        let kinds = filter.kinds.iter().map(|kind| Term::from_field_u64(fields.kind, u64::from(kind.0)));
        parts.push((Occur::Must, constant(Box::new(TermSetQuery::new(kinds)), 0)));
    }
    if !filter.except.is_empty() {
        let keys = filter.except.iter().map(|key| fields.key_term(*key));
        parts.push((Occur::MustNot, Box::new(TermSetQuery::new(keys))));
    }
    parts
}

struct Writing<'a> {
    fields: &'a Fields,
    strictness: Strictness,
}

impl Writing<'_> {
    fn answer(&self, question: &Question) -> Clause {
        let chunks = all(question.chunks.iter().map(|chunk| self.chunk(chunk)));
        let Some(whole) = &question.whole else { return chunks };
        let exact = || Term::from_field_text(self.fields.exact, whole);
        best([chunks, constant(equal(exact()), ALL_EXACT), constant(beginning(exact()), ALL_EXACT_BEGINNING)])
    }

    fn chunk(&self, chunk: &Chunk) -> Clause {
        let words = all(chunk.wants.iter().map(|want| self.want(want)));
        match &chunk.exact {
            None => words,
            Some(exact) => best(self.exact(exact).into_iter().chain([words])),
        }
    }

    fn exact(&self, exact: &Exact) -> Vec<Clause> {
        let value = || Term::from_field_text(self.fields.exact, &exact.form);
        let tail = || Term::from_field_text(self.fields.tail, &exact.form);
        let mut ways = vec![constant(equal(value()), exact.scores.value), constant(equal(tail()), exact.scores.tail)];
        if exact.begins_value {
            ways.push(constant(beginning(value()), exact.scores.value_beginning));
        }
        if exact.begins_tail {
            ways.push(constant(beginning(tail()), exact.scores.tail_beginning));
        }
        ways
    }

    /// The word anywhere.
    fn want(&self, want: &Want) -> Clause {
        let mut ways: Vec<Clause> = LEVELS.into_iter().flat_map(|level| self.at(want, level)).collect();
        if !want.pieces.is_empty() {
            let pieces = all(want.pieces.iter().map(|piece| self.piece(piece)));
            ways.push(constant(pieces, PIECES_SCATTERED));
        }
        if self.strictness == Strictness::Nearly {
            ways.extend(self.near(want));
        }
        best(ways)
    }

    /// The word on one level.
    fn at(&self, want: &Want, level: Level) -> Vec<Clause> {
        let fields = self.fields.level(level);
        let word = |field: Field| Term::from_field_text(field, &want.form);
        let stem = |field: Field| Term::from_field_text(field, &want.stem);
        let base = level.base();
        let mut ways =
            vec![constant(equal(word(fields.words)), base + WORD), constant(equal(word(fields.roots)), base + ROOT)];
        if want.stem != want.form {
            ways.push(constant(equal(stem(fields.words)), base + ROOT));
            ways.push(constant(equal(stem(fields.roots)), base + ROOT));
        }
        if want.begins_word(level) {
            ways.push(constant(beginning(word(fields.words)), base + WORD_BEGINNING));
        }
        if want.begins_root() {
            ways.push(constant(beginning(word(fields.roots)), base + ROOT_BEGINNING));
        }
        if !want.pieces.is_empty() {
            let pieces = all(want.pieces.iter().map(|piece| best(self.at(piece, level))));
            ways.push(constant(pieces, base + PIECES));
        }
        ways
    }

    fn piece(&self, piece: &Want) -> Clause {
        best(LEVELS.into_iter().flat_map(|level| self.at(piece, level)))
    }

    /// The word with typos, or a pair of signs that stand apart.
    fn near(&self, want: &Want) -> Vec<Clause> {
        let mut ways = Vec::new();
        if want.slack > 0 {
            for level in LEVELS {
                let fields = self.fields.level(level);
                ways.extend([fields.words, fields.roots].map(|field| constant(misspelt(want, field), level.near())));
            }
        }
        if !want.signs.is_empty() {
            let words = LEVELS.map(|level| self.fields.level(level).words);
            let somewhere = |sign| best(words.map(|field| equal(Term::from_field_text(field, sign))));
            ways.push(constant(all(want.signs.iter().map(|sign| somewhere(sign.as_str()))), SIGNS_APART));
        }
        ways
    }
}

fn misspelt(want: &Want, field: Field) -> Clause {
    let term = Term::from_field_text(field, &want.form);
    Box::new(match want.open {
        true => FuzzyTermQuery::new_prefix(term, want.slack, true),
        false => FuzzyTermQuery::new(term, want.slack, true),
    })
}

fn equal(term: Term) -> Clause {
    Box::new(TermQuery::new(term, IndexRecordOption::Basic))
}

fn beginning(term: Term) -> Clause {
    Box::new(FuzzyTermQuery::new_prefix(term, 0, false))
}

fn constant(clause: Clause, score: u16) -> Clause {
    Box::new(ConstScoreQuery::new(clause, f32::from(score)))
}

fn all(clauses: impl IntoIterator<Item = Clause>) -> Clause {
    Box::new(BooleanQuery::intersection(clauses.into_iter().collect()))
}

fn best(clauses: impl IntoIterator<Item = Clause>) -> Clause {
    Box::new(DisjunctionMaxQuery::new(clauses.into_iter().collect()))
}
