//! Something to pass on: a link or a number that is read as it is, and copied with one press.

use crate::text;
use crate::values::Language;
use crate::web::parts::field::{Field, framed};
use maud::{Markup, html};

/// A field to select from; where there is script, a button copies it. `Field::value` is what is passed on.
pub fn copy_field(language: Language, field: &Field) -> Markup {
    let copy = text!(language, "parts.field.copy");
    let control = html! {
        div class="copied" {
            input class="input" type="text" id=(field.anchor()) name=(field.name) value=(field.value) readonly
                autocomplete="off" spellcheck="false" aria-describedby=[field.described_by()];
            button class="button" type="button" data-loudness="secondary" data-copy hidden
                aria-label=(format!("{copy}: {}", field.label)) {
                (copy)
            }
            span class="small" role="status" data-copy-done=(text!(language, "parts.field.copied"))
                data-copy-failed=(text!(language, "parts.field.copy_failed")) {}
        }
    };
    framed(language, field, control)
}
