//! A state as shape and word: "▲ überfällig". The colour only repeats what both already say.

use crate::web::parts::icon::icon;
use crate::web::parts::meaning::Meaning;
use maud::{Markup, html};

pub fn state(meaning: Meaning, word: &str) -> Markup {
    html! {
        span class="state" data-meaning=(meaning.word()) { (icon(meaning.shape())) span { (word) } }
    }
}
