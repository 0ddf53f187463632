//! The steps of a thing that goes its way: a case, a checkout, an application.

use crate::text;
use crate::values::Language;
use crate::web::parts::icon::{Icon, icon};
use maud::{Markup, html};

#[derive(Clone, Debug, Default)]
pub struct Step {
    pub label: String,
    pub standing: Standing,
    /// A soft second line: who did it and when, or what is awaited.
    pub note: Option<String>,
    pub href: Option<String>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Standing {
    Done,
    Now,
    #[default]
    Later,
}

impl Standing {
    fn word(self) -> &'static str {
        match self {
            Standing::Done => "done",
            Standing::Now => "now",
            Standing::Later => "later",
        }
    }
}

pub fn steps(language: Language, steps: &[Step]) -> Markup {
    html! {
        ol class="steps" {
            @for step in steps {
                li data-standing=(step.standing.word())
                    aria-current=[(step.standing == Standing::Now).then_some("step")] {
                    @if step.standing == Standing::Done {
                        (icon(Icon::Good))
                        span class="spoken" { (text!(language, "parts.steps.done")) " " }
                    } @else {
                        (icon(Icon::Ring))
                    }
                    span {
                        @if let Some(href) = &step.href { a href=(href) { (step.label) } }
                        @else { (step.label) }
                        @if let Some(note) = &step.note { span class="small" { (note) } }
                    }
                }
            }
        }
    }
}
