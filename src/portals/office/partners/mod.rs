//! Partners as staff see them: the list, the sheet, and what is done with a contract.

mod form;
mod invitation;
mod list;
mod pay;
mod placement;
mod requests;
mod sections;
mod sheet;
mod tax;
mod whom;

use crate::business::failure::Failure;
use crate::business::partners::partner_by_number;
use crate::business::view::View;
use crate::text;
use crate::values::{Language, PartnerId};
use crate::web::Routes;
use crate::web::parts::{Tab, tabs};

pub use requests::{about_request, facts_of_request, matter_and_wish};

pub fn routes() -> Routes {
    Routes::new()
        .and(list::routes())
        .and(form::routes())
        .and(invitation::routes())
        .and(pay::routes())
        .and(tax::routes())
        .and(requests::routes())
        .and(placement::routes())
        .and(sheet::routes())
}

/// The partner that a path names.
fn partner_id(text: &str) -> Result<PartnerId, Failure> {
    PartnerId::parse(text).ok_or_else(Failure::not_found)
}

/// Whom a typed number means; numbers are often typed in small letters.
fn by_number(view: &View<'_>, number: &str) -> Option<PartnerId> {
    partner_by_number(view, number).or_else(|| partner_by_number(view, &number.to_uppercase()))
}

/// The ways between the list of partners and what is asked about them.
fn ways(language: Language, here: &str) -> maud::Markup {
    let tab = |label: String, href: &str| Tab { label, href: href.to_owned(), current: href == here, count: None };
    tabs(
        &text!(language, "office_requests.page.ways"),
        &[
            tab(text!(language, "office_partners.page.title"), list::list_path()),
            tab(text!(language, "office_requests.page.title"), requests::list_path()),
            tab(text!(language, "office_placement.page.title"), placement::placement_path()),
        ],
    )
}
