//! Nothing here yet: one sentence why, and the first thing to do about it.

use crate::web::parts::link::Link;
use maud::{Markup, html};

#[derive(Clone, Debug, Default)]
pub struct Empty {
    pub sentence: String,
    pub action: Option<Link>,
}

impl Empty {
    pub fn new(sentence: impl Into<String>) -> Empty {
        Empty { sentence: sentence.into(), action: None }
    }
}

pub fn empty(empty: &Empty) -> Markup {
    html! {
        div class="empty" {
            p { (empty.sentence) }
            @if let Some(action) = &empty.action {
                a class="button" data-loudness="secondary" href=(action.href) { (action.label) }
            }
        }
    }
}
