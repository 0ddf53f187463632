//! A partner's team: as a tree that opens level by level, as a table, one member's sheet, and what the partner asks
//! about the own place in it.

mod list;
mod member;
mod placement;
mod requests;
mod tree;

use crate::business::partners::placement_rules;
use crate::business::view::View;
use crate::text;
use crate::values::{Language, PartnerId};
use crate::web::Routes;
use crate::web::parts::{Tab, tabs};

pub use list::list_path;

pub fn routes() -> Routes {
    Routes::new()
        .and(tree::routes())
        .and(list::routes())
        .and(requests::routes())
        .and(placement::routes())
        .and(member::routes())
}

pub const fn team_path() -> &'static str {
    "/partner/team"
}

pub fn member_path(id: PartnerId) -> String {
    format!("{}/{id}", team_path())
}

/// The ways between the pages of a team; that of the seats is there where the firm gives some.
struct Ways {
    language: Language,
    has_seats: bool,
}

impl Ways {
    fn of(view: &View<'_>, language: Language) -> Ways {
        Ways { language, has_seats: placement_rules(view).is_on() }
    }

    fn show(&self, here: &str) -> maud::Markup {
        let language = self.language;
        let tab = |label: String, href: &str| Tab { label, href: href.to_owned(), current: href == here, count: None };
        let mut all = vec![
            tab(text!(language, "partner.team.as_tree"), team_path()),
            tab(text!(language, "partner.team.as_list"), list_path()),
            tab(text!(language, "partner.request.title"), requests::list_path()),
        ];
        if self.has_seats {
            all.push(tab(text!(language, "partner.placement.title"), placement::placement_path()));
        }
        tabs(&text!(language, "partner.team.ways"), &all)
    }
}
