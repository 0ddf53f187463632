//! The top of a start page: one sentence, one more, one way on, and a wide picture.

use crate::web::parts::button::{Loudness, link_button};
use crate::web::parts::link::Link;
use maud::{Markup, html};

#[derive(Clone, Debug, Default)]
pub struct Hero {
    pub lead: String,
    pub action: Link,
    /// Empty when there is no picture.
    pub picture: String,
}

pub fn hero(hero: &Hero) -> Markup {
    html! {
        div class="hero" {
            @if !hero.picture.is_empty() {
                img src=(hero.picture) alt="" width="1600" height="640" fetchpriority="high" decoding="async";
            }
            p class="lead" { (hero.lead) }
            p { (link_button(&hero.action, Loudness::Primary)) }
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
