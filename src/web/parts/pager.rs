//! The pages of a long list, fifty rows each.

use crate::text;
use crate::values::Language;
use maud::{Markup, html};

pub const ROWS_PER_PAGE: usize = 50;

/// The figures are already written out; a missing link means that there is no such page.
#[derive(Clone, Debug, Default)]
pub struct Pager {
    pub from: String,
    pub to: String,
    pub total: String,
    pub previous: Option<String>,
    pub next: Option<String>,
}

pub fn pager(language: Language, pager: &Pager) -> Markup {
    let range = text!(language, "parts.pager.range", from = &pager.from, to = &pager.to, total = &pager.total);
    html! {
        nav class="pager" aria-label=(text!(language, "parts.pager.name")) {
            span { (range) }
            @if let Some(href) = &pager.previous {
                a class="button" data-loudness="secondary" rel="prev" href=(href) {
                    (text!(language, "parts.pager.previous"))
                }
            }
            @if let Some(href) = &pager.next {
                a class="button" data-loudness="secondary" rel="next" href=(href) {
                    (text!(language, "parts.pager.next"))
                }
            }
        }
    }
}
