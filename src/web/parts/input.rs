//! Fields of one typed line and of several: text, e-mail, telephone, password, number, money,
//! date, a longer text, and those that scan or stay hidden.

use crate::text;
use crate::values::Language;
use crate::web::parts::field::{Field, framed, given};
use maud::{Markup, html};

pub fn text_field(language: Language, field: &Field) -> Markup {
    framed(language, field, input(field, &Kind::new("text", "")))
}

pub fn email_field(language: Language, field: &Field) -> Markup {
    framed(language, field, input(field, &Kind::new("email", "email")))
}

pub fn telephone_field(language: Language, field: &Field) -> Markup {
    framed(language, field, input(field, &Kind::new("tel", "tel")))
}

/// A whole number or a figure with decimals, typed as text so that nothing is swallowed.
pub fn number_field(language: Language, field: &Field) -> Markup {
    framed(language, field, input(field, &Kind::new("text", "decimal")))
}

/// An amount; `unit` carries the currency.
pub fn money_field(language: Language, field: &Field) -> Markup {
    framed(language, field, input(field, &Kind::new("text", "decimal").figures()))
}

/// A day; the value is written as ISO, the browser shows it as its reader writes days.
pub fn date_field(language: Language, field: &Field) -> Markup {
    framed(language, field, input(field, &Kind::new("date", "")))
}

/// A colour as `#2b6a4d`; the browser offers its own way to choose one.
pub fn colour_field(language: Language, field: &Field) -> Markup {
    framed(language, field, input(field, &Kind::new("color", "")))
}

/// A password or secret; the text typed before is never sent back.
pub fn password_field(language: Language, field: &Field) -> Markup {
    let kept_back = Field { value: "", ..field.clone() };
    let control = html! {
        div class="secret" {
            (input(&kept_back, &Kind::new("password", "")))
            button class="button" type="button" data-loudness="quiet" data-reveal hidden
                aria-pressed="false" { (text!(language, "parts.field.reveal")) }
        }
    };
    framed(language, &kept_back, control)
}

/// A text of several lines; `rows` is its height at first sight.
pub fn textarea_field(language: Language, field: &Field, rows: u8) -> Markup {
    let control = html! {
        textarea class="input" id=(field.anchor()) name=(field.name) rows=(rows)
            required[!field.optional] readonly[field.read_only] autofocus[field.autofocus]
            maxlength=[field.max_length] autocomplete=[given(field.autocomplete)]
            aria-describedby=[field.described_by()] aria-invalid=[field.invalid()] { "\n" (field.value) }
    };
    framed(language, field, control)
}

/// A text for machines, such as a plan: letters of one width, no spelling marks, long lines scroll.
pub fn code_field(language: Language, field: &Field, rows: u8) -> Markup {
    let control = html! {
        textarea class="input" id=(field.anchor()) name=(field.name) rows=(rows) data-code
            required[!field.optional] readonly[field.read_only] wrap="off" autocomplete="off"
            autocapitalize="off" spellcheck="false"
            aria-describedby=[field.described_by()] aria-invalid=[field.invalid()] { "\n" (field.value) }
    };
    framed(language, field, control)
}

/// A field that a bar-code scanner types into: it takes the focus and keeps it.
pub fn scan_field(language: Language, field: &Field) -> Markup {
    let control = html! {
        input class="input" type="text" id=(field.anchor()) name=(field.name) value=(field.value)
            inputmode="none" autocomplete="off" autocapitalize="off" spellcheck="false" autofocus
            enterkeyhint="go" data-scan required[!field.optional]
            aria-describedby=[field.described_by()] aria-invalid=[field.invalid()];
    };
    framed(language, field, control)
}

/// A search field inside a form that asks for more than words.
pub fn search_field(language: Language, field: &Field) -> Markup {
    framed(language, field, input(field, &Kind::new("search", "search")))
}

/// What the form needs back and nobody needs to see.
pub fn hidden_field(name: &str, value: &str) -> Markup {
    html! { input type="hidden" name=(name) value=(value); }
}

struct Kind {
    word: &'static str,
    input_mode: &'static str,
    figures: bool,
}

impl Kind {
    fn new(word: &'static str, input_mode: &'static str) -> Kind {
        Kind { word, input_mode, figures: false }
    }

    fn figures(self) -> Kind {
        Kind { figures: true, ..self }
    }
}

fn input(field: &Field, kind: &Kind) -> Markup {
    let input_mode = given(field.input_mode).or(given(kind.input_mode));
    html! {
        div class="control" {
            input class="input" type=(kind.word) id=(field.anchor()) name=(field.name)
                value=(field.value) inputmode=[input_mode] autocomplete=[given(field.autocomplete)]
                maxlength=[field.max_length] required[!field.optional] readonly[field.read_only]
                autofocus[field.autofocus] data-figures[kind.figures]
                aria-describedby=[field.described_by()] aria-invalid=[field.invalid()];
            @if let Some(unit) = &field.unit { span class="unit" { (unit) } }
        }
    }
}
