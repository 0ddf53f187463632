//! What a firm still lacks before its shop may sell, for whoever stands at the checkout and may mend it.

use maud::{Markup, html};

use crate::business::access::Portal;
use crate::business::orders::missing_for_shop;
use crate::business::view::View;
use crate::portals::frames::home_path;
use crate::text;
use crate::values::Language;
use crate::web::parts::{Link, plain_list, section, text_link};

/// Whether the shop takes orders today.
pub fn is_open(view: &View<'_>) -> bool {
    missing_for_shop(view, view.today()).is_empty()
}

/// What is missing that this person may mend.
pub fn to_mend(view: &View<'_>, language: Language) -> Vec<String> {
    let missing = missing_for_shop(view, view.today());
    let mendable = missing.into_iter().filter(|missing| view.may(missing.permission()));
    mendable.map(|missing| text!(language, &missing.text_key())).collect()
}

/// A section for whoever may mend something, with the way to the desk, where each of them has its step; nothing for
/// everybody else.
pub fn to_mend_section(language: Language, missing: &[String]) -> Markup {
    let desk = Link::new(text!(language, "shop.opening.to_desk"), home_path(Portal::Office));
    html! {
        @if !missing.is_empty() {
            (section(&text!(language, "shop.opening.to_mend"), html! {
                (plain_list(missing))
                p { (text_link(&desk)) }
            }))
        }
    }
}
