//! A partner's team: as a tree that opens level by level, as a table, one member's sheet, and what the partner asks
//! about the own place in it.

mod list;
mod member;
mod requests;
mod tree;

use crate::text;
use crate::values::{Language, PartnerId};
use crate::web::Routes;
use crate::web::parts::{Tab, tabs};

pub use list::list_path;

pub fn routes() -> Routes {
    Routes::new().and(tree::routes()).and(list::routes()).and(requests::routes()).and(member::routes())
}

pub const fn team_path() -> &'static str {
    "/partner/team"
}

pub fn member_path(id: PartnerId) -> String {
    format!("{}/{id}", team_path())
}

/// The same people in two ways.
fn ways(language: Language, here: &str) -> maud::Markup {
    let tab = |label: String, href: &str| Tab { label, href: href.to_owned(), current: href == here, count: None };
    tabs(
        &text!(language, "partner.team.ways"),
        &[
            tab(text!(language, "partner.team.as_tree"), team_path()),
            tab(text!(language, "partner.team.as_list"), list_path()),
            tab(text!(language, "partner.request.title"), requests::list_path()),
        ],
    )
}
