//! The top of every frame: the firm, the search box, role, person, basket, and the menu button.

use crate::text;
use crate::values::Language;
use crate::web::page::FrameFacts;
use crate::web::parts::actions::menu_link;
use crate::web::parts::icon::{Icon, icon};
use crate::web::parts::link::Link;
use crate::web::parts::navigation::menu_button;
use maud::{Markup, html};

/// The search over everything that a person may see.
#[derive(Clone, Debug, Default)]
pub struct SearchBox {
    pub action: String,
    pub label: String,
    pub query: String,
    /// Where the fragment of suggestions comes from, called with `?q=`.
    pub suggest: Option<String>,
}

/// The roles of a person: in which one she is now, and the others as buttons of one form that
/// sends `role`.
#[derive(Clone, Debug, Default)]
pub struct RoleSwitch {
    pub current: String,
    pub action: String,
    /// Value and label of the other roles.
    pub others: Vec<(String, String)>,
}

/// Who is signed in, the pages about herself, and the way out.
#[derive(Clone, Debug, Default)]
pub struct PersonMenu {
    pub name: String,
    pub links: Vec<Link>,
    pub sign_out: String,
}

/// A link with its picture; the phone shows the picture and speaks the words.
#[derive(Clone, Debug)]
pub struct HeadLink {
    pub icon: Icon,
    pub link: Link,
}

impl HeadLink {
    pub fn new(icon: Icon, label: impl Into<String>, href: impl Into<String>) -> HeadLink {
        HeadLink { icon, link: Link::new(label, href) }
    }
}

/// The way to the basket, with how many articles are in it.
#[derive(Clone, Debug, Default)]
pub struct BasketLink {
    pub href: String,
    pub count: usize,
}

pub fn frame_head(facts: &FrameFacts) -> Markup {
    let language = facts.language;
    html! {
        header class="frame-head" {
            a class="brand" href=(facts.home) {
                @if let Some(logo) = &facts.logo { img src=(logo) alt=(facts.firm_name) height="32"; }
                @else { (facts.firm_name) }
            }
            @if let Some(search) = &facts.search { (search_box(language, search)) }
            div class="tools" {
                @if let Some(roles) = &facts.roles { (role_switch(language, roles, &facts.csrf)) }
                @if let Some(person) = &facts.person { (person_menu(language, person, &facts.csrf)) }
                @for link in &facts.head_links {
                    a class="tool" href=(link.link.href) { (icon(link.icon)) span { (link.link.label) } }
                }
                @if let Some(basket) = &facts.basket { (basket_link(language, basket)) }
                @if !facts.navigation.is_empty() { (menu_button(language)) }
            }
        }
    }
}

fn search_box(language: Language, search: &SearchBox) -> Markup {
    html! {
        form class="search-box" method="get" action=(search.action) role="search" aria-label=(search.label)
            data-suggest=[&search.suggest] {
            (icon(Icon::Search))
            input type="search" name="q" value=(search.query) aria-label=(search.label) placeholder=(search.label)
                autocomplete="off" enterkeyhint="search" data-search;
            kbd aria-hidden="true" { "/" }
            div class="suggestions" aria-live="polite" hidden
                aria-label=(text!(language, "parts.suggestions.name")) {}
        }
    }
}

fn role_switch(language: Language, roles: &RoleSwitch, csrf: &str) -> Markup {
    html! {
        details class="menu" data-menu {
            summary class="tool" {
                span class="spoken" { (text!(language, "parts.roles.current")) " " }
                (icon(Icon::Key)) span { (roles.current) }
            }
            form method="post" action=(roles.action) {
                input type="hidden" name="csrf" value=(csrf);
                p class="small" { (text!(language, "parts.roles.switch")) }
                ul {
                    @for (value, label) in &roles.others {
                        li { button class="menu-item" type="submit" name="role" value=(value) { (label) } }
                    }
                }
            }
        }
    }
}

fn person_menu(language: Language, person: &PersonMenu, csrf: &str) -> Markup {
    html! {
        details class="menu" data-menu {
            summary class="tool" { (icon(Icon::Person)) span { (person.name) } }
            ul {
                @for link in &person.links { li { (menu_link(link)) } }
                li {
                    form method="post" action=(person.sign_out) {
                        input type="hidden" name="csrf" value=(csrf);
                        button class="menu-item" type="submit" { (text!(language, "parts.person.sign-out")) }
                    }
                }
            }
        }
    }
}

fn basket_link(language: Language, basket: &BasketLink) -> Markup {
    html! {
        a class="tool" href=(basket.href) {
            (icon(Icon::Basket))
            span { (text!(language, "parts.basket.name")) }
            @if basket.count > 0 {
                span class="badge" aria-hidden="true" { (basket.count) }
                span class="spoken" { (text!(language, "parts.basket.count", count = basket.count)) }
            }
        }
    }
}
