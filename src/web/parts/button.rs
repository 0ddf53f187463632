//! Buttons. What changes something is a submit button in a form; what leads somewhere is a link
//! that may look like a button.

use crate::web::parts::field::given;
use crate::web::parts::icon::{Icon, icon};
use crate::web::parts::link::Link;
use maud::{Markup, html};

/// How loud a button is. One primary button a page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Loudness {
    Primary,
    #[default]
    Secondary,
    Quiet,
    Danger,
}

impl Loudness {
    pub(super) fn word(self) -> &'static str {
        match self {
            Loudness::Primary => "primary",
            Loudness::Secondary => "secondary",
            Loudness::Quiet => "quiet",
            Loudness::Danger => "danger",
        }
    }
}

/// Sends the form that it stands in.
pub fn submit_button(label: &str, loudness: Loudness) -> Markup {
    html! {
        button class="button" type="submit" data-loudness=(loudness.word()) { (label) }
    }
}

/// One of several submit buttons of a form: the handler reads which one was pressed.
#[derive(Clone, Debug, Default)]
pub struct NamedButton<'a> {
    pub label: String,
    pub name: &'a str,
    pub value: &'a str,
    /// Where the form goes by this button; where all go when it is empty.
    pub action: &'a str,
    pub loudness: Loudness,
}

pub fn named_button(button: &NamedButton) -> Markup {
    html! {
        button class="button" type="submit" name=(button.name) value=(button.value) formaction=[given(button.action)]
            data-loudness=(button.loudness.word()) { (button.label) }
    }
}

/// Leads to another page.
pub fn link_button(link: &Link, loudness: Loudness) -> Markup {
    html! {
        a class="button" href=(link.href) data-loudness=(loudness.word()) { (link.label) }
    }
}

/// Leads to another page, and a key of the keyboard does too: `n` for new, `e` for edit.
pub fn key_button(link: &Link, key: char, loudness: Loudness) -> Markup {
    html! {
        a class="button" href=(link.href) data-loudness=(loudness.word()) data-key=(key) {
            (link.label)
        }
    }
}

/// Leads to another page, with a small picture before the words.
pub fn icon_button(link: &Link, picture: Icon, loudness: Loudness) -> Markup {
    html! {
        a class="button" href=(link.href) data-loudness=(loudness.word()) {
            (icon(picture)) (link.label)
        }
    }
}

/// A form of one button: a single step that needs no further word, posted with its token.
#[derive(Clone, Debug, Default)]
pub struct PostButton<'a> {
    pub label: String,
    pub action: &'a str,
    pub csrf: &'a str,
    pub loudness: Loudness,
    /// Hidden fields, name and value.
    pub hidden: Vec<(&'a str, String)>,
}

pub fn post_button(button: &PostButton) -> Markup {
    html! {
        form class="post-button" method="post" action=(button.action) {
            input type="hidden" name="csrf" value=(button.csrf);
            @for (name, value) in &button.hidden {
                input type="hidden" name=(name) value=(value);
            }
            (submit_button(&button.label, button.loudness))
        }
    }
}

/// The same, and a key of the keyboard presses it too.
pub fn post_key_button(button: &PostButton, key: char) -> Markup {
    html! {
        form class="post-button" method="post" action=(button.action) {
            input type="hidden" name="csrf" value=(button.csrf);
            @for (name, value) in &button.hidden {
                input type="hidden" name=(name) value=(value);
            }
            button class="button" type="submit" data-loudness=(button.loudness.word()) data-key=(key) {
                (button.label)
            }
        }
    }
}

/// Buttons of a form or section beside one another; the first is the one meant.
pub fn button_row(buttons: &[Markup]) -> Markup {
    html! { div class="buttons" { @for button in buttons { (button) } } }
}
