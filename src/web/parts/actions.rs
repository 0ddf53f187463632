//! The menu of further actions of a sheet: closed until it is needed, works without script.

use crate::text;
use crate::values::Language;
use crate::web::parts::button::Loudness;
use crate::web::parts::icon::{Icon, icon};
use crate::web::parts::link::Link;
use maud::{Markup, html};

/// The usual menu: "Weitere Aktionen".
pub fn action_menu(language: Language, actions: &[Markup]) -> Markup {
    menu(&text!(language, "parts.actions.more"), actions)
}

/// A menu under words of its own: "Exportieren", a person's name.
pub fn menu(label: &str, items: &[Markup]) -> Markup {
    menu_of(label, Loudness::Secondary, items)
}

/// The same for lines of a list, where a button already says what matters.
pub fn quiet_menu(label: &str, items: &[Markup]) -> Markup {
    menu_of(label, Loudness::Quiet, items)
}

fn menu_of(label: &str, loudness: Loudness, items: &[Markup]) -> Markup {
    html! {
        details class="menu" data-menu {
            summary class="button" data-loudness=(loudness.word()) { (label) (icon(Icon::Next)) }
            ul { @for item in items { li { (item) } } }
        }
    }
}

/// An entry of a menu that leads somewhere.
pub fn menu_link(link: &Link) -> Markup {
    html! { a class="menu-item" href=(link.href) { (link.label) } }
}

/// An entry of a menu that does something: a form of one button.
#[derive(Clone, Debug, Default)]
pub struct MenuPost<'a> {
    pub label: String,
    pub action: &'a str,
    pub csrf: &'a str,
    pub hidden: Vec<(&'a str, String)>,
}

pub fn menu_post(post: &MenuPost) -> Markup {
    html! {
        form method="post" action=(post.action) {
            input type="hidden" name="csrf" value=(post.csrf);
            @for (name, value) in &post.hidden {
                input type="hidden" name=(name) value=(value);
            }
            button class="menu-item" type="submit" { (post.label) }
        }
    }
}
