//! The error summary on top of a form: how many things are wrong, each a link to its field.

use crate::text;
use crate::values::Language;
use crate::web::parts::field::anchor;
use crate::web::parts::icon::{Icon, icon};
use maud::{Markup, html};

/// What is wrong with one field; without a field it concerns the whole form.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Complaint {
    pub field: Option<String>,
    pub sentence: String,
}

impl Complaint {
    pub fn about(field: impl Into<String>, sentence: impl Into<String>) -> Complaint {
        Complaint { field: Some(field.into()), sentence: sentence.into() }
    }

    pub fn of_the_whole(sentence: impl Into<String>) -> Complaint {
        Complaint { field: None, sentence: sentence.into() }
    }
}

pub fn error_summary(language: Language, complaints: &[Complaint]) -> Markup {
    if complaints.is_empty() {
        return html! {};
    }
    html! {
        div class="error-summary" role="alert" tabindex="-1" data-error-summary {
            p { (icon(Icon::Bad)) (text!(language, "parts.errors.heading")) }
            ul {
                @for complaint in complaints {
                    li {
                        @if let Some(field) = &complaint.field {
                            a href=(format!("#{}", anchor("", field))) { (complaint.sentence) }
                        } @else {
                            (complaint.sentence)
                        }
                    }
                }
            }
        }
    }
}
