//! Documents to open or keep: invoice, delivery note, data sheet.

use crate::web::parts::icon::{Icon, icon};
use maud::{Markup, html};

#[derive(Clone, Debug, Default)]
pub struct DocumentLink {
    pub label: String,
    pub href: String,
    /// Kind and size: "PDF, 18 KB".
    pub kind: String,
    /// When it was made, or which version it is.
    pub note: Option<String>,
}

pub fn documents(documents: &[DocumentLink]) -> Markup {
    html! {
        ul class="documents" {
            @for document in documents {
                li {
                    (icon(Icon::Document))
                    span class="two-lines" {
                        a href=(document.href) { (document.label) }
                        span class="small" {
                            (document.kind)
                            @if let Some(note) = &document.note { " · " (note) }
                        }
                    }
                }
            }
        }
    }
}
