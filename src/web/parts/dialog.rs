//! Asking before something is done that cannot simply be undone: a dialog that says exactly what
//! will happen and takes a reason. It opens without script as a popover; script makes it modal.

use crate::text;
use crate::values::Language;
use crate::web::parts::button::{Loudness, submit_button};
use crate::web::parts::field::Field;
use crate::web::parts::input::textarea_field;
use maud::{Markup, html};

#[derive(Clone, Debug, Default)]
pub struct Confirmation<'a> {
    /// Unique on the page.
    pub id: &'a str,
    /// The words of the button that opens the dialog: "Bestellung stornieren".
    pub opener: String,
    /// The question: "Bestellung 4711 stornieren?"
    pub heading: String,
    /// What exactly will happen.
    pub consequence: String,
    pub action: &'a str,
    pub csrf: &'a str,
    pub hidden: Vec<(&'a str, String)>,
    /// The field for the reason, where one is asked for.
    pub reason: Option<Field<'a>>,
    /// The verb of the button that does it: "Jetzt stornieren".
    pub confirm: String,
}

/// The opening button with its dialog.
pub fn confirmation(language: Language, confirmation: &Confirmation) -> Markup {
    html! {
        button class="button" type="button" data-loudness="danger"
            popovertarget=(confirmation.id) { (confirmation.opener) }
        (dialog(language, confirmation))
    }
}

/// The same for a menu of actions: the entry opens the dialog.
pub fn menu_confirmation(language: Language, confirmation: &Confirmation) -> Markup {
    html! {
        button class="menu-item" type="button" data-loudness="danger"
            popovertarget=(confirmation.id) { (confirmation.opener) }
        (dialog(language, confirmation))
    }
}

fn dialog(language: Language, confirmation: &Confirmation) -> Markup {
    let title = format!("{}-title", confirmation.id);
    html! {
        dialog class="dialog" id=(confirmation.id) popover aria-labelledby=(title) {
            form class="form" method="post" action=(confirmation.action) {
                h2 id=(title) { (confirmation.heading) }
                p { (confirmation.consequence) }
                input type="hidden" name="csrf" value=(confirmation.csrf);
                @for (name, value) in &confirmation.hidden {
                    input type="hidden" name=(name) value=(value);
                }
                @if let Some(reason) = &confirmation.reason { (textarea_field(language, reason, 3)) }
                div class="buttons" {
                    (submit_button(&confirmation.confirm, Loudness::Danger))
                    button class="button" type="button" data-loudness="secondary"
                        popovertarget=(confirmation.id) popovertargetaction="hide" {
                        (text!(language, "parts.dialog.cancel"))
                    }
                }
            }
        }
    }
}
