//! What only concerns some: shown when its check box in the same form is ticked. Without script and
//! without a style sheet that knows `:has` it is simply always there.

use maud::{Markup, html};

/// `name` is the name of the check box.
pub fn disclosed_by(name: &str, body: Markup) -> Markup {
    html! { div class="disclosed" data-by=(name) { (body) } }
}

/// A plain list of sentences.
pub fn plain_list(sentences: &[String]) -> Markup {
    html! {
        ul class="plain-list" {
            @for sentence in sentences { li { (sentence) } }
        }
    }
}
