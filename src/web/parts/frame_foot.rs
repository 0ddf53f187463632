//! The foot of every frame: what the law wants reachable from every page, the language, and how
//! the pages look.

use crate::text;
use crate::values::Language;
use crate::web::page::{FrameFacts, Theme};
use crate::web::parts::languages::language_switch;
use crate::web::parts::link::text_link;
use maud::{Markup, html};

/// `end` stands last: in portals with keys of the keyboard the dialog that shows them.
pub fn frame_foot(facts: &FrameFacts, end: &Markup) -> Markup {
    let language = facts.language;
    html! {
        footer class="frame-foot" {
            @if !facts.footer.is_empty() {
                nav aria-label=(text!(language, "parts.footer.name")) {
                    ul { @for link in &facts.footer { li { (text_link(link)) } } }
                }
            }
            (language_switch(language, &facts.languages))
            @if let Some(action) = &facts.theme_action { (theme_switch(language, facts, action)) }
            p class="small" { (facts.firm_name) }
            (end)
        }
    }
}

/// Three buttons of one form that sends `theme`: as the device, light, dark.
fn theme_switch(language: Language, facts: &FrameFacts, action: &str) -> Markup {
    let choices = [
        ("device", None, text!(language, "parts.theme.device")),
        ("light", Some(Theme::Light), text!(language, "parts.theme.light")),
        ("dark", Some(Theme::Dark), text!(language, "parts.theme.dark")),
    ];
    html! {
        form class="theme" method="post" action=(action) aria-label=(text!(language, "parts.theme.name")) {
            input type="hidden" name="csrf" value=(facts.csrf);
            @for (value, theme, label) in choices {
                button type="submit" name="theme" value=(value) data-theme-choice
                    aria-pressed=(if facts.theme == theme { "true" } else { "false" }) { (label) }
            }
        }
    }
}
