//! Partners as staff see them: the list, the sheet, and what is done with a contract.

mod contract;
mod form;
mod list;
mod sections;
mod sheet;

use crate::business::failure::Failure;
use crate::business::partners::partner_by_number;
use crate::business::view::View;
use crate::values::PartnerId;
use crate::web::Routes;

pub fn routes() -> Routes {
    Routes::new().and(list::routes()).and(form::routes()).and(contract::routes()).and(sheet::routes())
}

/// The partner that a path names.
fn partner_id(text: &str) -> Result<PartnerId, Failure> {
    PartnerId::parse(text).ok_or_else(Failure::not_found)
}

/// Whom a typed number means; numbers are often typed in small letters.
fn by_number(view: &View<'_>, number: &str) -> Option<PartnerId> {
    partner_by_number(view, number).or_else(|| partner_by_number(view, &number.to_uppercase()))
}
