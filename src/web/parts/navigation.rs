//! The navigation of a frame: quiet at the side or along the top on wide screens, a sheet that
//! opens with the menu button on the phone. It opens as a popover and needs no script.

use crate::text;
use crate::values::Language;
use crate::web::parts::icon::{Icon, icon};
use maud::{Markup, html};

/// The id by which the menu button finds the navigation.
const NAVIGATION: &str = "navigation";

/// Places that belong together; a heading where the portal has many.
#[derive(Clone, Debug, Default)]
pub struct NavigationGroup {
    pub heading: Option<String>,
    pub items: Vec<NavigationItem>,
}

#[derive(Clone, Debug, Default)]
pub struct NavigationItem {
    pub label: String,
    pub href: String,
    pub icon: Option<Icon>,
    pub current: bool,
    /// How many wait there; nothing when none do.
    pub badge: Option<String>,
    /// The letter that leads there after `g`.
    pub key: Option<char>,
}

pub fn menu_button(language: Language) -> Markup {
    html! {
        button class="menu-button" type="button" popovertarget=(NAVIGATION) {
            (icon(Icon::Menu)) (text!(language, "parts.navigation.menu"))
        }
    }
}

pub fn navigation(language: Language, groups: &[NavigationGroup]) -> Markup {
    html! {
        nav class="navigation" id=(NAVIGATION) popover aria-label=(text!(language, "parts.navigation.name")) {
            button class="menu-button" type="button" popovertarget=(NAVIGATION) popovertargetaction="hide" {
                (icon(Icon::Close)) (text!(language, "parts.navigation.close"))
            }
            @for group in groups {
                @if let Some(heading) = &group.heading { p class="small" { (heading) } }
                ul { @for item in &group.items { li { (entry(language, item)) } } }
            }
        }
    }
}

fn entry(language: Language, item: &NavigationItem) -> Markup {
    html! {
        a href=(item.href) aria-current=[item.current.then_some("page")] data-go=[item.key] {
            @if let Some(picture) = item.icon { (icon(picture)) }
            span { (item.label) }
            @if let Some(badge) = &item.badge {
                span class="badge" {
                    (badge)
                    span class="spoken" { " " (text!(language, "parts.navigation.waiting")) }
                }
            }
        }
    }
}
