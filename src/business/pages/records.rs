//! Where the site's texts are kept.

use crate::business::pages::{LegalKind, LegalText, News};
use crate::store::{Map, Read, Span, Table};
use crate::values::{Day, NewsId};

/// Kind and first day of validity.
pub(super) const LEGAL_KIND_TO_TEXT: Map<(u8, Day), LegalText> = Map::new(260, "LEGAL_KIND_TO_TEXT");
pub(super) const NEWS_ID_TO_NEWS: Map<NewsId, News> = Map::new(261, "NEWS_ID_TO_NEWS");

pub const TABLES: &[Table] = &[LEGAL_KIND_TO_TEXT.table(), NEWS_ID_TO_NEWS.table()];

/// The text that holds on a day.
pub fn legal_text(r: &dyn Read, kind: LegalKind, on: Day) -> Option<LegalText> {
    let span = Span::between(&(kind.number(),), &(kind.number(), on)).backwards().limit(1);
    r.scan(&LEGAL_KIND_TO_TEXT, span).pop().map(|(_, text)| text)
}

/// Whether a text holds on a day, without reading it.
pub fn is_published(r: &dyn Read, kind: LegalKind, on: Day) -> bool {
    !r.keys(&LEGAL_KIND_TO_TEXT, Span::between(&(kind.number(),), &(kind.number(), on)).limit(1)).is_empty()
}

/// A former text by its version.
pub fn legal_text_version(r: &dyn Read, kind: LegalKind, version: &str) -> Option<LegalText> {
    let all = r.scan(&LEGAL_KIND_TO_TEXT, Span::prefix(&(kind.number(),)));
    all.into_iter().map(|(_, text)| text).find(|text| text.version == version)
}

/// Every version of a text, the newest first.
pub fn legal_texts_of(r: &dyn Read, kind: LegalKind) -> Vec<LegalText> {
    let span = Span::prefix(&(kind.number(),)).backwards();
    r.scan(&LEGAL_KIND_TO_TEXT, span).into_iter().map(|(_, text)| text).collect()
}

pub fn news_item(r: &dyn Read, id: NewsId) -> Option<News> {
    r.get(&NEWS_ID_TO_NEWS, &id)
}

/// Newest first.
pub fn news(r: &dyn Read) -> Vec<(NewsId, News)> {
    let mut all = r.scan(&NEWS_ID_TO_NEWS, Span::all());
    all.sort_by_key(|(id, news)| std::cmp::Reverse((news.day, *id)));
    all
}
