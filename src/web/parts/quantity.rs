//! How many: a figure that can be typed, with a button for one less and one for one more. The
//! buttons appear with script; without it the figure is typed.

use crate::text;
use crate::values::Language;
use crate::web::parts::field::{Field, error_line};
use maud::{Markup, html};

/// What may be typed; the server checks it again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct QuantityRange {
    pub least: u32,
    pub most: u32,
}

pub fn quantity_field(language: Language, field: &Field, range: QuantityRange) -> Markup {
    html! {
        div class="quantity" data-wrong[field.error.is_some()] {
            label for=(field.anchor()) { (field.label) }
            (error_line(field))
            div data-stepper {
                button class="button" type="button" data-step="-1" data-loudness="secondary" hidden
                    aria-label=(text!(language, "parts.quantity.less")) { "−" }
                input class="input" type="number" id=(field.anchor()) name=(field.name)
                    value=(field.value) min=(range.least) max=(range.most) step="1"
                    inputmode="numeric" required[!field.optional]
                    aria-describedby=[field.described_by()] aria-invalid=[field.invalid()];
                button class="button" type="button" data-step="1" data-loudness="secondary" hidden
                    aria-label=(text!(language, "parts.quantity.more")) { "+" }
            }
            @if let Some(hint) = &field.hint { p class="hint" id=(field.hint_id()) { (hint) } }
        }
    }
}
