//! What a page of hits says while the search does not know everything yet.

use std::borrow::Cow;

use crate::text;
use crate::web::parts::{Meaning, Notice};
use crate::web::{Page, Visit};

/// A page of hits as it is, or with a notice above it: something was searched for, and hits may still be missing.
pub fn with_standing<'p>(visit: &Visit, page: &'p Page) -> Cow<'p, Page> {
    let searches = visit.query("q").is_some_and(|words| !words.trim().is_empty());
    let indexer = visit.app.indexer();
    let known = if searches { visit.read(|view| Ok(indexer.percent_known(view))).ok().flatten() } else { None };
    let Some(percent) = known else { return Cow::Borrowed(page) };
    let sentence = text!(visit.language, "parts.search.incomplete", percent = percent);
    let notice = Notice { meaning: Meaning::Attention, sentence, more: None };
    let messages = [notice].into_iter().chain(page.messages.iter().cloned()).collect();
    Cow::Owned(Page { messages, ..page.clone() })
}
