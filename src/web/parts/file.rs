//! A field that takes a file, with what is accepted and how large it may be in its hint.

use crate::values::Language;
use crate::web::parts::field::{Field, framed, given};
use maud::{Markup, html};

/// `accept` is the list of HTML: `.csv,text/csv`. The form must say that it sends files.
pub fn file_field(language: Language, field: &Field, accept: &str) -> Markup {
    let control = html! {
        input class="input" type="file" id=(field.anchor()) name=(field.name)
            accept=[given(accept)] required[!field.optional]
            aria-describedby=[field.described_by()] aria-invalid=[field.invalid()];
    };
    framed(language, field, control)
}
