//! Approvals: what waits for somebody's word, the sheet on which it is given, what was decided, who stands in for
//! whom, and how many must agree.

mod deputies;
mod list;
mod rules;
mod sheet;

use maud::Markup;

use crate::business::permission::Permission;
use crate::text;
use crate::values::Language;
use crate::web::parts::{Tab, tabs};
use crate::web::{Routes, Visit};

pub use list::agreed_of;

pub fn routes() -> Routes {
    Routes::new().and(list::routes()).and(deputies::routes()).and(rules::routes()).and(sheet::routes())
}

/// The ways between the pages; the rules are for those who may change the firm.
fn ways(visit: &Visit, here: &str) -> Markup {
    let language: Language = visit.language;
    let tab = |label: String, href: &str| Tab { label, href: href.to_owned(), current: href == here, count: None };
    let mut all = vec![
        tab(text!(language, "office_approvals.page.title"), list::list_path()),
        tab(text!(language, "office_approvals.deputies.title"), deputies::deputies_path()),
    ];
    if visit.actor.may(Permission::FirmEdit) {
        all.push(tab(text!(language, "office_approvals.rules.title"), rules::rules_path()));
    }
    tabs(&text!(language, "office_approvals.page.ways"), &all)
}
