//! What narrows a list: one search field, and chips that are links and show what is chosen.

use crate::text;
use crate::values::Language;
use crate::web::parts::icon::{Icon, icon};
use crate::web::parts::link::Link;
use maud::{Markup, html};

/// The search field of a list, sent as GET; other filters travel along as hidden fields.
#[derive(Clone, Debug, Default)]
pub struct ListSearch<'a> {
    pub action: &'a str,
    /// What can be searched for: "Nummer, Name oder Ort".
    pub label: String,
    /// What was typed.
    pub query: &'a str,
    pub hidden: Vec<(&'a str, String)>,
}

/// One filter with its choices; the first choice is usually "all".
#[derive(Clone, Debug, Default)]
pub struct Filter {
    pub name: String,
    pub chips: Vec<Chip>,
}

#[derive(Clone, Debug, Default)]
pub struct Chip {
    pub label: String,
    pub href: String,
    pub chosen: bool,
    pub count: Option<String>,
}

pub fn list_search(language: Language, search: &ListSearch) -> Markup {
    html! {
        form class="list-search" method="get" action=(search.action) role="search" aria-label=(search.label) {
            @for (name, value) in &search.hidden {
                input type="hidden" name=(name) value=(value);
            }
            (icon(Icon::Search))
            input type="search" name="q" value=(search.query) aria-label=(search.label)
                placeholder=(search.label) autocomplete="off" enterkeyhint="search" data-list-search;
            button class="button" type="submit" data-loudness="secondary" {
                (text!(language, "parts.filters.search"))
            }
        }
    }
}

/// A filter with nothing to choose between is left out.
pub fn filters(filters: &[Filter]) -> Markup {
    html! {
        @for filter in filters.iter().filter(|filter| filter.chips.len() > 1) {
            nav class="filter" aria-label=(filter.name) {
                span class="small" aria-hidden="true" { (filter.name) }
                ul {
                    @for chip in &filter.chips {
                        li {
                            a class="chip" href=(chip.href) aria-current=[chip.chosen.then_some("true")] {
                                span { (chip.label) }
                                @if let Some(count) = &chip.count { span class="small" { (count) } }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// Filters that a person saved under a name, and the way to save the present ones.
pub fn saved_filters(language: Language, saved: &[Chip], save: Option<&Link>) -> Markup {
    html! {
        nav class="filter" aria-label=(text!(language, "parts.filters.saved")) {
            span class="small" aria-hidden="true" { (text!(language, "parts.filters.saved")) }
            ul {
                @for chip in saved {
                    li {
                        a class="chip" href=(chip.href) aria-current=[chip.chosen.then_some("true")] {
                            span { (chip.label) }
                        }
                    }
                }
                @if let Some(save) = save {
                    li { a href=(save.href) { (save.label) } }
                }
            }
        }
    }
}
