//! A link as plain data: the words and where they lead. Most parts take links in this form.

use crate::web::parts::whole_numbers::whole_numbers;
use maud::{Markup, html};

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Link {
    pub label: String,
    pub href: String,
}

impl Link {
    pub fn new(label: impl Into<String>, href: impl Into<String>) -> Link {
        Link { label: label.into(), href: href.into() }
    }
}

/// A link inside running text or a cell.
pub fn text_link(link: &Link) -> Markup {
    html! { a href=(link.href) { (whole_numbers(&html! { (link.label) })) } }
}

/// Several links one under another, for asides and overview pages.
pub fn link_list(links: &[Link]) -> Markup {
    html! {
        ul class="links" {
            @for link in links {
                li { (text_link(link)) }
            }
        }
    }
}
