//! What a search box shows as one types: a fragment of HTML, fetched by script and put below the
//! box. Without script the box leads to the page of results.

use crate::text;
use crate::values::Language;
use maud::{Markup, html};

#[derive(Clone, Debug, Default)]
pub struct Suggestion {
    /// What it is: Kunde, Bestellung, Produkt.
    pub kind: String,
    pub label: String,
    /// What tells it from others of the same name: number, town, amount.
    pub note: String,
    pub href: String,
}

/// The answer to `suggest?q=…`: complete in itself, no frame around it.
pub fn suggestions(language: Language, found: &[Suggestion]) -> Markup {
    html! {
        p class="spoken" { (text!(language, "parts.suggestions.count", count = found.len())) }
        ul {
            @for one in found {
                li {
                    a href=(one.href) {
                        span { (one.label) }
                        span class="small" { (one.kind) @if !one.note.is_empty() { " · " (one.note) } }
                    }
                }
            }
        }
        @if found.is_empty() { p class="small" { (text!(language, "parts.suggestions.none")) } }
    }
}
