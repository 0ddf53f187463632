//! The error summary on top of a form: how many things are wrong, each a link to its field.

use crate::text;
use crate::values::Language;
use crate::web::parts::field::anchor;
use crate::web::parts::icon::{Icon, icon};
use maud::{Markup, PreEscaped, html};

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

/// A name that is longer is a sentence of its own, such as a consent.
const NAME_MAX: usize = 40;

/// Each complaint is said with the name of its field, which is read from the fields themselves.
pub fn error_summary(language: Language, complaints: &[Complaint], fields: &Markup) -> Markup {
    if complaints.is_empty() {
        return html! {};
    }
    // In the order in which the fields stand below; what concerns the whole form comes first.
    let place = |complaint: &&Complaint| {
        let field = complaint.field.as_ref()?;
        Some(fields.0.find(&format!("id=\"{}\"", anchor("", field))).unwrap_or(usize::MAX))
    };
    let mut complaints: Vec<&Complaint> = complaints.iter().collect();
    complaints.sort_by_key(place);
    html! {
        div class="error-summary" role="alert" tabindex="-1" data-error-summary {
            p { (icon(Icon::Bad)) (text!(language, "parts.errors.heading")) }
            ul {
                @for complaint in complaints {
                    li {
                        @if let Some(field) = &complaint.field {
                            a href=(format!("#{}", anchor("", field))) {
                                (named(language, field, &complaint.sentence, fields))
                            }
                        } @else {
                            (complaint.sentence)
                        }
                    }
                }
            }
        }
    }
}

/// The sentence behind the name of its field, as the language sets one before the other.
fn named(language: Language, field: &str, sentence: &str, fields: &Markup) -> Markup {
    let written = html! { (sentence) };
    match name_of(field, sentence, fields) {
        Some(name) => PreEscaped(text!(language, "parts.errors.named", name = name.0, sentence = written.0)),
        None => written,
    }
}

/// The label above a field, unless the sentence names it already; the words beside a box to tick are no name.
fn name_of(field: &str, sentence: &str, fields: &Markup) -> Option<Markup> {
    let (above, label) = fields.0.split_once(&format!("<label for=\"{}\">", anchor("", field)))?;
    let (name, _) = label.split_once('<')?;
    let stands_beside = above.rsplit_once('<').is_some_and(|(_, tag)| tag.starts_with("input"));
    let says_it = sentence.to_lowercase().contains(&name.to_lowercase());
    (!name.is_empty() && !stands_beside && !says_it && name.chars().count() <= NAME_MAX)
        .then(|| PreEscaped(name.to_owned()))
}
