//! Key figures: what it is, how much, how it stands, and the way to its explanation.

use crate::web::parts::icon::icon;
use crate::web::parts::link::Link;
use crate::web::parts::meaning::Meaning;
use maud::{Markup, html};

#[derive(Clone, Debug, Default)]
pub struct Tile {
    pub label: String,
    pub figure: String,
    /// One soft sentence: compared with what, until when, how much is missing.
    pub note: Option<String>,
    pub meaning: Meaning,
    /// A meter or a state below the figure.
    pub more: Option<Markup>,
    /// Where the figure is explained; every figure opens its explanation.
    pub explanation: Option<Link>,
}

pub fn tiles(tiles: &[Tile]) -> Markup {
    html! {
        ul class="tiles" {
            @for tile in tiles {
                li class="tile" {
                    p class="small" { (tile.label) }
                    p class="amount" { (tile.figure) }
                    @if let Some(note) = &tile.note {
                        p class="note" data-meaning=(tile.meaning.word()) {
                            @if tile.meaning != Meaning::Neutral { (icon(tile.meaning.shape())) }
                            (note)
                        }
                    }
                    @if let Some(more) = &tile.more { (more) }
                    @if let Some(link) = &tile.explanation { a href=(link.href) { (link.label) } }
                }
            }
        }
    }
}
