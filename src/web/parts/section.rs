//! Sections of a sheet: a heading under a thin rule, with its content; and cards for lists of
//! things that stand for themselves.

use crate::web::parts::link::{Link, text_link};
use maud::{Markup, html};

/// A section with its heading of the second level.
pub fn section(heading: &str, body: Markup) -> Markup {
    html! {
        section class="section" {
            header { h2 { (heading) } }
            (body)
        }
    }
}

/// A section whose heading carries a link or a button at its end: "Positionen … bearbeiten".
#[derive(Clone, Debug, Default)]
pub struct Section {
    pub heading: String,
    /// One soft sentence below the heading.
    pub lead: Option<String>,
    pub action: Option<Markup>,
    pub body: Markup,
}

pub fn section_with(section: &Section) -> Markup {
    html! {
        section class="section" {
            header {
                h2 { (section.heading) }
                @if let Some(action) = &section.action { (action) }
            }
            @if let Some(lead) = &section.lead { p class="small" { (lead) } }
            (section.body)
        }
    }
}

/// Sections side by side where there is room, one under another where there is none.
pub fn columns(sections: &[Markup]) -> Markup {
    html! { div class="columns" { @for section in sections { (section) } } }
}

/// A card: a thing with a name that is a link, and what one needs to know of it.
#[derive(Clone, Debug, Default)]
pub struct Card {
    pub link: Link,
    pub state: Option<Markup>,
    pub body: Markup,
}

pub fn cards(cards: &[Card]) -> Markup {
    html! {
        ul class="cards" {
            @for card in cards {
                li class="card" {
                    header {
                        p class="name" { (text_link(&card.link)) }
                        @if let Some(state) = &card.state { (state) }
                    }
                    (card.body)
                }
            }
        }
    }
}
