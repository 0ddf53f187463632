//! Fields that choose: one of many, one of few, several, yes or no.

use crate::values::Language;
use crate::web::parts::field::{Field, error_line, framed, given, optional_mark};
use maud::{Markup, html};

#[derive(Clone, Debug, Default)]
pub struct Choice {
    pub value: String,
    pub label: String,
    /// A soft second line below the label of a radio button or check box.
    pub hint: Option<String>,
    /// What stands at the end of the line: a price, a count.
    pub figure: Option<String>,
}

impl Choice {
    pub fn new(value: impl Into<String>, label: impl Into<String>) -> Choice {
        Choice { value: value.into(), label: label.into(), ..Choice::default() }
    }
}

/// One of many. An optional field begins with an empty choice.
pub fn select_field(language: Language, field: &Field, choices: &[Choice]) -> Markup {
    let control = html! {
        div class="control" {
            select class="input" id=(field.anchor()) name=(field.name) required[!field.optional]
                autofocus[field.autofocus] autocomplete=[given(field.autocomplete)]
                aria-describedby=[field.described_by()] aria-invalid=[field.invalid()] {
                @if field.optional || field.value.is_empty() { option value="" { "–" } }
                @for choice in choices {
                    option value=(choice.value) selected[choice.value == field.value] { (choice.label) }
                }
            }
        }
    };
    framed(language, field, control)
}

/// One of few, all of them in sight.
pub fn radio_group(language: Language, field: &Field, choices: &[Choice]) -> Markup {
    let kind = Group { kind: "radio", chosen: &[field.value] };
    group(language, field, choices, &kind)
}

/// Several of few; `chosen` are the values that are ticked.
pub fn checkbox_group(language: Language, field: &Field, choices: &[Choice], chosen: &[&str]) -> Markup {
    let kind = Group { kind: "checkbox", chosen };
    group(language, field, choices, &kind)
}

/// Yes or no. Ticked when the value is not empty; sends `yes`.
pub fn checkbox_field(_: Language, field: &Field) -> Markup {
    ticked_field(field, html! { (field.label) })
}

/// Yes or no to words that hold links: terms, privacy notice. Never ticked in advance.
pub fn consent_field(language: Language, field: &Field, words: Markup) -> Markup {
    ticked_field(field, html! { (words) @if field.optional { (optional_mark(language)) } })
}

fn ticked_field(field: &Field, words: Markup) -> Markup {
    html! {
        div class="field" data-wrong[field.error.is_some()] {
            (error_line(field))
            div class="choice" {
                input type="checkbox" id=(field.anchor()) name=(field.name) value="yes"
                    checked[!field.value.is_empty()] required[!field.optional]
                    aria-describedby=[field.described_by()] aria-invalid=[field.invalid()];
                label for=(field.anchor()) { (words) }
                @if let Some(hint) = &field.hint { p class="hint" id=(field.hint_id()) { (hint) } }
            }
        }
    }
}

struct Group<'a> {
    kind: &'static str,
    chosen: &'a [&'a str],
}

fn group(language: Language, field: &Field, choices: &[Choice], group: &Group) -> Markup {
    html! {
        fieldset class="field" data-wrong[field.error.is_some()]
            aria-describedby=[field.described_by()] {
            legend {
                (field.label)
                @if field.optional { (optional_mark(language)) }
            }
            @if let Some(hint) = &field.hint { p class="hint" id=(field.hint_id()) { (hint) } }
            (error_line(field))
            @for (place, choice) in choices.iter().enumerate() {
                (group_line(field, choice, group, place))
            }
        }
    }
}

fn group_line(field: &Field, choice: &Choice, group: &Group, place: usize) -> Markup {
    // The error summary leads to the anchor, so the first choice carries it.
    let id = if place == 0 { field.anchor() } else { format!("{}-{place}", field.anchor()) };
    html! {
        div class="choice" {
            input type=(group.kind) id=(id) name=(field.name) value=(choice.value)
                checked[group.chosen.contains(&choice.value.as_str())]
                required[group.kind == "radio" && !field.optional];
            label for=(id) {
                (choice.label)
                @if let Some(hint) = &choice.hint { span class="small" { (hint) } }
            }
            @if let Some(figure) = &choice.figure { span class="money" { (figure) } }
        }
    }
}
