//! Something to read beside the paper that it was read from.

use maud::{Markup, html};

#[derive(Clone, Debug, Default)]
pub struct FramedFile<'f> {
    pub heading: String,
    pub href: &'f str,
    /// Told to those who cannot see the frame.
    pub title: String,
    /// The link to the file by itself; on a narrow screen it is all there is.
    pub open: String,
}

/// The page has to allow frames, and the file to be framed: see `with_frames_of_ours` and `framed_by_ours`.
pub fn beside(left: Markup, file: &FramedFile) -> Markup {
    html! {
        div class="beside" {
            div class="beside-words" { (left) }
            section class="section beside-paper" {
                h2 { (file.heading) }
                p { a href=(file.href) { (file.open) } }
                iframe src=(file.href) title=(file.title) loading="lazy" {}
            }
        }
    }
}
