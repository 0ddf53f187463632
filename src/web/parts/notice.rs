//! Notices: one sentence, or a heading with sentences, in one of the four meanings. After a
//! redirect the frame shows them above the page; a page may place them beside what they concern.

use crate::text;
use crate::values::Language;
use crate::web::parts::icon::{Icon, icon};
use crate::web::parts::meaning::Meaning;
use maud::{Markup, html};

#[derive(Clone, Debug, Default)]
pub struct Notice {
    pub meaning: Meaning,
    /// What happened, in one sentence.
    pub sentence: String,
    /// What follows from it or what to do, if there is more to say.
    pub more: Option<Markup>,
}

/// A notice that stays as long as the page does.
pub fn notice(notice: &Notice) -> Markup {
    html! {
        div class="notice" data-meaning=(notice.meaning.word()) {
            (icon(notice.meaning.shape()))
            div {
                p { (notice.sentence) }
                @if let Some(more) = &notice.more { (more) }
            }
        }
    }
}

/// A notice about what was just done: read aloud at once, and dismissed with a button.
pub fn message(language: Language, message: &Notice) -> Markup {
    let role = match message.meaning {
        Meaning::Bad | Meaning::Attention => "alert",
        _ => "status",
    };
    html! {
        div class="notice" data-meaning=(message.meaning.word()) role=(role) {
            (icon(message.meaning.shape()))
            div {
                p { (message.sentence) }
                @if let Some(more) = &message.more { (more) }
            }
            button class="dismiss" type="button" data-dismiss hidden
                aria-label=(text!(language, "parts.notice.dismiss")) { (icon(Icon::Close)) }
        }
    }
}
