//! What only concerns some: shown when its check box in the same form is ticked. Without script and
//! without a style sheet that knows `:has` it is simply always there.

use maud::{Markup, html};

/// `name` is the name of the check box.
pub fn disclosed_by(name: &str, body: Markup) -> Markup {
    html! { div class="disclosed" data-by=(name) { (body) } }
}

/// The other way round: shown while the check box is not ticked.
pub fn disclosed_without(name: &str, body: Markup) -> Markup {
    html! { div class="disclosed" data-without=(name) { (body) } }
}

/// A choice on which the rest of the page depends, with the button that shows the page for what is chosen. Choosing
/// alone changes nothing (WCAG 3.2.2), and Enter in any field goes on sending the form: by the first of its buttons,
/// which nobody sees or reaches otherwise.
pub fn chosen_anew(choice: Markup, button: Markup) -> Markup {
    html! { div class="chosen-anew" { button class="spoken" type="submit" tabindex="-1" aria-hidden="true" {} (choice) (button) } }
}

/// A plain list of sentences.
pub fn plain_list(sentences: &[String]) -> Markup {
    html! {
        ul class="plain-list" {
            @for sentence in sentences { li { (sentence) } }
        }
    }
}
