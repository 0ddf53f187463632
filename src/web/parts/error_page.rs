//! A page that says that something went wrong: what happened, what to do, and where to go on.

use crate::text;
use crate::values::Language;
use crate::web::page::Page;
use crate::web::parts::link::{Link, link_list};
use maud::html;

#[derive(Clone, Debug, Default)]
pub struct ErrorPage {
    /// The status that is sent: 404, 422, 500.
    pub status: u16,
    /// In a few words: "Diese Seite gibt es nicht".
    pub heading: String,
    pub what_happened: String,
    pub what_to_do: String,
    pub links: Vec<Link>,
    /// The number by which the log is searched, when the fault is ours.
    pub request_id: Option<String>,
}

pub fn error_page(language: Language, error: &ErrorPage) -> Page {
    let body = html! {
        div class="error-page" {
            p { (error.what_happened) }
            p { (error.what_to_do) }
            (link_list(&error.links))
            p class="small" {
                (text!(language, "parts.error-page.status", status = error.status))
                @if let Some(id) = &error.request_id {
                    " · " (text!(language, "parts.error-page.request", id = id))
                }
            }
        }
    };
    Page { title: error.heading.clone(), body, ..Page::default() }
}
