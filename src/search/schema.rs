//! The fields of the index, and how a prepared document is written into them.

use std::sync::Arc;

use tantivy::schema::{
    FAST, Field, INDEXED, IndexRecordOption, STORED, Schema, SchemaBuilder, TextFieldIndexing, TextOptions,
};
use tantivy::{TantivyDocument, Term};

use crate::search::document::Kind;
use crate::search::prepared::{Prepared, Words};
use crate::search::score::{LEVELS, Level};

/// The fast field that decides among equal scores.
pub(super) const RANK: &str = "rank";

/// The two fields of one level.
#[derive(Clone, Copy, Debug)]
pub(super) struct LevelFields {
    pub words: Field,
    pub roots: Field,
}

/// All fields.
#[derive(Clone, Copy, Debug)]
pub(super) struct Fields {
    pub key: Field,
    pub kind: Field,
    pub scope: Field,
    pub title: Field,
    pub subtitle: Field,
    pub title_form: Field,
    pub exact: Field,
    pub tail: Field,
    title_level: LevelFields,
    subtitle_level: LevelFields,
    body_level: LevelFields,
    pub rank: Field,
}

impl Fields {
    /// The schema and its fields.
    pub(super) fn with_schema() -> (Schema, Fields) {
        let mut builder = Schema::builder();
        let fields = Fields {
            key: builder.add_text_field("key", values() | STORED),
            kind: builder.add_u64_field("kind", INDEXED),
            scope: builder.add_text_field("scope", values()),
            title: builder.add_text_field("title", STORED),
            subtitle: builder.add_text_field("subtitle", STORED),
            title_form: builder.add_text_field("title_form", values()),
            exact: builder.add_text_field("exact", values()),
            tail: builder.add_text_field("tail", values()),
            title_level: level(&mut builder, "title_words", "title_roots"),
            subtitle_level: level(&mut builder, "subtitle_words", "subtitle_roots"),
            body_level: level(&mut builder, "body_words", "body_roots"),
            rank: builder.add_u64_field(RANK, FAST),
        };
        (builder.build(), fields)
    }

    pub(super) fn level(&self, level: Level) -> LevelFields {
        match level {
            Level::Title => self.title_level,
            Level::Subtitle => self.subtitle_level,
            Level::Body => self.body_level,
        }
    }

    /// The term that names one document.
    pub(super) fn key_term(&self, key: (Kind, u64)) -> Term {
        Term::from_field_text(self.key, &key_text(key))
    }

    /// The document as tantivy keeps it.
    pub(super) fn written(&self, prepared: &Prepared) -> TantivyDocument {
        let mut written = TantivyDocument::default();
        written.add_text(self.key, key_text((prepared.kind, prepared.id)));
        written.add_u64(self.kind, u64::from(prepared.kind.0));
        written.add_text(self.title, &prepared.title);
        written.add_text(self.subtitle, &prepared.subtitle);
        written.add_text(self.title_form, &prepared.title_form);
        written.add_u64(self.rank, prepared.rank);
        for (field, texts) in
            [(self.scope, &prepared.scopes), (self.exact, &prepared.exact), (self.tail, &prepared.tails)]
        {
            for text in texts {
                written.add_text(field, text);
            }
        }
        for level in LEVELS {
            let fields = self.level(level);
            let Words { words, roots } = prepared.words(level);
            written.add_text(fields.words, blank_joined(words));
            written.add_text(fields.roots, blank_joined(roots));
        }
        written
    }
}

/// The kind and id that a stored key names.
pub(super) fn read_key(text: &str) -> Option<(Kind, u64)> {
    let (kind, id) = text.split_once(':')?;
    Some((Kind(kind.parse().ok()?), id.parse().ok()?))
}

fn key_text((kind, id): (Kind, u64)) -> String {
    format!("{}:{id}", kind.0)
}

fn level(builder: &mut SchemaBuilder, words_name: &str, roots_name: &str) -> LevelFields {
    LevelFields {
        words: builder.add_text_field(words_name, words()),
        roots: builder.add_text_field(roots_name, words()),
    }
}

/// A field of whole values.
fn values() -> TextOptions {
    indexed("raw")
}

/// A field of forms that are already cut; only the blanks between them are left to find.
fn words() -> TextOptions {
    indexed("whitespace")
}

/// Neither positions nor frequencies: scores are whole numbers of our own.
fn indexed(tokenizer: &str) -> TextOptions {
    TextOptions::default().set_indexing_options(
        TextFieldIndexing::default()
            .set_tokenizer(tokenizer)
            .set_index_option(IndexRecordOption::Basic)
            .set_fieldnorms(false),
    )
}

fn blank_joined(forms: &[Arc<str>]) -> String {
    let mut joined = String::new();
    for form in forms {
        joined.push_str(form);
        joined.push(' ');
    }
    joined
}
