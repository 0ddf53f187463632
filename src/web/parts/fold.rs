//! More for those who want it: a line that opens what stands below it.

use crate::web::parts::icon::{Icon, icon};
use maud::{Markup, html};

pub fn fold(summary: &str, body: Markup) -> Markup {
    html! {
        details class="fold" {
            summary { (icon(Icon::Next)) (summary) }
            (body)
        }
    }
}

/// The same, open from the start.
pub fn open_fold(summary: &str, body: Markup) -> Markup {
    html! {
        details class="fold" open {
            summary { (icon(Icon::Next)) (summary) }
            (body)
        }
    }
}
