//! What every field of a form shares: label above, hint below it, the complaint tied to the
//! control, and the text kept as it was typed.

use crate::text;
use crate::values::Language;
use crate::web::parts::icon::{Icon, icon};
use maud::{Markup, html};

/// A field is required unless it says otherwise. Words for people are `String`, words for
/// machines are `&str`; an empty `&str` leaves its attribute out.
#[derive(Clone, Debug, Default)]
pub struct Field<'a> {
    pub name: &'a str,
    pub label: String,
    /// What was typed, or what is stored: always text as it stands in the field.
    pub value: &'a str,
    pub hint: Option<String>,
    /// What is wrong and what to do, in one sentence.
    pub error: Option<String>,
    pub optional: bool,
    /// The token of HTML: `email`, `given-name`, `street-address`, `one-time-code`.
    pub autocomplete: &'a str,
    /// Overrides the keyboard that the kind of field asks for.
    pub input_mode: &'a str,
    pub max_length: Option<usize>,
    /// What stands behind the typed text: "€", "kg", "Tage".
    pub unit: Option<String>,
    pub breadth: Breadth,
    pub read_only: bool,
    pub autofocus: bool,
    /// Sets two fields of one name on one page apart.
    pub scope: &'a str,
}

/// How much text the field expects; it shows in its breadth.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Breadth {
    #[default]
    Full,
    Medium,
    Short,
}

impl Breadth {
    pub(super) fn word(self) -> &'static str {
        match self {
            Breadth::Full => "full",
            Breadth::Medium => "medium",
            Breadth::Short => "short",
        }
    }
}

impl Field<'_> {
    /// The id of the control, to which the error summary leads.
    pub fn anchor(&self) -> String {
        anchor(self.scope, self.name)
    }

    pub(super) fn hint_id(&self) -> String {
        format!("{}-hint", self.anchor())
    }

    pub(super) fn error_id(&self) -> String {
        format!("{}-error", self.anchor())
    }

    /// The ids of hint and error, as `aria-describedby` wants them.
    pub(super) fn described_by(&self) -> Option<String> {
        match (&self.hint, &self.error) {
            (None, None) => None,
            (Some(_), None) => Some(self.hint_id()),
            (None, Some(_)) => Some(self.error_id()),
            (Some(_), Some(_)) => Some(format!("{} {}", self.hint_id(), self.error_id())),
        }
    }

    pub(super) fn invalid(&self) -> Option<&'static str> {
        self.error.is_some().then_some("true")
    }
}

/// The id of the control named `name` in `scope`.
pub fn anchor(scope: &str, name: &str) -> String {
    if scope.is_empty() { format!("field-{name}") } else { format!("field-{scope}-{name}") }
}

/// An attribute that is left out when its value is empty.
pub(super) fn given(value: &str) -> Option<&str> {
    (!value.is_empty()).then_some(value)
}

/// Label, hint, control and error in their order.
pub(super) fn framed(language: Language, field: &Field, control: Markup) -> Markup {
    html! {
        div class="field" data-breadth=(field.breadth.word()) data-wrong[field.error.is_some()] {
            label for=(field.anchor()) {
                (field.label)
                @if field.optional { (optional_mark(language)) }
            }
            @if let Some(hint) = &field.hint {
                p class="hint" id=(field.hint_id()) { (hint) }
            }
            (error_line(field))
            (control)
        }
    }
}

pub(super) fn optional_mark(language: Language) -> Markup {
    html! { span class="small" { " " (text!(language, "parts.field.optional")) } }
}

pub(super) fn error_line(field: &Field) -> Markup {
    html! {
        @if let Some(error) = &field.error {
            p class="error" id=(field.error_id()) { (icon(Icon::Bad)) (error) }
        }
    }
}
