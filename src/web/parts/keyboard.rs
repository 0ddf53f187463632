//! The button and the dialog that show the keys of the keyboard, and lets a person switch them off
//! (WCAG 2.1.4: keys of one character can be turned off).

use crate::text;
use crate::values::Language;
use maud::{Markup, html};

/// A letter after `g` and where it leads.
#[derive(Clone, Debug)]
pub struct GoKey {
    pub key: char,
    pub label: String,
}

pub fn keyboard_help(language: Language, go_keys: &[GoKey]) -> Markup {
    let line = |keys: &[&str], words: &str| {
        html! {
            div {
                dt { @for key in keys { kbd { (key) } " " } }
                dd { (words) }
            }
        }
    };
    html! {
        button class="tool" type="button" popovertarget="keyboard-help" {
            (text!(language, "parts.keyboard.heading"))
        }
        dialog class="dialog" id="keyboard-help" popover aria-labelledby="keyboard-help-title" {
            h2 id="keyboard-help-title" { (text!(language, "parts.keyboard.heading")) }
            dl class="keys" {
                (line(&["/"], &text!(language, "parts.keyboard.search")))
                (line(&["n"], &text!(language, "parts.keyboard.new")))
                (line(&["e"], &text!(language, "parts.keyboard.edit")))
                (line(&["?"], &text!(language, "parts.keyboard.help")))
                @for go in go_keys { (line(&["g", &go.key.to_string()], &go.label)) }
            }
            div class="choice" {
                input type="checkbox" id="keyboard-on" data-keyboard-switch checked autocomplete="off";
                label for="keyboard-on" { (text!(language, "parts.keyboard.switch")) }
            }
            div class="buttons" {
                button class="button" type="button" data-loudness="secondary"
                    popovertarget="keyboard-help" popovertargetaction="hide" {
                    (text!(language, "parts.keyboard.close"))
                }
            }
        }
    }
}
