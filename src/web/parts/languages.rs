//! The switch between languages: each named in itself, each a link to the same page.

use crate::text;
use crate::values::Language;
use maud::{Markup, html};

#[derive(Clone, Debug)]
pub struct LanguageLink {
    pub language: Language,
    pub href: String,
}

pub fn language_switch(current: Language, links: &[LanguageLink]) -> Markup {
    html! {
        nav class="languages" aria-label=(text!(current, "parts.languages.name")) {
            ul {
                @for link in links {
                    li {
                        a href=(link.href) hreflang=(link.language.tag()) lang=(link.language.tag())
                            aria-current=[(link.language == current).then_some("true")] {
                            (link.language.own_name())
                        }
                    }
                }
            }
        }
    }
}
