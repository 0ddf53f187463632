//! A colour as a small square, beside the words that name it.

use maud::{Markup, html};

/// `colour` as `#2b6a4d`.
pub fn swatch(colour: &str) -> Markup {
    html! {
        svg class="swatch" viewBox="0 0 20 20" width="20" height="20" aria-hidden="true" {
            rect width="20" height="20" rx="3" fill=(colour) {}
        }
    }
}
