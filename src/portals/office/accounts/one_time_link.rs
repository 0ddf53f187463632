//! The page with a link for a password that nobody could send: it is shown once and passed on by hand.

use maud::html;

use crate::portals::office::accounts::sheet_path;
use crate::portals::office::frame;
use crate::text;
use crate::values::AccountId;
use crate::web::parts::{Link, Loudness, Meaning, Notice, link_button, notice, paragraph, section, verbatim};
use crate::web::{Answer, Page, Visit};

/// For whom the link is, by name.
pub fn show_link(visit: &Visit, id: AccountId, name: &str, secret: &str) -> Answer {
    let language = visit.language;
    let sheet = Link::new(text!(language, "office_accounts.link.to_account"), sheet_path(id));
    let page = Page {
        title: text!(language, "office_accounts.link.title", name = name),
        body: html! {
            (notice(&Notice {
                meaning: Meaning::Attention,
                sentence: text!(language, "office_accounts.link.by_hand"),
                more: None,
            }))
            (section(&text!(language, "office_accounts.link.heading"), html! {
                (verbatim(&visit.app.links().password(secret)))
                (paragraph(&text!(language, "office_accounts.link.once")))
            }))
            (link_button(&sheet, Loudness::Primary))
        },
        ..Page::default()
    };
    frame::show(visit, &page)
}
