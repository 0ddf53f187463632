//! An amount that is already written out, kept on one line and set in tabular figures.

use maud::{Markup, html};

/// An amount above or at zero, or one whose sign needs no words.
pub fn money(amount: &str) -> Markup {
    html! { span class="money" { (amount) } }
}

/// An amount with the words that keep it from being misread: "−12,00 €", "Guthaben".
pub fn money_with_words(amount: &str, words: &str) -> Markup {
    html! {
        span class="money" { (amount) }
        " "
        span class="small" { (words) }
    }
}

/// A figure that is not money: quantities, points, shares.
pub fn figure(written: &str) -> Markup {
    html! { span class="money" { (written) } }
}
