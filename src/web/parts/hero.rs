//! The top of a start page: a wide picture, and doors into the range.

use crate::web::parts::link::Link;
use maud::{Markup, html};

/// A wide picture that only sets the mood; the heading above it says what the firm is.
pub fn hero(picture: &str) -> Markup {
    html! {
        div class="hero" {
            img src=(picture) alt="" width="1600" height="640" fetchpriority="high" decoding="async";
        }
    }
}

/// A way into a part of the range: a picture with its name.
#[derive(Clone, Debug, Default)]
pub struct Doorway {
    pub link: Link,
    pub picture: String,
    pub sentence: String,
}

pub fn doorways(doorways: &[Doorway]) -> Markup {
    html! {
        ul class="doorways" {
            @for doorway in doorways {
                li {
                    @if !doorway.picture.is_empty() {
                        img src=(doorway.picture) alt="" width="800" height="800" loading="lazy" decoding="async";
                    }
                    h3 { a href=(doorway.link.href) { (doorway.link.label) } }
                    p class="small" { (doorway.sentence) }
                }
            }
        }
    }
}
