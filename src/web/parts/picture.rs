//! Pictures of products. Their size is always given, so that nothing moves while they load.

use crate::web::parts::icon::{Icon, icon};
use maud::{Markup, html};

#[derive(Clone, Debug, Default)]
pub struct Picture {
    /// Empty when there is no picture yet; a quiet drawing takes its place.
    pub src: String,
    pub alt: String,
}

/// A square picture that may load when it comes into sight.
pub fn picture(picture: &Picture) -> Markup {
    drawn(picture, "lazy")
}

/// The picture by which the page is recognised: it is loaded first.
pub fn first_picture(picture: &Picture) -> Markup {
    drawn(picture, "eager")
}

fn drawn(picture: &Picture, loading: &str) -> Markup {
    html! {
        span class="picture" {
            @if picture.src.is_empty() {
                (icon(Icon::Product))
            } @else {
                img src=(picture.src) alt=(picture.alt) width="600" height="600" loading=(loading)
                    fetchpriority=[(loading == "eager").then_some("high")] decoding="async";
            }
        }
    }
}

/// A picture of any shape, such as a logo, no higher than a few lines.
pub fn wide_picture(src: &str, alt: &str) -> Markup {
    html! { p class="wide-picture" { img src=(src) alt=(alt) height="64" decoding="async"; } }
}

/// The pictures of one product: the first large, the others small below it.
pub fn gallery_of(pictures: &[Picture]) -> Markup {
    html! {
        div class="pictures" {
            @for (place, one) in pictures.iter().enumerate() {
                @if place == 0 { (first_picture(one)) } @else { (picture(one)) }
            }
            @if pictures.is_empty() { (picture(&Picture::default())) }
        }
    }
}
