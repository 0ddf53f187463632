//! Small pieces of text: paragraphs, soft secondary words, moments with their exact time.

use crate::web::parts::whole_numbers::whole_numbers;
use maud::{Markup, html};

/// A paragraph of running text.
pub fn paragraph(words: &str) -> Markup {
    html! { p { (whole_numbers(&html! { (words) })) } }
}

/// Secondary words, smaller and softer than the text around them.
pub fn small(words: &str) -> Markup {
    html! { span class="small" { (words) } }
}

/// Two lines in one cell: what it is, and below it a soft second line.
pub fn two_lines(first: &str, second: &str) -> Markup {
    html! {
        span class="two-lines" {
            span { (first) }
            span class="small" { (second) }
        }
    }
}

/// A number or code that people copy: IBAN, parcel number, invoice number.
pub fn code(written: &str) -> Markup {
    html! { span class="code" { (written) } }
}

/// A number of ours that must stay on one line: `B-100123`.
pub fn unbroken(written: &str) -> Markup {
    html! { span class="unbroken" { (written) } }
}

/// A text exactly as it stands in its file or letter: line by line, nothing added.
pub fn verbatim(text: &str) -> Markup {
    html! { div class="verbatim" { (text) } }
}

/// Words for those who hear the page instead of seeing it.
pub fn spoken(words: &str) -> Markup {
    html! { span class="spoken" { (words) } }
}

/// Parts one under another with the usual space between them.
pub fn stack(parts: &[Markup]) -> Markup {
    html! { div class="stack" { @for part in parts { (part) } } }
}

/// Parts beside one another that wrap when there is no room: buttons, states, links.
pub fn row(parts: &[Markup]) -> Markup {
    html! { div class="row" { @for part in parts { (part) } } }
}

/// An instant: `shown` may be relative ("vor 2 Stunden"), `exact` is the title, `machine` is ISO.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Moment {
    pub shown: String,
    pub exact: String,
    pub machine: String,
}

pub fn moment(moment: &Moment) -> Markup {
    html! {
        time datetime=(moment.machine) title=(moment.exact) { (moment.shown) }
    }
}
