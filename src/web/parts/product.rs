//! Products as cards in a grid: picture first, then name, price and stock in words.

use crate::web::parts::link::Link;
use crate::web::parts::picture::{Picture, picture};
use maud::{Markup, html};

#[derive(Clone, Debug, Default)]
pub struct ProductCard {
    pub link: Link,
    pub picture: Picture,
    /// Size or kind: "250 g, gemahlen".
    pub note: String,
    pub amount: String,
    pub base_price: Option<String>,
    /// Stock in words, as a state.
    pub stock: Option<Markup>,
    /// A form of one button, where the card itself can fill the basket.
    pub action: Option<Markup>,
}

/// `tax_note` holds for all prices of the grid and is said once, below it.
pub fn product_grid(cards: &[ProductCard], tax_note: &Markup) -> Markup {
    html! {
        ul class="product-grid" {
            @for card in cards { li class="product-card" { (product_card(card)) } }
        }
        p class="small" { (tax_note) }
    }
}

fn product_card(card: &ProductCard) -> Markup {
    html! {
        (picture(&card.picture))
        div {
            p class="name" { a href=(card.link.href) { (card.link.label) } }
            @if !card.note.is_empty() { p class="small" { (card.note) } }
        }
        div {
            p class="amount" { (card.amount) }
            @if let Some(base_price) = &card.base_price { p class="small" { (base_price) } }
            @if let Some(stock) = &card.stock { (stock) }
            @if let Some(action) = &card.action { (action) }
        }
    }
}

/// The top of a product page: pictures at one side, everything needed to decide at the other.
pub fn product_sheet(pictures: Markup, decision: Markup) -> Markup {
    html! {
        div class="product-sheet" {
            (pictures)
            div class="stack" { (decision) }
        }
    }
}
