//! What happened to a thing: who, when, what, and which values before and after; newest first.

use crate::text;
use crate::values::Language;
use crate::web::parts::link::Link;
use crate::web::parts::meaning::Meaning;
use crate::web::parts::whole_numbers::whole_numbers;
use crate::web::parts::words::{Moment, moment};
use maud::{Markup, html};

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Happening {
    pub who: String,
    pub when: Moment,
    /// What happened, as a sentence: "Bestellung bestätigt".
    pub what: String,
    pub meaning: Meaning,
    pub changes: Vec<Change>,
    /// The words a person added: a reason, a note.
    pub remark: Option<String>,
    pub link: Option<Link>,
}

/// One changed value; an empty side means that there was none.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Change {
    pub name: String,
    pub before: String,
    pub after: String,
}

/// The same that happened several times in a row is shown once, with how often.
pub fn timeline(language: Language, happenings: &[Happening]) -> Markup {
    let same = happenings.chunk_by(|one, next| one == next).filter_map(|same| Some((same.first()?, same.len())));
    html! {
        ol class="timeline" {
            @for (happening, times) in same {
                li data-meaning=(happening.meaning.word()) {
                    p { (whole_numbers(&html! { (happening.what) })) }
                    @if !happening.changes.is_empty() { (changes(language, &happening.changes)) }
                    @if let Some(remark) = &happening.remark { blockquote { (remark) } }
                    @if let Some(link) = &happening.link {
                        a href=(link.href) { (link.label) }
                    }
                    p class="small" {
                        (happening.who) " · " (moment(&happening.when))
                        @if times > 1 { " · " (text!(language, "parts.timeline.times", times = times)) }
                    }
                }
            }
        }
        @if happenings.is_empty() { p class="small" { (text!(language, "parts.timeline.empty")) } }
    }
}

fn changes(language: Language, changes: &[Change]) -> Markup {
    let nothing = text!(language, "parts.timeline.nothing");
    let written = |value: &str| {
        if value.is_empty() { nothing.clone() } else { value.to_owned() }
    };
    html! {
        ul {
            @for change in changes {
                li {
                    (change.name) ": "
                    del { span class="spoken" { (text!(language, "parts.timeline.before")) " " } (written(&change.before)) }
                    " → "
                    ins { span class="spoken" { (text!(language, "parts.timeline.after")) " " } (written(&change.after)) }
                }
            }
        }
    }
}
